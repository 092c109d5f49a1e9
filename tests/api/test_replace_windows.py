# SPDX-License-Identifier: MIT
"""dump() to a path on Windows."""

import os
import stat

import pytest
from jsonde import dump, load

pytestmark = pytest.mark.skipif(os.name != "nt", reason="not Windows")

HINT = "dump(..., atomic=False) writes it in place"


def names(folder):
    return sorted(os.listdir(folder))


@pytest.mark.parametrize("kind", [str, os.fsencode])
def test_new_and_replaced(tmp_path, kind):
    path = kind(str(tmp_path / "a\xe9.json"))
    for value in ([1], {"b": "x" * 100_000}, []):
        dump(value, path)
        assert load(path) == load(path, mmap=True) == value
    assert len(names(tmp_path)) == 1


def test_line_ends_stay(tmp_path):
    """Descriptors of Windows may translate line ends."""
    dump([1, 2], tmp_path / "file", indent=1)
    assert (tmp_path / "file").read_bytes() == b"[\n 1,\n 2\n]"


def test_another_file_takes_the_name(tmp_path):
    path = tmp_path / "file"
    dump(1, path)
    before = os.stat(path).st_ino
    dump(2, path, atomic=False)
    assert os.stat(path).st_ino == before
    dump(3, path)
    assert os.stat(path).st_ino != before and load(path) == 3


def test_failure_keeps_the_old_file(tmp_path):
    dump("old", tmp_path / "file")
    for path in (tmp_path / "file", tmp_path / "new"):
        with pytest.raises(TypeError):
            dump(["x" * 200_000, object()], path)
    assert names(tmp_path) == ["file"] and load(tmp_path / "file") == "old"


def test_read_only_file(tmp_path):
    path = str(tmp_path / "file")
    dump("old", path)
    os.chmod(path, stat.S_IREAD)
    try:
        with pytest.raises(PermissionError) as caught:
            dump("new", path)
        assert HINT in str(caught.value) and caught.value.filename == path
        assert names(tmp_path) == ["file"] and load(path) == "old"
    finally:
        os.chmod(path, stat.S_IREAD | stat.S_IWRITE)


def test_file_that_is_open(tmp_path):
    path = str(tmp_path / "file")
    dump("old", path)
    with open(path, "rb"):
        with pytest.raises(PermissionError) as caught:
            dump("new", path)
        assert HINT in str(caught.value) and caught.value.filename == path
    assert names(tmp_path) == ["file"] and load(path) == "old"
    dump("new", path)
    assert load(path) == "new"


WRONG = ["", "new/", "new/x", "folder", "folder/", ".", "..", "file/x", "a\0b"]


@pytest.mark.parametrize("name", [*WRONG, "x" * 300, "folder/" + "x" * 300])
def test_wrong_names(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")

    def told(function):
        with pytest.raises((OSError, ValueError)) as caught:
            function()
        error = caught.value
        return type(error), getattr(error, "filename", None)

    want = told(lambda: open(name, "wb"))
    assert told(lambda: dump(1, name)) == want
    assert told(lambda: dump(1, name, atomic=False)) == want
    assert names(tmp_path) == ["file", "folder"]
    assert names(tmp_path / "folder") == []


def test_device(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dump([1], os.devnull)
    assert names(tmp_path) == []

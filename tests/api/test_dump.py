# SPDX-License-Identifier: MIT
"""dump() to a path, a descriptor and a file object, in chunks."""

import io
import os
import pathlib
import stat
import threading

import jsonde
import pytest
from conftest import child_output
from jsonde import JSONEncodeError, dump, dumps

VALUE = {"a": [1, 2.5, "\u20ac", None], "b": "x" * 50}
DATA = dumps(VALUE)
LONG = [f"\u20ac{i}" for i in range(50000)]
UNIX = os.name == "posix"


class Thing:
    pass


# ----------------------------------------------------------------------- paths


@pytest.mark.parametrize("kind", [str, os.fsencode, pathlib.Path])
@pytest.mark.parametrize("value", [VALUE, LONG, []])
def test_path(tmp_path, kind, value):
    path = tmp_path / "caf\xe9.json"
    for _ in range(2):
        assert dump(value, kind(str(path))) is None
        assert path.read_bytes() == dumps(value)
        assert os.listdir(tmp_path) == [path.name]


def test_options(tmp_path):
    path = tmp_path / "a"
    dump([Thing(), 1], path, lambda o: 2, jsonde.OPT_APPEND_NEWLINE, indent=1)
    assert path.read_bytes() == b"[\n 2,\n 1\n]\n"
    dump(obj=1, file=path, default=None, option=None, indent=None)
    assert path.read_bytes() == b"1"


@pytest.mark.parametrize("mask", [0o022, 0o077, 0])
def test_mode(tmp_path, mask):
    before = os.umask(mask)
    try:
        dump(1, tmp_path / "new")
        mode = stat.S_IMODE(os.stat(tmp_path / "new").st_mode)
        assert mode == 0o666 & ~mask
        for kept in (0o600, 0o640, 0o755):
            os.chmod(tmp_path / "new", kept)
            dump(2, tmp_path / "new")
            mode = stat.S_IMODE(os.stat(tmp_path / "new").st_mode)
            assert mode == kept
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o022, 0o077, 0])
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o400, 0o644, 0o666, 0o6755])
def test_mode_while_it_is_written(tmp_path, kept, mask, monkeypatch):
    """A file for its owner alone was readable by all for a short time."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chmod(path, kept)
    made, seen = [], []
    create = os.open

    def spy(name, flags, mode=0o777, **named):
        descriptor = create(name, flags, mode, **named)
        if flags & os.O_CREAT:
            made.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    def look(thing):
        for name in os.listdir(tmp_path):
            if name != "file":
                mode = os.stat(tmp_path / name).st_mode
                seen.append(stat.S_IMODE(mode))
        return 1

    monkeypatch.setattr(os, "open", spy)
    before = os.umask(mask)
    try:
        dump([Thing(), LONG, Thing()], path, look)
    finally:
        os.umask(before)
    assert len(made) == 1 and len(seen) == 2
    for mode in (*made, *seen):
        assert mode & ~(kept & 0o600) == 0
    assert stat.S_IMODE(os.stat(path).st_mode) == kept & 0o777


@pytest.mark.skipif(not UNIX or os.geteuid() != 0, reason="not the superuser")
@pytest.mark.parametrize("refused", [False, True])
def test_group(tmp_path, monkeypatch, refused):
    """The file's group may read it. The group of the writing process may not."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chown(path, -1, 12345)
    os.chmod(path, 0o664)
    if refused:

        def refuse(*_):
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "fchown", refuse)
    dump(1, path)
    status = os.stat(path)
    assert status.st_gid == (os.getegid() if refused else 12345)
    assert stat.S_IMODE(status.st_mode) == (0o644 if refused else 0o664)


def test_links(tmp_path):
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    os.symlink("folder/target", link)
    for value in (1, 2):  # the first call creates the target of the link
        dump(value, link)
        assert link.is_symlink() and target.read_bytes() == b"%d" % value
    assert os.listdir(tmp_path / "folder") == ["target"]
    os.symlink("round", tmp_path / "round")
    with pytest.raises(OSError):
        dump(1, tmp_path / "round")


def test_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"

    def stop(o):
        raise KeyboardInterrupt

    for before in (None, b"old"):
        if before:
            path.write_bytes(before)
        for value, default, error in (
            ([*LONG, Thing()], None, JSONEncodeError),
            ([*LONG, Thing()], stop, KeyboardInterrupt),
        ):
            with pytest.raises(error):
                dump(value, path, default)
            assert os.listdir(tmp_path) == (["file"] if before else [])
            assert before is None or path.read_bytes() == before


def test_no_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        dump(1, tmp_path / "none" / "file")
    with pytest.raises(IsADirectoryError):
        dump(1, tmp_path)
    assert os.listdir(tmp_path) == []


def test_long_name(tmp_path):
    path = tmp_path / ("x" * 250)
    dump(1, path)
    assert path.read_bytes() == b"1"


FULL = """
import jsonde, os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
try:
    jsonde.dump(["text"] * 10**6, sys.argv[1])
except OSError as error:
    print(type(error).__name__, sorted(os.listdir(sys.argv[2])))
"""


@pytest.mark.skipif(not UNIX, reason="no limits of files")
def test_file_too_large(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    said = child_output(FULL, str(path), str(tmp_path))
    assert said == "OSError ['file']\n" and path.read_bytes() == b"old"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_full_device():
    for file in ("/dev/full", open("/dev/full", "wb", buffering=0)):
        with pytest.raises(OSError, match="No space left"):
            dump(LONG, file)
    file.close()


@pytest.mark.skipif(not UNIX, reason="no pipes with names")
def test_named_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    dump(LONG, path)
    reader.join()
    assert got == [dumps(LONG)] and stat.S_ISFIFO(os.stat(path).st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no /dev/stdout")
def test_standard_output(tmp_path):
    program = "import jsonde; jsonde.dump([1], '/dev/stdout')"
    assert child_output(program) == "[1]"


# ----------------------------------------------------------------- descriptors


def test_descriptor(tmp_path):
    with open(tmp_path / "file", "wb") as file:
        os.write(file.fileno(), b"#")
        dump(LONG, file.fileno())
        os.write(file.fileno(), b"#")
    assert (tmp_path / "file").read_bytes() == b"#%s#" % dumps(LONG)
    for closed in (10**6, -1):
        with pytest.raises(OSError):
            dump(1, closed)


# ---------------------------------------------------------------------- chunks


class Chunks:
    def __init__(self):
        self.sizes = []

    def write(self, chunk):
        assert type(chunk) is bytes
        self.sizes.append(len(chunk))


@pytest.mark.parametrize("option", [0, jsonde.OPT_INDENT_2])
def test_chunks(option):
    for value in (LONG, [[1, 2], {"k": None}] * 50000, dict.fromkeys(LONG)):
        file = Chunks()
        dump([value, {"k": value}], file, option=option)
        assert sum(file.sizes) == len(
            dumps([value, {"k": value}], None, option)
        )
        assert max(file.sizes) <= 66000 and min(file.sizes[:-1]) >= 60000


def test_write_fails():
    class Failing:
        def write(self, chunk):
            raise OSError(28, "full")

    for value in (1, LONG, [LONG]):
        with pytest.raises(OSError, match="full") as caught:
            dump(value, Failing())
        assert type(caught.value) is OSError
    for file in (None, 1.5, object()):
        with pytest.raises((TypeError, AttributeError)):
            dump(1, file)


@pytest.mark.parametrize("option", [None, jsonde.OPT_SORT_KEYS])
def test_write_encodes_and_fails(option):
    """An exception of write() stays as it is: it has no path in this document."""

    class Failing:
        def write(self, chunk):
            jsonde.dumps({"own": {1j}})

    with pytest.raises(jsonde.JSONEncodeError) as caught:
        dump({"a": [LONG, LONG]}, Failing(), None, option)
    assert caught.value.path == "/own"
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        dump({"a": [1, 1j]}, io.BytesIO(), None, option)
    assert caught.value.path == "/a/1"


MEMORY = """
import jsonde, os, resource
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
def items(n):
    return ("text %d" % i for i in range(n))
null = os.open(os.devnull, os.O_WRONLY)
option = jsonde.OPT_SERIALIZE_COLLECTIONS
jsonde.dump(items(20000), null, option=option)
before = peak()
jsonde.dump(items(10**6), null, option=option)
if peak() - before > 4096:
    print("grown by", peak() - before, "kB")
"""


def test_memory():
    """The document of a generator needs one chunk of memory, whatever its length."""
    assert child_output(MEMORY) == ""

# SPDX-License-Identifier: MIT
"""jsonde.lines writes files, splits them, and reads compressed ones."""

import errno
import gzip
import importlib.util
import io
import os
import pickle
import subprocess
import sys
import threading
import time

import jsonde
import pytest
from jsonde import lines
from jsonde.lines import (
    IncompleteLineError,
    append_lines,
    dump_lines,
    dumps_lines,
    iter_lines,
    split,
)

ROWS = [{"a": i, "t": "\u20ac" * (i % 5), "x": [1.5, None]} for i in range(5000)]
TEXT = b"".join(jsonde.dumps(row) + b"\n" for row in ROWS)


# ------------------------------------------------------------------- compressed


MODULES = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma", ".lzma": "lzma"}


@pytest.mark.parametrize("suffix", MODULES)
def test_compressed(tmp_path, suffix):
    module = pytest.importorskip(MODULES[suffix], reason="this Python was built without")
    path = tmp_path / f"rows.jsonl{suffix}"
    dump_lines(ROWS, path)
    with module.open(path) as file:
        assert file.read() == TEXT
    assert list(iter_lines(path)) == ROWS
    assert list(iter_lines(str(path))) == ROWS
    assert split(path, 4) == [(0, None)]
    with pytest.raises(ValueError, match="cannot append"):
        append_lines([1], path)
    with module.open(path, "wb") as file:
        dump_lines([1], file)
    assert list(iter_lines(path)) == [1]


def test_formats_of_lzma(tmp_path):
    """A .lzma file has the format of that name, and not that of .xz files. Both are
    read."""
    lzma = pytest.importorskip("lzma", reason="this Python was built without")
    formats = {".lzma": lzma.FORMAT_ALONE, ".xz": lzma.FORMAT_XZ}
    for suffix, written in formats.items():
        path = tmp_path / f"rows.jsonl{suffix}"
        dump_lines(ROWS, path)
        assert lzma.decompress(path.read_bytes(), format=written) == TEXT
        for other in formats.values():
            path.write_bytes(lzma.compress(TEXT, format=other))
            assert list(iter_lines(path)) == ROWS


def test_zstd(tmp_path):
    path = tmp_path / "rows.jsonl.zst"
    if sys.version_info < (3, 14) or importlib.util.find_spec("_zstd") is None:
        with pytest.raises(ValueError, match="no module compression.zstd"):
            list(iter_lines(path))
        with pytest.raises(ValueError, match="no module compression.zstd"):
            dump_lines(ROWS, path)
        assert not path.exists()
        return
    dump_lines(ROWS, path)
    assert list(iter_lines(path)) == ROWS


def test_damaged_archive(tmp_path):
    path = tmp_path / "rows.gz"
    path.write_bytes(gzip.compress(TEXT)[:-100])
    with pytest.raises(EOFError):
        list(iter_lines(path))


# ------------------------------------------------------------------------ split


@pytest.mark.parametrize("n", [1, 2, 3, 8, 1000])
def test_split(tmp_path, n):
    path = tmp_path / "rows.jsonl"
    for data in (TEXT, TEXT[:-1], b"\n" * 20, b"1", b"1\n", b"", b'1\n"' + b"2" * 9999 + b'"'):
        path.write_bytes(data)
        ranges = split(path, n)
        assert len(ranges) <= n
        parts = [data[start:stop] for start, stop in ranges]
        assert b"".join(parts) == data
        assert all(part.endswith(b"\n") for part in parts[:-1])
        assert all(parts) or not data
        values = [list(iter_lines(path, start=a, stop=b)) for a, b in ranges]
        assert sum(values, []) == list(iter_lines(data))
        values = [list(iter_lines(data, start=a, stop=b)) for a, b in ranges]
        assert sum(values, []) == list(iter_lines(data))


# ------------------------------------------------------------------- dump_lines


class Short(io.RawIOBase):
    """A raw file that takes at most 1,000 bytes at a time."""

    def __init__(self):
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data[:1000])
        return min(len(data), 1000)


class Other:
    """A file object of no class of io, which takes less than it is given."""

    taken = b""

    def write(self, data):
        self.taken += data[:3000]
        return min(len(data), 3000)


def test_dump_lines(tmp_path):
    path = tmp_path / "rows.jsonl"
    dump_lines(iter(ROWS), path)
    assert path.read_bytes() == TEXT
    dump_lines([{2}], os.fsencode(path), default=list)
    assert path.read_bytes() == b"[2]\n"
    dump_lines(ROWS, path, option=jsonde.OPT_SORT_KEYS, atomic=False)
    assert path.read_bytes() == dumps_lines(ROWS, option=jsonde.OPT_SORT_KEYS)
    binary, text, short = io.BytesIO(), io.StringIO(), Short()
    other = Other()
    for file in (binary, text, short, other):
        dump_lines(ROWS, file)
    assert other.taken == TEXT
    assert binary.getvalue() == text.getvalue().encode() == short.taken == TEXT
    with open(path, "wb") as file:
        dump_lines(ROWS, file.fileno())
    assert path.read_bytes() == TEXT
    with open(path, "w", encoding="utf-8") as file:
        dump_lines(["\u20ac"], file)
    assert path.read_text("utf-8") == '"\u20ac"\n'


def test_a_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"old\n")

    def failing():
        yield from ROWS
        raise KeyError("now")

    with pytest.raises(KeyError):
        dump_lines(failing(), path)
    with pytest.raises(jsonde.JSONEncodeError):
        dump_lines([*ROWS, {1}], path)
    with pytest.raises(KeyError):
        append_lines(failing(), path)
    assert os.listdir(tmp_path) == ["rows.jsonl"]
    assert path.read_bytes() == b"old\n"


# It waits to be killed. If it is not, it ends with its standard input, and it has
# written 300 MB at most.
KILLED = """
import os, sys
from jsonde.lines import append_lines, dump_lines
def end():
    sys.stdin.read()
    os._exit(1)
def rows():
    for i in range(100_000):
        yield {"row": i, "text": "x" * 50}
    print("ready", flush=True)
    end()
path = sys.argv[2]
if sys.argv[1] == "dump":
    dump_lines(rows(), path)
print("ready", flush=True)
for i in range(3000):
    append_lines([{"row": i, "text": "x" * 5000}] * 20, path, sync=False)
end()
"""


@pytest.mark.parametrize("what", ["dump", "append"])
def test_killed(tmp_path, what):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"0\n")
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, what, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout.readline().rstrip() == b"ready"
        time.sleep(0.05)
        child.kill()
    if what == "dump":
        assert path.read_bytes() == b"0\n"
        return
    append_lines([1], path, incomplete="cut")
    values = list(iter_lines(path))
    assert values[0] == 0 and values[-1] == 1
    assert all(len(v["text"]) == 5000 for v in values[1:-1])


# ----------------------------------------------------------------- append_lines


def test_append_lines(tmp_path):
    path = tmp_path / "rows.jsonl"
    assert append_lines(ROWS[:2], path) == len(dumps_lines(ROWS[:2]))
    append_lines([], path)
    append_lines(iter(ROWS[2:]), str(path), sync=False)
    assert path.read_bytes() == TEXT
    with pytest.raises(ValueError, match="incomplete must"):
        append_lines([], path, incomplete="no")


@pytest.mark.parametrize("before", [b"", b"1\n", TEXT])
def test_torn_line(tmp_path, before):
    path = tmp_path / "rows.jsonl"
    for incomplete in (b"{", b"x" * 200_000):
        path.write_bytes(before + incomplete)
        with pytest.raises(IncompleteLineError) as caught:
            append_lines([5], path)
        assert (caught.value.offset, caught.value.size) == (len(before), len(incomplete))
        assert caught.value.path == path
        assert path.read_bytes() == before + incomplete
        copy = pickle.loads(pickle.dumps(caught.value))
        assert (str(copy), copy.offset) == (str(caught.value), len(before))
        append_lines([5], path, incomplete="end")
        assert path.read_bytes() == before + incomplete + b"\n5\n"
        path.write_bytes(before + incomplete)
        append_lines([5], path, incomplete="cut")
        assert path.read_bytes() == before + b"5\n"


def test_a_full_disk_leaves_whole_lines(tmp_path, monkeypatch):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"1\n")

    def failing_sink(file):
        def write(data):
            file.write(data[:7])
            raise OSError(errno.ENOSPC, "no space")

        return write

    monkeypatch.setattr(lines, "whole_sink", failing_sink)
    with pytest.raises(OSError, match="no space"):
        append_lines(ROWS, path)
    assert path.read_bytes() == b"1\n"


def test_appending_threads(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [{"n": i, "x": "y" * 2000} for i in range(50)]
    threads = [
        threading.Thread(
            target=lambda: [append_lines(rows, path, sync=False) for _ in range(10)]
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    values = list(iter_lines(path))
    assert len(values) == 2000
    assert all(values[i : i + 50] == rows for i in range(0, 2000, 50))

# SPDX-License-Identifier: MIT
"""jsonde.lines: JSON Lines in memory and in files."""

import array
import bz2
import errno
import gzip
import importlib.util
import io
import json
import lzma
import os
import pathlib
import pickle
import random
import subprocess
import sys
import threading
import time

import jsonde
import pytest
from conftest import examples, outcome
from jsonde import lines
from jsonde.lines import (
    LineError,
    IncompleteLineError,
    append_lines,
    dump_lines,
    dumps_lines,
    iter_lines,
    loads_lines,
    split,
)

ROWS = [{"a": i, "t": "\u20ac" * (i % 5), "x": [1.5, None]} for i in range(5000)]
TEXT = b"".join(jsonde.dumps(row) + b"\n" for row in ROWS)

# text: values
TEXTS = {
    "": [],
    "\n": [],
    " \t\r\n\n": [],
    "1": [1],
    "1\n": [1],
    "1\r\n2\r\n": [1, 2],
    "\n\n[1]\n \n{}\n\n": [[1], {}],
    "\ufeff1\n2": [1, 2],
    '"\\n"\n"\u20ac"\n"\U0001f600"': ["\n", "\u20ac", "\U0001f600"],
    " 1 \n\t[ 2 ]": [1, [2]],
}

# text: the position of the error, the line, whether more text could mend it
ERRORS = {
    "1\n2 3\n": (4, 2, False),
    "[1\n]\n": (2, 1, False),
    "1\n[": (3, 2, True),
    "1\n[\n": (3, 2, False),
    '"\u20ac"\nx': (4, 2, False),
    "1\n\ufeff2\n": (2, 2, False),
    '{"a":1}\n\n{"a":tru}': (17, 3, False),
}

SOURCES = {
    "bytes": str.encode,
    "bytearray": lambda text: bytearray(text.encode()),
    "view": lambda text: memoryview(text.encode()),
    "array": lambda text: array.array("b", text.encode()),
}


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_loads_lines(text):
    assert loads_lines(text) == TEXTS[text]
    for name, make in SOURCES.items():
        assert loads_lines(make(text)) == TEXTS[text], name
        assert list(iter_lines(make(text))) == TEXTS[text], name


@pytest.mark.parametrize("text", ERRORS, ids=ascii)
def test_positions(text):
    pos, line, incomplete = ERRORS[text]
    for make in (str, *SOURCES.values()):
        with pytest.raises(jsonde.JSONDecodeError) as caught:
            loads_lines(make(text))
        assert caught.value.pos == pos
        assert caught.value.lineno == line
        assert caught.value.incomplete is incomplete
        assert caught.value.doc == text


def test_loads_lines_of_many_rows():
    assert loads_lines(TEXT) == ROWS
    assert loads_lines(TEXT.decode()) == ROWS
    assert loads_lines(TEXT, option=jsonde.OPT_DECIMAL)[0]["x"][0] == 1.5


def test_arguments_are_those_of_loads():
    for wrong in (None, 1, [b"1"]):
        got, want = outcome(loads_lines, wrong), outcome(jsonde.loads, wrong)
        assert got == want
    with pytest.raises(ValueError, match="OPT_SORT_KEYS"):
        loads_lines(b"1", option=jsonde.OPT_SORT_KEYS)
    with pytest.raises(TypeError):
        loads_lines()
    view = memoryview(b"1")
    view.release()
    with pytest.raises(ValueError, match="released"):
        loads_lines(view)


def test_random_texts():
    """Each text gives the values of its lines, or the first error."""
    r = random.Random(3)
    parts = ["1", "[1,2]", '{"a":"\u20ac"}', "\n", "\n", "\r\n", " ", "x", '"', "["]
    for _ in range(examples(4000)):
        text = "".join(r.choice(parts) for _ in range(r.randrange(12)))
        want, fault, place = [], None, 0
        for line in text.split("\n"):
            if line.strip(" \t\r"):
                try:
                    want.append(jsonde.loads(line))
                except jsonde.JSONDecodeError as error:
                    fault = error.msg, place + error.pos
                    break
            place += len(line) + 1
        for source in (text, text.encode()):
            try:
                assert loads_lines(source) == want and fault is None
            except jsonde.JSONDecodeError as error:
                assert (error.msg, error.pos) == fault, text


def test_dumps_lines():
    assert dumps_lines([]) == b""
    assert dumps_lines(iter([1, {"a": None}, "\u20ac"])) == '1\n{"a":null}\n"\u20ac"\n'.encode()
    assert dumps_lines(ROWS) == TEXT
    assert dumps_lines([{2}, 1j], str) == b'"{2}"\n"1j"\n'
    assert dumps_lines(({"b": 1, "a": 2},), option=jsonde.OPT_SORT_KEYS) == b'{"a":2,"b":1}\n'
    assert dumps_lines([1], None, jsonde.OPT_APPEND_NEWLINE) == b"1\n"


def test_errors_of_dumps_lines():
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        dumps_lines([1, {"a": [{2}]}])
    assert caught.value.path == "/1/a/0"
    with pytest.raises(jsonde.JSONEncodeError, match="OPT_INDENT_2"):
        dumps_lines([1], option=jsonde.OPT_INDENT_2)
    with pytest.raises(TypeError, match="not iterable"):
        dumps_lines(3)

    def failing():
        yield 1
        raise KeyError("from the iterator")

    with pytest.raises(KeyError, match="from the iterator"):
        dumps_lines(failing())


def test_an_iterator_that_encodes():
    """The encoder of the call is in use while the iterator runs."""
    made = dumps_lines([jsonde.loads(dumps_lines([i]))] for i in range(100))
    assert made == b"".join(b"[%d]\n" % i for i in range(100))


# ------------------------------------------------------------------- iter_lines


@pytest.fixture(params=[1, 7, 100, 1 << 20])
def block(request, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", request.param)


def test_blocks(tmp_path, block):
    data = TEXT[:4000] if lines.BLOCK < 100 else TEXT
    data = data[: data.rfind(b"\n")] + b"\r\n\n5"
    path = tmp_path / "rows.jsonl"
    path.write_bytes(data)
    want = [json.loads(line) for line in data.split(b"\n") if line]
    assert list(iter_lines(path)) == want
    assert list(iter_lines(str(path))) == want
    assert list(iter_lines(data)) == want
    assert list(iter_lines(io.BytesIO(data))) == want
    assert list(iter_lines(io.StringIO(data.decode()))) == want
    with open(path, encoding="utf-8") as file:
        assert list(iter_lines(file)) == want
        assert not file.closed


def test_errors_by_choice(block):
    data = b'\xef\xbb\xbf1\n\n{"a":\n"\xff"\r\n2\nx'
    offsets = {3: 6, 4: 12, 6: 19}

    def shown(iterator):
        return [
            (v.line, v.lineno, v.offset) if isinstance(v, LineError) else v
            for v in iterator
        ]

    errors = [(line, line, offset) for line, offset in offsets.items()]
    want = [1, errors[0], errors[1], 2, errors[2]]
    assert shown(iter_lines(data, on_error="yield")) == want
    assert list(iter_lines(data, on_error="skip")) == [1, 2]
    iterator = iter_lines(data)
    assert next(iterator) == 1
    with pytest.raises(LineError) as caught:
        next(iterator)
    error = caught.value
    assert (error.line, error.colno, error.offset) == (3, 6, 6)
    assert str(error).endswith(": line 3 column 6 (offset 6)")
    assert error.doc == '{"a":' and error.incomplete
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.line, copy.offset, str(copy)) == (3, 6, str(error))


def test_name_of_the_file_in_errors(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"1\nx")
    with pytest.raises(LineError, match="line 2 column 1 .*rows.jsonl"):
        list(iter_lines(path))
    with open(path, "rb") as file, pytest.raises(LineError, match="rows.jsonl"):
        list(iter_lines(file))


def test_wrong_arguments(tmp_path):
    with pytest.raises(ValueError, match="on_error"):
        iter_lines(b"", on_error="ignore")
    with pytest.raises(ValueError, match="start and stop"):
        list(iter_lines(io.BytesIO(), start=1))
    with pytest.raises(FileNotFoundError):
        list(iter_lines(tmp_path / "none"))
    with pytest.raises(ValueError, match="n must"):
        split(tmp_path, 0)
    with pytest.raises(TypeError):
        list(iter_lines(3))


def test_a_source_that_would_block():
    class File:
        def read(self, size):
            return None

    with pytest.raises(BlockingIOError):
        list(iter_lines(File()))


PEAK = """
import resource, sys
from jsonde.lines import iter_lines
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for value in iter_lines(sys.argv[1]))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no module resource")
def test_memory_is_bounded(tmp_path):
    """JSONDE_BIG_LINES is the size of the file in bytes."""
    path = tmp_path / "big.jsonl"
    size = int(os.environ.get("JSONDE_BIG_LINES", 50_000_000))
    with open(path, "wb") as file:
        for _ in range(size // len(TEXT)):
            file.write(TEXT)
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(path)], stdout=subprocess.PIPE, check=True
    )
    count, kilobytes = map(int, done.stdout.split())
    assert count == size // len(TEXT) * len(ROWS)
    assert kilobytes < 60_000


def test_long_line(tmp_path):
    """JSONDE_LONG_LINE is the length of the line."""
    size = int(os.environ.get("JSONDE_LONG_LINE", 20_000_000))
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'1\n"' + b"x" * size + b'"\n2')
    assert [type(v) for v in iter_lines(path)] == [int, str, int]


# ------------------------------------------------------------------- compressed


@pytest.mark.parametrize("suffix, module", [(".gz", gzip), (".bz2", bz2), (".xz", lzma)])
def test_compressed(tmp_path, suffix, module):
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


def test_dump_lines(tmp_path):
    path = tmp_path / "rows.jsonl"
    dump_lines(iter(ROWS), path)
    assert path.read_bytes() == TEXT
    dump_lines([{2}], os.fsencode(path), default=list)
    assert path.read_bytes() == b"[2]\n"
    dump_lines(ROWS, path, option=jsonde.OPT_SORT_KEYS, atomic=False)
    assert path.read_bytes() == dumps_lines(ROWS, option=jsonde.OPT_SORT_KEYS)
    binary, text, short = io.BytesIO(), io.StringIO(), Short()
    for file in (binary, text, short):
        dump_lines(ROWS, file)
    assert binary.getvalue() == text.getvalue().encode() == short.taken == TEXT
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


KILLED = """
import sys
from jsonde.lines import append_lines, dump_lines
def rows():
    for i in range(10**9):
        if i == 100_000:
            print("ready", flush=True)
        yield {"row": i, "text": "x" * 50}
path = sys.argv[2]
if sys.argv[1] == "dump":
    dump_lines(rows(), path)
print("ready", flush=True)
for i in range(10**9):
    append_lines([{"row": i, "text": "x" * 5000}] * 20, path, sync=False)
"""


@pytest.mark.parametrize("what", ["dump", "append"])
def test_killed(tmp_path, what):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"0\n")
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, what, str(path)], stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout.readline() == b"ready\n"
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

    def write_some(write, data):
        write(data[:7])
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(lines, "write_all", write_some)
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


def test_documents(data_dir):
    for path in sorted(pathlib.Path(data_dir).glob("*.ndjson")):
        want = [json.loads(line) for line in path.read_bytes().splitlines() if line]
        assert list(iter_lines(path)) == want
        assert loads_lines(path.read_bytes()) == want
        assert loads_lines(dumps_lines(want)) == want



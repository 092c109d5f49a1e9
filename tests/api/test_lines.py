# SPDX-License-Identifier: MIT
"""jsonde.lines: JSON Lines in memory, and iter_lines() over each source."""

import array
import io
import json
import os
import pathlib
import pickle
import random
import subprocess
import sys

import jsonde
import pytest
from conftest import examples, outcome
from jsonde import lines
from jsonde.lines import LineError, dumps_lines, iter_lines, loads_lines, split

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


@pytest.mark.parametrize("kind", [str, str.encode, bytearray])
def test_a_fragment_of_several_lines(kind):
    """The line feeds between tokens become spaces."""
    text = '\n{\n "a\\n": [1,\r\n2]}\n\n'
    contents = kind(text) if kind is not bytearray else bytearray(text, "ascii")
    fragment = jsonde.Fragment(contents)
    got = dumps_lines([[fragment], fragment, {"b": {"c": fragment}}])
    value = json.loads(text)
    assert got.count(b"\n") == 3
    assert loads_lines(got) == [[value], value, {"b": {"c": value}}]
    assert jsonde.dumps([fragment]) == f"[{text}]".encode()
    assert dumps_lines([0], lambda o: fragment) == b"0\n"
    assert loads_lines(dumps_lines([0j], lambda o: fragment)) == [value]


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
    with open(path, "rb") as file:
        assert list(iter_lines(file.fileno())) == want
        assert file.read() == b""


def test_errors_by_choice(block):
    data = b'\xef\xbb\xbf1\n\n{"a":\n"\xff"\r\n2\nx'
    offsets = {3: 6, 4: 12, 6: 19}

    def shown(iterator):
        return [
            (v.lineno, v.offset) if isinstance(v, LineError) else v
            for v in iterator
        ]

    errors = [(line, offset) for line, offset in offsets.items()]
    want = [1, errors[0], errors[1], 2, errors[2]]
    assert shown(iter_lines(data, on_error="yield")) == want
    assert list(iter_lines(data, on_error="skip")) == [1, 2]
    iterator = iter_lines(data)
    assert next(iterator) == 1
    with pytest.raises(LineError) as caught:
        next(iterator)
    error = caught.value
    assert (error.lineno, error.colno, error.offset) == (3, 6, 6)
    assert str(error).endswith(": line 3 column 6 (offset 6)")
    assert error.doc == '{"a":' and error.incomplete
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.lineno, copy.offset, str(copy)) == (3, 6, str(error))


MARK = b"\xef\xbb\xbf"


def check_later_mark(before):
    """Checks a mark behind these lines. The error is where loads_lines() has it."""
    data = before + MARK + b"2\n3\n"
    with pytest.raises(jsonde.JSONDecodeError) as caught:
        loads_lines(data)
    line = before.count(b"\n") + 1
    assert (caught.value.lineno, caught.value.pos) == (line, len(before))
    want = (caught.value.msg, line, 1, len(before))
    for source in (data, io.BytesIO(data), io.StringIO(data.decode())):
        *values, error, last = iter_lines(source, on_error="yield")
        assert values == loads_lines(before) and last == 3
        assert (error.msg, error.lineno, error.colno, error.offset) == want


@pytest.mark.parametrize("count", [1, 4, 50])
def test_a_mark_that_is_not_at_the_start(block, count):
    check_later_mark(b"1\n" * count)


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_mark_at_the_start_of_a_block(more):
    check_later_mark(b"1\n" + b'"%s"\n' % (b"x" * (lines.BLOCK - 5 + more)))


def test_a_mark_at_the_start_of_a_range(tmp_path, block):
    path = tmp_path / "rows.jsonl"
    data = MARK + b"1\n" + MARK + b"2\n3\n"
    path.write_bytes(data)
    for source in (path, data):
        assert list(iter_lines(source, stop=5)) == [1]
        assert list(iter_lines(source, start=3, stop=5)) == [1]
        assert list(iter_lines(source, start=5, on_error="skip")) == [3]
        for start, line in ((0, 2), (3, 2), (5, 1)):
            with pytest.raises(LineError, match="byte order mark") as caught:
                list(iter_lines(source, start=start))
            error = caught.value
            assert (error.lineno, error.colno, error.offset) == (line, 1, 5)


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
        list(iter_lines(3.5))


@pytest.mark.parametrize("name", ["start", "stop"])
def test_wrong_ranges(tmp_path, name):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"1\n2\n3\n")
    for source in (path, str(path), path.read_bytes(), io.BytesIO(b"1\n")):
        with pytest.raises(ValueError, match=f"^{name} must not be negative, but is"):
            iter_lines(source, **{name: -2})
        for wrong in (2.0, "2", b""):
            with pytest.raises(TypeError, match=f"^{name} must be an integer, not "):
                iter_lines(source, **{name: wrong})
    with pytest.raises(TypeError, match="start must be an integer, not NoneType"):
        iter_lines(path, start=None)


def test_ranges_beyond_the_end(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"1\n2\n3\n")

    class Place:
        def __index__(self):
            return 2

    for source in (path, path.read_bytes()):
        assert list(iter_lines(source, start=Place(), stop=99)) == [2, 3]
        assert list(iter_lines(source, start=4, stop=2)) == []
        assert list(iter_lines(source, start=99)) == []
        assert list(iter_lines(source, stop=0)) == []


# ------------------------------------------------------- what a read() returns


class File:
    """A file object whose read() returns these parts, of any type."""

    def __init__(self, *parts):
        self.parts = list(parts)

    def read(self, size):
        return self.parts.pop(0) if self.parts else b""


class Text(str):
    """A str that has other characters than str() says."""

    def __str__(self):
        return "4"


class Data(bytes):
    """Bytes that are others than bytes() says."""

    def __bytes__(self):
        return b"4"


class HasBytes:
    """Not bytes-like, though bytes() takes it."""

    def __bytes__(self):
        return b"4"


PARTS = {
    "str": str,
    "subclass of str": Text,
    "subclass of bytes": lambda text: Data(text.encode()),
    **SOURCES,
}


@pytest.mark.parametrize("name", PARTS)
def test_types_of_parts(name):
    make = PARTS[name]
    assert list(iter_lines(File(*map(make, ["1\n[", "2]\n", "\n3"])))) == [1, [2], 3]
    found = list(iter_lines(File(make("1\nx\n"), make("2")), on_error="yield"))
    assert (found[0], found[1].doc, found[1].offset, found[2]) == (1, "x", 2, 2)
    assert type(found[1].doc) is str


def test_parts_of_a_wrong_type():
    for wrong in (5, 0, False, 1.5, [], [49], {}, HasBytes()):
        kind = type(wrong).__name__
        for before in ([], [b"1\n"], ["1\n"]):
            iterator = iter_lines(File(*before, wrong))
            assert [next(iterator) for _ in before] == [1] * len(before)
            with pytest.raises(TypeError, match=f"object or str, not {kind}$"):
                next(iterator)


def test_parts_of_two_types():
    for parts in ([b"1\n", "2\n"], [b"1", "2"]):
        with pytest.raises(TypeError, match="returned str, but bytes before"):
            list(iter_lines(File(*parts)))
    with pytest.raises(TypeError, match="returned bytes, but str before"):
        list(iter_lines(File("1\n", bytearray(b"2"))))
    assert list(iter_lines(File("1\n", b""))) == [1]


def test_a_source_that_would_block():
    with pytest.raises(BlockingIOError, match="the file would block"):
        list(iter_lines(File(None)))
    iterator = iter_lines(File(b"1\n", None))
    assert next(iterator) == 1
    with pytest.raises(BlockingIOError, match="the file would block"):
        next(iterator)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes always block")
def test_a_pipe_that_would_block():
    reader, writer = os.pipe()
    try:
        os.set_blocking(reader, False)
        os.write(writer, b"1\n2")
        iterator = iter_lines(reader)
        assert next(iterator) == 1
        with pytest.raises(BlockingIOError, match="the file would block"):
            next(iterator)
    finally:
        os.close(reader)
        os.close(writer)


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


def test_documents(data_dir):
    for path in sorted(pathlib.Path(data_dir).glob("*.ndjson")):
        want = [json.loads(line) for line in path.read_bytes().splitlines() if line]
        assert list(iter_lines(path)) == want
        assert loads_lines(path.read_bytes()) == want
        assert loads_lines(dumps_lines(want)) == want



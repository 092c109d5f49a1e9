# SPDX-License-Identifier: MIT
"""loads() from each kind of buffer: it is read in place and released."""

import array
import ctypes
import io
import json
import mmap

import pytest
from conftest import outcome
from jsonde import JSONDecodeError, loads

TEXT = '{"key": [1, 2.5, "caf\xe9 \u20ac \U0001f600"]}'
DATA = TEXT.encode()
VALUE = json.loads(TEXT)
RELEASED = "operation forbidden on released memoryview object"


def padded(n):
    return DATA + b" " * (-len(DATA) % n)


def mapped(data):
    result = mmap.mmap(-1, len(data))
    result.write(data)
    return result


def released(view):
    view.release()
    return view


def derived():
    """A view of a view whose middle view is gone."""
    first = memoryview(bytearray(DATA))
    second = memoryview(first)
    first.release()
    return second


SOURCES = {
    "bytes": lambda d: d,
    "bytearray": bytearray,
    "memoryview": memoryview,
    "of bytearray": lambda d: memoryview(bytearray(d)),
    "read-only": lambda d: memoryview(bytearray(d)).toreadonly(),
    "slice": lambda d: memoryview(b"[[" + d + b"]]")[2:-2],
    "slice of slice": lambda d: memoryview(b"[[" + d + b"]]")[1:][1:][:-2],
    "step of one": lambda d: memoryview(d)[::1],
    "twice reversed": lambda d: memoryview(d)[::-1][::-1],
    "bytearray, front cut": lambda d: bytearray(b"[[" + d)[2:],
    "cast to b": lambda d: memoryview(d).cast("b"),
    "cast to c": lambda d: memoryview(d).cast("c"),
    "cast to ?": lambda d: memoryview(d).cast("?"),
    "two dimensions": lambda d: memoryview(d).cast("B", (2, len(d) // 2)),
    "three dimensions": lambda d: memoryview(d).cast("B", (2, 2, len(d) // 4)),
    "cast to i": lambda d: memoryview(d).cast("i"),
    "cast to d": lambda d: memoryview(d).cast("d"),
    "view of view": lambda d: memoryview(memoryview(memoryview(d))),
    "array of B": lambda d: array.array("B", d),
    "array of b": lambda d: array.array("b", d),
    "array of i": lambda d: array.array("i", d),
    "view of array": lambda d: memoryview(array.array("q", d)),
    "mmap": mapped,
    "view of mmap": lambda d: memoryview(mapped(d)),
    "getbuffer": lambda d: io.BytesIO(d).getbuffer(),
    "ctypes chars": lambda d: (ctypes.c_char * len(d)).from_buffer_copy(d),
    "ctypes bytes": lambda d: (ctypes.c_ubyte * len(d)).from_buffer_copy(d),
    "ctypes ints": lambda d: (ctypes.c_int * (len(d) // 4)).from_buffer_copy(
        d
    ),
    "view of ctypes": lambda d: memoryview(
        (ctypes.c_char * 2 * (len(d) // 2)).from_buffer_copy(d)
    ),
}


def position(source):
    """After an error the exception does not keep the source alive."""
    try:
        loads(source)
    except JSONDecodeError as error:
        return error.pos
    return None


@pytest.mark.parametrize("name", SOURCES)
def test_source(name):
    good = SOURCES[name](padded(16))
    bad = SOURCES[name](padded(16)[:-1] + b"x")
    for _ in range(3):
        assert loads(good) == VALUE
        assert position(bad) == len(padded(16).decode()) - 1
    assert bytes(memoryview(good)) == padded(16)


EMPTIES = [
    "bytes",
    "bytearray",
    "memoryview",
    "slice",
    "array of i",
    "getbuffer",
]


@pytest.mark.parametrize("name", EMPTIES)
def test_empty(name):
    with pytest.raises(
        JSONDecodeError, match="Input is a zero-length, empty document"
    ) as caught:
        loads(SOURCES[name](b""))
    assert (caught.value.pos, caught.value.doc) == (0, "")


NOT_CONTIGUOUS = {
    "step of two": lambda: memoryview(DATA)[::2],
    "reversed": lambda: memoryview(DATA)[::-1],
    "of bytearray": lambda: memoryview(bytearray(DATA))[::-1],
    "of array": lambda: memoryview(array.array("i", padded(4)))[::2],
}


@pytest.mark.parametrize("name", NOT_CONTIGUOUS)
def test_not_contiguous(name):
    view = NOT_CONTIGUOUS[name]()
    message = "^memoryview: underlying buffer is not C-contiguous$"
    with pytest.raises(BufferError, match=message):
        loads(view)
    view.release()


def test_short_views_with_steps():
    """With one item each step is contiguous. With no items Python decides."""
    assert loads(memoryview(b"12")[::-2]) == 2
    view = memoryview(DATA)[5:5:-1]
    with pytest.raises(JSONDecodeError if view.c_contiguous else BufferError):
        loads(view)


GONE = {
    "of bytes": lambda: released(memoryview(DATA)),
    "of bytearray": lambda: released(memoryview(bytearray(DATA))),
    "slice": lambda: released(memoryview(DATA)[1:]),
    "reversed": lambda: released(memoryview(DATA)[::-1]),
    "cast": lambda: released(memoryview(padded(4)).cast("i")),
    "of ctypes": lambda: released(memoryview((ctypes.c_char * 4)())),
    "empty": lambda: released(memoryview(b"")),
}


@pytest.mark.parametrize("name", GONE)
def test_released(name):
    view = GONE[name]()
    for _ in range(3):
        with pytest.raises(ValueError) as caught:
            loads(view)
        assert type(caught.value) is ValueError
        assert str(caught.value) == RELEASED


def test_released_and_memory_reused():
    for _ in range(100):
        data = bytearray(b"[" + b"1," * 500 + b"1]")
        view = memoryview(data)
        part = view[1:-1]
        assert loads(view) == [1] * 501
        part.release()
        view.release()
        del data
        other = bytearray(b'"' + b"x" * 1001 + b'"')
        for gone in (view, part):
            with pytest.raises(ValueError, match=RELEASED):
                loads(gone)
        assert loads(other) == "x" * 1001


def test_a_view_outlives_the_one_it_came_from():
    assert loads(derived()) == VALUE


def test_closed():
    source = mapped(DATA)
    assert loads(source) == VALUE
    source.close()
    with pytest.raises(ValueError, match="mmap closed"):
        loads(source)
    stream = io.BytesIO(DATA)
    with stream.getbuffer() as view:
        assert loads(view) == VALUE
    stream.close()
    with pytest.raises(ValueError, match=RELEASED):
        loads(view)


# ---------------------------------------------------- nothing is left exported

BAD = [
    b"",
    b"[",
    b'"\xff"',
    b"[1,]",
    b"nul",
    b"1e999",
    b"[" * 2000,
    b'"\\ud800"',
]


@pytest.mark.parametrize("data", [DATA, *BAD], ids=lambda d: d[:8])
def test_no_export_is_left(data):
    source = bytearray(data)
    outcome(loads, source)
    source.append(32)  # BufferError while an export exists
    view = memoryview(source)
    outcome(loads, view)
    outcome(loads, view[::-1])
    view.release()
    source.append(32)
    numbers = array.array("B", data)
    outcome(loads, numbers)
    numbers.append(32)
    stream = io.BytesIO(data)
    view = stream.getbuffer()
    outcome(loads, view)
    view.release()
    stream.write(b"x" * 100)
    area = mapped(data or b"[")
    outcome(loads, area)
    area.close()

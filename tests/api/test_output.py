# SPDX-License-Identifier: MIT
"""The targets of a document: a str, a buffer of the caller, a file."""

import array
import gc
import mmap
import sys

import jsonde
import pytest
from jsonde import JSONEncodeError, dumps, dumps_into, dumps_str

VALUE = {"a": [1, 2.5, "\u20ac", None], "b": "x" * 50}
DATA = dumps(VALUE)


class Thing:
    pass


# ------------------------------------------------------------------------- str


@pytest.mark.parametrize("unit", ["a", "\xe9", "\u20ac", "\U0001f600", "\x7f"])
def test_str(unit):
    for n in [*range(70), 1000, 8191, 8192, 100000]:
        for value in (unit * n, [unit * n, 1], {unit * n: "a" * n}):
            text = dumps_str(value)
            assert type(text) is str and text == dumps(value).decode()
            alike = "".join(list(text))
            assert sys.getsizeof(text) == sys.getsizeof(alike)
            assert hash(text) == hash(alike) and max(text) == max(alike)


def test_str_of_tiny_results():
    for value in ([], {}, "", None, True, 1):
        assert dumps_str(value) == dumps(value).decode()


def test_str_of_fragments():
    got = dumps_str([jsonde.Fragment("\u20ac"), jsonde.Fragment(b"\xc3\xa9")])
    assert got == "[\u20ac,\xe9]"
    for contents in (b"\xff", b"\xe2\x82", b"\xed\xa0\x80"):
        with pytest.raises(JSONEncodeError, match="not valid UTF-8"):
            dumps_str([jsonde.Fragment(contents)])
        assert dumps([jsonde.Fragment(contents)]) == b"[%s]" % contents


# --------------------------------------------------------------------- buffers


def shared(n):
    return mmap.mmap(-1, n)


BUFFERS = {
    "bytearray": bytearray,
    "memoryview": lambda n: memoryview(bytearray(n)),
    "slice": lambda n: memoryview(bytearray(n + 9))[4 : 4 + n],
    "array": lambda n: array.array("B", bytes(n)),
    "mmap": shared,
    "signed": lambda n: memoryview(bytearray(n)).cast("b"),
}


@pytest.mark.parametrize("name", BUFFERS)
def test_into(name):
    size = len(DATA)
    for offset in (0, 1, 7):
        buffer = BUFFERS[name](size + 20)
        end = dumps_into(VALUE, buffer, offset=offset)
        assert end == offset + size
        expected = bytes(offset) + DATA + bytes(20 - offset)
        assert bytes(memoryview(buffer).cast("B")) == expected
    buffer = BUFFERS[name](size)
    assert dumps_into(VALUE, buffer) == size
    assert bytes(memoryview(buffer).cast("B")) == DATA


@pytest.mark.parametrize("name", BUFFERS)
def test_into_too_small(name):
    size = len(DATA)
    for length, offset in ((size - 1, 0), (size, 1), (1, 0), (9, 9), (9, 10)):
        buffer = BUFFERS[name](length)
        before = bytes(memoryview(buffer).cast("B"))
        with pytest.raises(BufferError) as caught:
            dumps_into(VALUE, buffer, offset=offset)
        assert str(caught.value) == (
            f"{size} bytes are needed at offset {offset} of a buffer of "
            f"{length}"
        )
        assert bytes(memoryview(buffer).cast("B")) == before


def test_into_wider_items():
    """Lengths are in bytes."""
    buffer = array.array("d", bytes(8 * 20))
    assert dumps_into("x" * 30, buffer, offset=8) == 40
    assert buffer.tobytes()[8:40] == dumps("x" * 30)


@pytest.mark.parametrize(
    "buffer, error",
    [
        (b"x" * 99, BufferError),
        (memoryview(b"x" * 99), BufferError),
        (memoryview(bytearray(99)).toreadonly(), BufferError),
        (memoryview(bytearray(99))[::2], BufferError),
        (memoryview(bytearray(99))[::-1], BufferError),
        ("x" * 99, TypeError),
        (None, TypeError),
        ([0] * 99, TypeError),
    ],
)
def test_into_what_takes_nothing(buffer, error):
    with pytest.raises(error):
        dumps_into(1, buffer)


def test_into_offset():
    buffer = bytearray(b"#" * 9)
    assert dumps_into(1, buffer, offset=8) == 9 and buffer == b"########1"
    for offset in (9, 10, sys.maxsize):
        with pytest.raises(BufferError, match="bytes are needed"):
            dumps_into(1, buffer, offset=offset)
    for offset in (-1, -sys.maxsize):
        with pytest.raises(BufferError, match="^offset is negative$"):
            dumps_into(1, buffer, offset=offset)
    for offset in (2**70, -(2**70)):
        with pytest.raises(OverflowError):
            dumps_into(1, buffer, offset=offset)
    for offset in (1.0, "1", None):
        with pytest.raises(TypeError):
            dumps_into(1, buffer, offset=offset)
    assert buffer == b"########1"


def test_into_is_all_or_nothing():
    buffer = bytearray(b"#" * 100000)
    for value in ([1] * 500 + [Thing()], {"a" * 9000: Thing()}, "\ud800"):
        with pytest.raises(JSONEncodeError):
            dumps_into(value, buffer)
    assert buffer == b"#" * 100000


def test_into_a_buffer_that_changes():
    """default() may resize a bytearray. Its new size counts."""
    buffer = bytearray(100)

    def shrink(o):
        del buffer[3:]
        return "a long text"

    with pytest.raises(BufferError, match="of a buffer of 3$"):
        dumps_into([Thing()], buffer, shrink)
    assert buffer == bytes(3)

    def grow(o):
        buffer.extend(bytes(100))
        gc.collect()
        return "a long text"

    assert dumps_into([Thing()], buffer, grow, offset=50) == 65
    assert buffer[50:65] == b'["a long text"]' and len(buffer) == 103
    view = memoryview(buffer)

    def release(o):
        view.release()
        return 1

    with pytest.raises(ValueError, match="released"):
        dumps_into([Thing()], view, release)


def test_into_itself():
    """The written value may refer to the same buffer."""
    buffer = bytearray(b'"0123456789"' + bytes(20))
    with memoryview(buffer) as view:
        value = [jsonde.Fragment(view[:12]), jsonde.Fragment(view[:12])]
        assert dumps_into(value, buffer) == 27
    assert buffer[:27] == b'["0123456789","0123456789"]'
    assert dumps_into(view := bytearray(9), buffer, list, offset=1) == 20
    assert bytes(buffer[1:20]) == dumps(list(view))

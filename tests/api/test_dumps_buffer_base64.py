# SPDX-License-Identifier: MIT
"""OPT_BUFFER_BASE64 of dumps(): buffers of numbers as objects of dtype, shape and
data. Each object is read back.

JSONDE_EXAMPLES: the number of random arrays.
"""

import array
import ctypes
import io
import json
import math
import random
import struct
import sys

import jsonde
import pytest
from as_base64 import (
    CODES,
    EXAMPLES,
    OPTION,
    ORDERS,
    as_object,
    check,
    items_of,
    read,
    write,
)
from conftest import BITS_64, check_resize_is_refused, options, plain
from hypothesis import given, settings
from hypothesis import strategies as st

try:
    import _testbuffer
except ImportError:  # this CPython lacks its own test modules
    _testbuffer = None

needs_testbuffer = pytest.mark.skipif(
    _testbuffer is None, reason="no _testbuffer"
)


# ------------------------------------------------------------------ each one


@needs_testbuffer
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("code", CODES)
def test_each_format_order_and_layout(code, order):
    if code in "nN" and order not in ("", "@"):
        pytest.skip("only native")
    form = order + code
    size = struct.calcsize(form)

    def make(shape, flags=0, **keywords):
        return _testbuffer.ndarray(
            items_of(form, math.prod(shape)) or items_of(form, 1),
            shape=shape,
            format=form,
            flags=flags,
            **keywords,
        )

    flat = make([37])
    for exporter in (
        flat,
        flat[::-1],
        flat[1::3],
        flat[:0],
        _testbuffer.ndarray(items_of(form, 1)[0], shape=[], format=form),
        make([2, 3, 5]),
        make([2, 3, 5], _testbuffer.ND_FORTRAN),
        make([4, 5], _testbuffer.ND_PIL),
        make([3, 2, 2], _testbuffer.ND_PIL)[::-1, 1:, ::-1],
        make([4, 5])[1:, ::2],
        make([2, 0, 3]),
        make([0]),
        make([1, 7, 1]),
        make([2], strides=[0])[:1],
        _testbuffer.ndarray(
            items_of(form, 2), shape=[3, 2], strides=[0, size], format=form
        ),
    ):
        check(exporter, form)


@pytest.mark.parametrize("size", [1, 2, 4, 8])
@pytest.mark.parametrize("count", [1, 2, 3, 383, 384, 385, 1535, 3072, 9001])
def test_pieces_of_what_is_gathered(size, count):
    """Data of each length around the size of a piece."""
    code = {1: "B", 2: "H", 4: "I", 8: "Q"}[size]
    data = random.Random(count).getrandbits(16 * size * count)
    view = memoryview(data.to_bytes(2 * size * count, "big")).cast(code)
    check(view, code)
    check(view[::2], code)
    check(view[::-1], code)


def test_dimensions():
    for ndim in (0, 1, 2, 63, 64):
        shape = [1] * ndim
        view = memoryview(b"\7").cast("B", shape)
        text = write(view)
        assert text == jsonde.dumps(
            {"dtype": "|u1", "shape": shape, "data": "Bw=="}
        )
        back = read(text)
        assert back.shape == (1,) * ndim and back.tobytes() == b"\7"
    view = memoryview(bytes(range(128))).cast("B", [2] * 7)
    assert read(write(view)) == view


def test_exporters_of_all_kinds():
    rows = ((ctypes.c_short * 2) * 3)((1, 2), (3, 4), (5, 6))
    point = type(
        "Point", (ctypes.Structure,), {"_fields_": [("x", ctypes.c_double)]}
    )
    for exporter, form in (
        (rows, "h"),
        (array.array("f", [0.1]), "f"),
        (io.BytesIO(b"ab").getbuffer(), "B"),
        (b"", "B"),
        (b"abc", "B"),
        (bytearray(b"abcd"), "B"),
        (ctypes.c_double(1.5), "d"),
        (ctypes.c_double.__ctype_be__(1.5), ">d"),
    ):
        check(exporter, form)
    for other in (point(1.5), object()):
        with pytest.raises(jsonde.JSONEncodeError, match="not JSON serializ"):
            write(other)
        assert jsonde.dumps(other, lambda o: "other", OPTION) == b'"other"'
    assert write([b"\1", {"k": bytearray(b"\2")}]) == jsonde.dumps(
        [as_object(b"\1", "B"), {"k": as_object(b"\2", "B")}]
    )


@st.composite
def exporters(draw):
    code = draw(st.sampled_from(CODES))
    form = draw(st.sampled_from(ORDERS if code not in "nN" else ["@"])) + code
    shape = draw(st.lists(st.integers(0, 5), min_size=1, max_size=5))
    count = max(1, math.prod(shape))
    flags = 0
    if draw(st.booleans()) and len(shape) > 1 and 0 not in shape:
        flags = _testbuffer.ND_PIL
    found = _testbuffer.ndarray(
        items_of(form, count, draw(st.integers(0, 99))),
        shape=shape,
        format=form,
        flags=flags,
    )
    slices = tuple(
        slice(
            draw(st.integers(-6, 6)),
            draw(st.integers(-6, 6)),
            draw(st.sampled_from([-3, -2, -1, 1, 2, 3])),
        )
        for _ in draw(st.lists(st.none(), max_size=len(shape)))
    )
    return (found[slices] if slices else found), form


@needs_testbuffer
@given(exporters())
@settings(max_examples=EXAMPLES)
def test_any_layout(drawn):
    check(*drawn)


# -------------------------------------------------------------------- styles


STYLES = ["", "INDENT_2", "SORT_KEYS", "SORT_KEYS INDENT_2", "CANONICAL"]
STYLES += ["HTML_SAFE", "ENSURE_ASCII", "APPEND_NEWLINE", "SKIP_NONE"]


@pytest.mark.parametrize("names", STYLES)
@pytest.mark.parametrize("indent", [None, 0, 3, "\t" * 40])
def test_written_as_a_dict(names, indent):
    option = options(names)
    if indent is not None and ("INDENT" in names or "CANONICAL" in names):
        pytest.skip("they contradict each other")
    view = memoryview(array.array("i", range(6))).cast("B").cast("i", [2, 3])
    point = memoryview(b"\1").cast("B", [])

    def document(make):
        return {
            "a": make(view, "i"),
            "b": [make(b"", "B"), 1, [make(view[::2], "i")]],
            "c": make(point, "B"),
        }

    want = jsonde.dumps(document(as_object), None, option, indent=indent)
    got = write(document(lambda o, form: o), option, indent=indent)
    assert got == want
    assert jsonde.dumps_str(view, None, OPTION | option, indent=indent) == (
        jsonde.dumps_str(as_object(view, "i"), None, option, indent=indent)
    )


@pytest.mark.parametrize("names", ["", "SORT_KEYS", "INDENT_2"])
def test_depth(names):
    view = memoryview(b"\1")
    for depth in range(1021, 1026):
        outcomes = []
        for value in (view, as_object(view, "B")):
            for _ in range(depth):
                value = [value]
            try:
                outcomes.append(write(value, options(names)))
            except jsonde.JSONEncodeError as error:
                outcomes.append((str(error), error.path))
        assert outcomes[0] == outcomes[1]
    assert plain(outcomes[0][0]) == "Recursion limit reached"


def test_beside_other_options():
    shorts = memoryview(array.array("H", [1, 2]))
    both = [b"\1", shorts]
    as_shorts = as_object(shorts, "H")
    assert json.loads(write(both, jsonde.OPT_BYTES_HEX)) == ["01", as_shorts]
    for option in (jsonde.OPT_SERIALIZE_BUFFER, jsonde.OPT_STRICT_INTEGER):
        assert json.loads(write(both, option)) == [
            as_object(b"\1", "B"),
            as_shorts,
        ]
    everything = jsonde.OPT_SERIALIZE_BUFFER | jsonde.OPT_BYTES_BASE64
    assert json.loads(write(both, everything)) == ["AQ==", as_shorts]
    nan = array.array("d", [math.nan])
    assert write(nan, jsonde.OPT_NAN_ERROR) == write(nan)


@needs_testbuffer
@pytest.mark.skipif(not BITS_64, reason="sizes have 32 bits")
def test_path():
    """A dimension may be larger than any integer in the data."""
    view = _testbuffer.ndarray([1], shape=[0, 2**60], format="B")
    check(view, "B")
    value = {"a": [1, view]}
    with pytest.raises(jsonde.JSONEncodeError, match="53-bit") as caught:
        write(value, jsonde.OPT_STRICT_INTEGER)
    assert caught.value.path == "/a/1/shape/1"


def test_released():
    view = memoryview(b"abc")
    view.release()
    with pytest.raises((jsonde.JSONEncodeError, ValueError)):
        write({"a": [1, view]})


@needs_testbuffer
def test_more_than_all_memory():
    """An array whose strides are 0 may be larger than all memory. No memory is
    allocated before the error."""
    for shape in ([sys.maxsize // 2], [2, sys.maxsize // 5]):
        view = _testbuffer.ndarray(
            [1], shape=shape, strides=[0] * len(shape), format="B"
        )
        with pytest.raises(MemoryError):
            write([view])


# ------------------------------------------------------------------ in chunks


@pytest.mark.parametrize("names", ["", "INDENT_2 SORT_KEYS"])
@pytest.mark.parametrize("step", [1, 2, -1])
def test_in_chunks(names, step):
    doubles = array.array("d", [i / 7 for i in range(60_000)])
    rows = memoryview(doubles)[::step]
    chunks = []

    class Sink:
        def write(self, chunk):
            chunks.append(bytes(chunk))

    value = [rows, {"a": rows}, b"a" * 49151, b"b" * 49152, b"c" * 49153]
    jsonde.dump(value, Sink(), None, OPTION | options(names))
    assert b"".join(chunks) == write(value, options(names))
    assert len(chunks) > 10 and max(map(len, chunks)) < 200_000


def test_resized_while_it_is_written():
    check_resize_is_refused(OPTION)


def test_into():
    room = bytearray(200)
    end = jsonde.dumps_into(b"abc", room, None, OPTION)
    assert room[:end] == write(b"abc")


# ---------------------------------------------------------------------- numpy


def test_numpy():
    numpy = pytest.importorskip("numpy")
    for dtype in ("<f8", ">f4", "<f2", "|b1", "|i1", "|u1", ">u2", "<i8"):
        made = numpy.arange(24).reshape(2, 3, 4).astype(dtype)
        for a in (made, made.T, made[:, ::2], made[:0], made[1, 1, 1, ...]):
            text = write(a)
            assert json.loads(text)["dtype"] == dtype
            back = numpy.asarray(read(text))
            assert back.dtype == a.dtype and back.shape == a.shape
            assert (back == a).all()

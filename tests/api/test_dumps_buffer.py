# SPDX-License-Identifier: MIT
"""OPT_SERIALIZE_BUFFER: buffers of numbers as nested arrays."""

import array
import ctypes
import io
import json
import math
import mmap
import struct
import sys

import jsonde
import pytest
from conftest import check_resize_is_refused, child, examples
from hypothesis import given, settings
from hypothesis import strategies as st

try:
    import _testbuffer
except ImportError:  # this CPython lacks its own test modules
    _testbuffer = None

EXAMPLES = examples(100)
FORMATS = "?bBhHiIlLqQnNefdc"
ORDERS = ["", "@", "=", "<", ">", "!"]


def write(value, option=0, default=None, **keywords):
    return jsonde.dumps(
        value, default, jsonde.OPT_SERIALIZE_BUFFER | option, **keywords
    )


def scalar(value, code):
    """Returns the JSON value that an item becomes."""
    if code == "c":
        return value.decode("latin-1")
    if code in "efd":
        return None if not math.isfinite(value) else value
    return value


def compare(got, items, code):
    """Compares parsed JSON with the nested lists of the exporter itself."""
    if isinstance(items, list):
        assert isinstance(got, list) and len(got) == len(items)
        for one, item in zip(got, items):
            compare(one, item, code)
        return
    wanted = scalar(items, code)
    if code in "ef" and wanted is not None:
        # Returns the shortest digits of a float32, which also fit a float16.
        assert struct.pack("f", got) == struct.pack("f", wanted)
    else:
        assert got == wanted and type(got) is type(wanted)


def check(exporter, code):
    with memoryview(exporter) as view:
        items = exporter.tolist() if hasattr(exporter, "tolist") else view.tolist()
    compare(json.loads(write(exporter)), items, code)


SAMPLES = {
    "?": [False, True],
    "c": [bytes([i]) for i in range(256)],
    "e": [0.0, -0.0, 1.5, 0.1, 65504.0, 6e-8, math.inf, math.nan],
    "f": [0.0, -0.0, 0.1, 1.5, 1e30, 1e-40, 16777216.0, 1e13, 1e12, 1.5e-6]
    + [1e-5, 9.9e-6, 3.4e38, math.inf, -math.inf, math.nan],
    "d": [0.0, -0.0, 0.1, 1e300, 5e-324, 2.0**53, math.nan, -math.inf],
}


def samples(code, order):
    if code in SAMPLES:
        return SAMPLES[code]
    size = struct.calcsize(order + code) * 8
    if code.isupper():
        return [0, 1, 9, 10, 99, 100, 2 ** (size - 1), 2**size - 1]
    most = 2 ** (size - 1)
    return [0, 1, -1, 9, 10, -100, most - 1, -most]


@pytest.mark.parametrize("code", FORMATS)
def test_native(code):
    if code == "e" and sys.version_info < (3, 12):
        pytest.skip("memoryview.cast() knows it from 3.12 on")
    values = samples(code, "@")
    data = struct.pack(f"@{len(values)}{code}", *values)
    if code == "c":
        data = b"".join(values)
    for exporter in (
        memoryview(data).cast("B").cast(code),
        memoryview(bytearray(data)).cast(code)[::2],
        memoryview(data).cast(code)[::-1],
        memoryview(data).cast(code, [2, len(values) // 2]),
        memoryview(data * 300).cast(code),
    ):
        check(exporter, code)


@pytest.mark.skipif(_testbuffer is None, reason="no _testbuffer")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("code", FORMATS)
def test_each_format_order_and_layout(code, order):
    if code in "nN" and order not in ("", "@"):
        pytest.skip("only native")
    values = samples(code, order)
    form = order + code
    size = struct.calcsize(form)
    flat = _testbuffer.ndarray(values, shape=[len(values)], format=form)
    compare(json.loads(write(flat)), flat.tolist(), code)
    for exporter in (
        flat[::-1],
        flat[1::3],
        flat[:0],
        _testbuffer.ndarray(values[0], shape=[], format=form),
        _testbuffer.ndarray(values * 6, shape=[2, 3, len(values)], format=form),
        _testbuffer.ndarray(
            values[:2] * 2,
            shape=[2, 2],
            format=form,
            flags=_testbuffer.ND_PIL,
        ),
        _testbuffer.ndarray(
            values[:2], shape=[3, 2], strides=[0, size], format=form
        ),
        _testbuffer.ndarray(values[:1], shape=[2, 0, 3], format=form),
    ):
        compare(json.loads(write(exporter)), exporter.tolist(), code)


@st.composite
def exporters(draw):
    code = draw(st.sampled_from(FORMATS))
    order = draw(st.sampled_from(ORDERS if code not in "nN" else ["", "@"]))
    shape = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    values = samples(code, order)
    count = max(1, math.prod(shape))
    start = draw(st.integers(0, len(values) - 1))
    items = [values[(start + i) % len(values)] for i in range(count)]
    flags = 0
    if draw(st.booleans()) and len(shape) > 1 and 0 not in shape:
        flags = _testbuffer.ND_PIL
    found = _testbuffer.ndarray(
        items, shape=shape, format=order + code, flags=flags
    )
    slices = tuple(
        slice(
            draw(st.integers(-6, 6)),
            draw(st.integers(-6, 6)),
            draw(st.sampled_from([-3, -2, -1, 1, 2, 3])),
        )
        for _ in draw(st.lists(st.none(), max_size=len(shape)))
    )
    return (found[slices] if slices else found), code


@pytest.mark.skipif(_testbuffer is None, reason="no _testbuffer")
@given(exporters())
@settings(max_examples=EXAMPLES)
def test_any_layout(drawn):
    exporter, code = drawn
    compare(json.loads(write(exporter)), exporter.tolist(), code)


def test_dimensions():
    shape = [1] * 64
    view = memoryview(b"\7").cast("B", shape)
    assert write(view) == b"[" * 64 + b"7" + b"]" * 64
    nested = view
    for _ in range(960):
        nested = [nested]
    assert write(nested) == b"[" * 1024 + b"7" + b"]" * 1024
    with pytest.raises(jsonde.JSONEncodeError, match="Recursion limit"):
        write([nested])


def test_exporters_of_all_kinds():
    class Point(ctypes.Structure):
        _fields_ = [("x", ctypes.c_double * 3), ("n", ctypes.c_int)]

    mapped = mmap.mmap(-1, 4)
    mapped[:] = b"\1\2\3\4"
    rows = ((ctypes.c_short * 2) * 3)((1, 2), (3, 4), (5, 6))
    assert write(mapped) == b"[1,2,3,4]"
    assert write(rows) == b"[[1,2],[3,4],[5,6]]"
    assert write(Point((1, 2, 3), 4).x) == b"[1.0,2.0,3.0]"
    assert write(io.BytesIO(b"ab").getbuffer()) == b"[97,98]"
    assert write(array.array("f", [0.1])) == b"[0.1]"
    numbers = jsonde.OPT_BYTES_NUMBERS
    assert write({"a": b"\0", "b": [bytearray(b"\1"), ()]}, numbers) == (
        b'{"a":[0],"b":[[1],[]]}'
    )
    assert write(ctypes.c_double.__ctype_be__(1.5)) == b"1.5"
    for other in (Point((1, 2, 3), 4), object(), memoryview(b"ab").cast("c")[:0]):
        if isinstance(other, memoryview):
            assert write(other) == b"[]"
            continue
        with pytest.raises(jsonde.JSONEncodeError, match="not JSON serializable"):
            write(other)
        assert jsonde.dumps(
            other, lambda o: "other", jsonde.OPT_SERIALIZE_BUFFER
        ) == b'"other"'


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no __buffer__ in Python")
def test_classes_with_buffer():
    class Rows:
        def __init__(self, failure=None):
            self.failure = failure
            self.held = 0

        def __buffer__(self, flags):
            if self.failure:
                raise self.failure
            self.held += 1
            return memoryview(array.array("i", range(6))).cast("B").cast("i", [2, 3])

        def __release_buffer__(self, view):
            self.held -= 1
            view.release()

    rows = Rows()
    assert write([rows, {"k": rows}]) == b'[[[0,1,2],[3,4,5]],{"k":[[0,1,2],[3,4,5]]}]'
    assert rows.held == 0
    assert write(Rows(BufferError("none")), default=lambda o: 7) == b"7"
    with pytest.raises(jsonde.JSONEncodeError, match="cannot be read") as caught:
        write([Rows(ZeroDivisionError())])
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    with pytest.raises(KeyboardInterrupt):
        write([Rows(KeyboardInterrupt())])


def test_with_strings_of_bytes():
    both = jsonde.OPT_BYTES_HEX
    view = memoryview(array.array("H", [1, 2]))
    assert write([b"\1", view], both) == b'["01",[1,2]]'


def test_styles():
    view = memoryview(array.array("i", range(4))).cast("B").cast("i", [2, 2])
    lists = {"a": view.tolist(), "b": [[], 1]}
    buffers = {"a": view, "b": [memoryview(b""), 1]}
    for keywords in ({"indent": 0}, {"indent": 3}, {"indent": "\t" * 40}):
        assert write(buffers, **keywords) == jsonde.dumps(lists, **keywords)
    assert jsonde.dumps_str(view, None, jsonde.OPT_SERIALIZE_BUFFER) == (
        "[[0,1],[2,3]]"
    )
    canonical = write(array.array("d", [1.0, 1e21, 0.1]), jsonde.OPT_CANONICAL)
    assert canonical == b"[1,1e+21,0.1]"


def test_specials():
    values = array.array("d", [math.nan, math.inf, -math.inf])
    single = array.array("f", values)
    for floats in (values, single):
        assert write(floats) == b"[null,null,null]"
        assert write(floats, jsonde.OPT_NAN_LITERAL) == b"[NaN,Infinity,-Infinity]"
        with pytest.raises(jsonde.JSONEncodeError) as caught:
            write({"k": [0, floats]}, jsonde.OPT_NAN_ERROR)
        assert caught.value.path == "/k/1/0"
    with pytest.raises(jsonde.JSONEncodeError, match="53-bit") as caught:
        write(array.array("q", [0, 2**53]), jsonde.OPT_STRICT_INTEGER)
    assert caught.value.path == "/1"
    assert write(array.array("q", [-(2**53) + 1]), jsonde.OPT_STRICT_INTEGER)


def test_released():
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released memoryview") as caught:
        write([view])
    assert caught.type is ValueError


def test_no_export_is_left():
    data = bytearray(range(200)) * 3
    view = memoryview(data)[::2]
    for option in (0, jsonde.OPT_INDENT_2):
        write([data, view], option | jsonde.OPT_BYTES_NUMBERS)
    doubles = array.array("d", [1.0, math.nan] * 50)
    with pytest.raises(jsonde.JSONEncodeError):
        write([memoryview(doubles)], jsonde.OPT_NAN_ERROR)
    doubles.append(1.0)
    view.release()
    data.append(1)


def test_in_chunks():
    doubles = array.array("d", [i / 7 for i in range(30_000)])
    rows = memoryview(doubles).cast("B").cast("d", [300, 100])
    file = io.BytesIO()
    jsonde.dump([rows, doubles], file, None, jsonde.OPT_SERIALIZE_BUFFER)
    assert json.loads(file.getvalue()) == [rows.tolist(), doubles.tolist()]
    file = io.BytesIO()
    jsonde.dump(rows, file, None, jsonde.OPT_SERIALIZE_BUFFER, indent=2)
    assert file.getvalue() == jsonde.dumps(rows.tolist(), indent=2)


def test_resized_while_it_is_written():
    check_resize_is_refused(jsonde.OPT_BYTES_NUMBERS)


# -------------------------------------------------------------- no such numpy

FAKE = """
import sys, types, jsonde

class ndarray(bytearray):
    class dtype:
        str = {dtype!r}

numpy = types.ModuleType("numpy")
numpy.ndarray = ndarray
ndarray.__module__ = "numpy"
sys.modules["numpy"] = numpy
for option in (jsonde.OPT_SERIALIZE_BUFFER, jsonde.OPT_SERIALIZE_NUMPY):
    for _ in range(9):
        try:
            print(jsonde.dumps(ndarray(b"ab" * 4), str, option))
        except jsonde.JSONEncodeError as error:
            print(error)
"""


@pytest.mark.parametrize("dtype", ["<f8", "|u1", "<M8[s]", "", None, "\ud800"])
def test_a_class_that_claims_to_be_one(dtype):
    """Without a proven mirror nothing is read in place, and nothing crashes."""
    done = child(FAKE.format(dtype=dtype), abi=None)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 18


def test_it_is_not_imported():
    program = """
import sys, jsonde
jsonde.dumps([1], None, jsonde.OPT_SERIALIZE_NUMPY)
jsonde.dumps([b"a"], str, jsonde.OPT_SERIALIZE_BUFFER)
print("numpy" in sys.modules)
"""
    assert child(program, abi=None).stdout == "False\n"

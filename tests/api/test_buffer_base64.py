# SPDX-License-Identifier: MIT
"""OPT_BUFFER_BASE64: buffers of numbers as objects of dtype, shape and data,
and back.

JSONDE_EXAMPLES: how many random arrays and documents.
"""

import array
import base64
import ctypes
import gc
import io
import json
import math
import os
import random
import struct
import sys
import threading
import time

import jsonde
import pytest
from conftest import FORMS, FREE_THREADED, SLOW, options
from hypothesis import given, settings
from hypothesis import strategies as st

try:
    import _testbuffer
except ImportError:  # a CPython without its own test modules
    _testbuffer = None

EXAMPLES = int(os.environ.get("JSONDE_EXAMPLES", 100))
OPTION = jsonde.OPT_BUFFER_BASE64
ORDERS = ["", "@", "=", "<", ">", "!"]
LITTLE = sys.byteorder == "little"
CODES = "?bBhHiIlLqQnNefdc"
# The code that is read back, by dtype without its order.
BACK = {"b1": "?", "S1": "c", "f2": "e", "f4": "f", "f8": "d"}
BACK.update({f"i{struct.calcsize(c)}": c for c in "bhiq"})
BACK.update({f"u{struct.calcsize(c)}": c for c in "BHIQ"})

needs_testbuffer = pytest.mark.skipif(
    _testbuffer is None, reason="no _testbuffer"
)


def write(value, option=0, **keywords):
    return jsonde.dumps(value, None, OPTION | option, **keywords)


def read(data, option=0):
    return jsonde.loads(data, option=OPTION | option)


def order_of(form, size):
    if size == 1:
        return "|"
    if form[0] in "<>!":
        return "<" if form[0] == "<" else ">"
    return "<" if LITTLE else ">"


def dtype_of(form):
    """numpy's name of a format."""
    size = struct.calcsize(form)
    kind = {"?": "b", "c": "S"}.get(form[-1])
    if kind is None:
        kind = "f" if form[-1] in "efd" else "u" if form[-1].isupper() else "i"
    return f"{order_of(form, size)}{kind}{size}"


def code_of(dtype):
    """The format that a memoryview gets."""
    foreign = ">" if LITTLE else "<"
    return (foreign if dtype[0] == foreign else "") + BACK[dtype[1:]]


def as_object(exporter, form):
    with memoryview(exporter) as view:
        return {
            "dtype": dtype_of(form),
            "shape": list(view.shape),
            "data": base64.b64encode(view.tobytes()).decode(),
        }


def check(exporter, form):
    """It is written as the object above is, and comes back."""
    want = as_object(exporter, form)
    text = write(exporter)
    assert text == jsonde.dumps(want)
    back = read(text)
    assert type(back) is memoryview and not back.readonly
    assert back.format == code_of(want["dtype"])
    assert list(back.shape) == want["shape"] and back.c_contiguous
    assert back.tobytes() == memoryview(exporter).tobytes()
    assert write(back) == text
    if form[-1] not in "efd":
        assert back == memoryview(exporter)


def items_of(form, count, seed=1):
    """Any values of a format."""
    size = struct.calcsize(form)
    data = random.Random(seed).getrandbits(8 * size * count or 1)
    data = data.to_bytes(size * count or 1, "little")
    if form[-1] == "?":
        data = bytes(byte & 1 for byte in data)
    return list(struct.unpack(f"{form[:-1]}{count}{form[-1]}", data[: size * count]))


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
    """Of every length, beside the size of a piece."""
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
    for depth in range(251, 256):
        outcomes = []
        for value in (view, as_object(view, "B")):
            for _ in range(depth):
                value = [value]
            try:
                outcomes.append(write(value, options(names)))
            except jsonde.JSONEncodeError as error:
                outcomes.append((str(error), error.path))
        assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == "Recursion limit reached"


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


def test_path():
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        write({"a": [1, view]})
    assert caught.value.path == "/a/1"
    assert isinstance(caught.value.__cause__, ValueError)


@needs_testbuffer
def test_more_than_all_memory():
    """An array that is the same byte again and again."""
    for shape in ([2**40], [2**20, 2**40]):
        try:
            view = _testbuffer.ndarray(
                [1], shape=shape, strides=[0] * len(shape), format="B"
            )
        except (ValueError, OverflowError, MemoryError):
            continue
        with pytest.raises(MemoryError):
            write([view])


# ------------------------------------------------------------------- reading


def buffer(dtype="<i2", shape=(2,), data="AAEAAg==", **more):
    return {"dtype": dtype, "shape": list(shape), "data": data, **more}


def test_any_order_and_place():
    members = list(buffer().items())
    for _ in range(6):
        random.Random(1).shuffle(members)
        text = json.dumps([{"a": dict(members)}, [dict(members)], 1])
        for form in FORMS.values():
            value = read(form(text))
            for view in (value[0]["a"], value[1][0]):
                assert view.tobytes() == b"\0\1\0\2" and view.shape == (2,)
    spaced = '{ "dtype" : "<i2" , "sh\\u0061pe":[ 2 ],"data":"A\\u0041EAAg==" }'
    for text in (spaced, f'{{"\u20ac":{spaced}}}', f'{{"\xe9":{spaced}}}'):
        value = read(text)
        value = value if isinstance(value, memoryview) else value.popitem()[1]
        assert value.tolist() == [256, 512] if LITTLE else [1, 2]


def test_other_objects_stay():
    for value in (
        {},
        {"dtype": 1},
        {"dtype": 1, "shape": 2},
        buffer(more=1),
        {"dtype": 1, "shape": 2, "Data": 3},
        {"": {"dtype": 1, "shape": {"data": 1}}},
        {"dtype": {"dtype": 1, "shape": 2, "other": 3}, "shape": 1},
    ):
        assert read(json.dumps(value)) == value
        assert jsonde.loads(json.dumps(buffer())) == buffer()
    for text in ("{ }", "[{}, {\n}]", "1", '"dtype"'):
        assert read(text) == json.loads(text)
    # Of equal keys the last one counts.
    text = '{"data": 1, "dtype": "|u1", "shape": [1], "data": "AQ=="}'
    assert read(text).tolist() == [1]


DTYPE = "dtype of a buffer is not known"
SHAPE = "shape of a buffer is not a list of up to 64 sizes"
DATA = "data of a buffer is not base64"
SIZE = "data of a buffer has not the bytes of its dtype and shape"

MALFORMED = [
    *[
        (buffer(dtype=dtype), DTYPE)
        for dtype in ("", "<", "<i", "i2", "<i22", "=i2", "|i2", "@i2", "<i3")
        + ("<u1", ">b1", "<S1", "|S2", "<c8", "<M8", "|O8", "<f1", "<f16")
        + ("<i2 ", "\u20aci2", "<i\xe9", None, 1, ["<i2"], {"a": "<i2"})
        + ("<b2", "<\x002", "<i\x00", "|\x00\x00")
    ],
    *[
        (buffer(shape=()) | {"shape": shape}, SHAPE)
        for shape in (None, 2, "2", {"0": 2}, [-1], [2.0], ["2"], [None])
        + ([True], [[2]], [1] * 65, [2**63], [2**64], [1e30], [2**62, 2])
        + ([0, 2**62, 2], [0, -1], [2, {}])
    ],
    *[
        (buffer(shape=[2**31, 2**31, 2]), SHAPE),
        (buffer(dtype="|u1", shape=[2**63 - 1]), SIZE),
    ],
    *[
        (buffer() | {"data": data}, DATA)
        for data in (None, 1, ["AAEAAg=="], "AAEAA\u20ac==", "AAEAA\xe9==")
        + ("AAEAA-==", "AAEAA===", "AA\nAAg==", "AAEAAh==", "A=EAAg==")
    ],
    *[
        (buffer(shape=shape, data=data), SIZE)
        for shape, data in (
            ([1], "AAEAAg=="),
            ([3], "AAEAAg=="),
            ([2], ""),
            ([0], "AAEAAg=="),
            ([2], "AAEAAg"),
            ([2], "AAEAAgA="),
            ([2], "AAEAAgAA"),
            ([2], "AAEAAg==="),
            ([2], "AAEAAg== "),
            ([], ""),
        )
    ],
]


@pytest.mark.parametrize("value, message", MALFORMED)
def test_malformed(value, message):
    head, tail = '[1, {"\u20ac": ', "}, 2]"
    text = head + json.dumps(value) + tail
    for form in FORMS.values():
        with pytest.raises(jsonde.JSONDecodeError) as caught:
            read(form(text))
        error = caught.value
        assert error.msg == message and not error.incomplete
        assert error.pos == len(text) - len(tail) - 1  # the brace that closes
    escaped = json.dumps(value, ensure_ascii=False)
    for function in (jsonde.loads, jsonde.loads_next, jsonde.loads_partial):
        with pytest.raises(jsonde.JSONDecodeError) as caught:
            function(escaped, option=OPTION)
        assert caught.value.msg == message
        assert caught.value.pos == len(escaped) - 1
    assert jsonde.loads(text) == json.loads(text)


def test_loads_next():
    text = write(b"abc") + b" " + write([b"d"])
    value, end = jsonde.loads_next(text, option=OPTION)
    assert value.tobytes() == b"abc"
    value, end = jsonde.loads_next(text, end, option=OPTION)
    assert value[0].tobytes() == b"d" and end == len(text)


def test_loads_partial():
    """An object that has no end yet is no buffer."""
    text = write(b"abc")
    value, complete = jsonde.loads_partial(text, option=OPTION)
    assert complete and value.tobytes() == b"abc"
    value, complete = jsonde.loads_partial(text[:-1], option=OPTION)
    assert not complete and value == json.loads(text)
    for end in range(len(text)):
        value, complete = jsonde.loads_partial(text[:end], option=OPTION)
        assert not complete
        assert value == jsonde.loads_partial(text[:end])[0]
    value, complete = jsonde.loads_partial(
        b"[" + text + b"," + text[:-1], option=OPTION
    )
    assert not complete and value[0].tobytes() == b"abc"
    assert value[1] == json.loads(text)


def test_with_every_other_option():
    text = json.dumps([buffer(), 1.5]).replace("1.5", "1.5, /* */")
    names = "UNIQUE_KEYS DECIMAL BIG_INTEGER NAN_LITERAL LONE_SURROGATES JSONC"
    for form in FORMS.values():
        value = read(form(text), options(names))
        assert value[0].shape == (2,) and str(value[1]) == "1.5"
    with pytest.raises(jsonde.JSONDecodeError, match="repeated key"):
        read('{"data": 1, "data": 2}', options("UNIQUE_KEYS"))
    with pytest.raises(jsonde.JSONDecodeError, match="shape of a buffer"):
        read(json.dumps(buffer(shape=[2**70])), options("BIG_INTEGER"))


# --------------------------------------------------------------- random ones


@st.composite
def documents(draw):
    """Objects that are buffers or nearly so."""
    data = draw(st.binary(max_size=70))
    value = {
        "dtype": draw(st.sampled_from(["|u1", "<i2", ">f8", "|b1", "<f3"])),
        "shape": draw(st.lists(st.integers(-1, 8), max_size=3)),
        "data": base64.b64encode(data).decode(),
    }
    if draw(st.booleans()):
        value.update(dtype="|u1", shape=[len(data)])
    return draw(st.sampled_from([value, [value], {"a": value}]))


@given(documents(), st.lists(st.tuples(st.integers(0), st.integers(0, 255))))
@settings(max_examples=3 * EXAMPLES)
def test_mutated(value, changes):
    """An error, or what it is without the option but for the buffers."""
    text = bytearray(json.dumps(value), "utf-8")
    for at, byte in changes[:3]:
        if byte < 8:
            del text[at % (len(text) + 1) :]
        else:
            text[at % len(text) if text else 0 : 1 + at] = bytes([byte])
    for function in (jsonde.loads, jsonde.loads_next, jsonde.loads_partial):
        try:
            got = function(text, option=OPTION)
        except jsonde.JSONDecodeError:
            continue
        assert json_of(got) == json_of(function(text))


def json_of(value):
    """With buffers as objects, whose sizes are right."""
    return json.loads(write(value))


# ------------------------------------------------------------ memory, threads


def test_the_view_is_its_own():
    view = read(write(array.array("i", range(6))))
    view[0] = 7
    assert view.tolist() == [7, 1, 2, 3, 4, 5]
    part = view[2:4]
    owner = view.obj
    view.release()
    del view
    gc.collect()
    assert part.tolist() == [2, 3] and part.obj is owner


def test_no_export_is_left():
    data = bytearray(range(200)) * 500
    doubles = array.array("d", [1.0] * 50)
    view = memoryview(doubles)
    for option in (0, jsonde.OPT_INDENT_2):
        write([data, view[::2]], option)
        with pytest.raises(jsonde.JSONEncodeError):
            write([data, view[::2], object()], option)
    view.release()
    doubles.append(1.0)
    data.append(1)
    # Nor of a text.
    text = bytearray(write(data))
    read(text)
    text.append(32)
    text[-1] = 33
    with pytest.raises(jsonde.JSONDecodeError):
        read(text)
    text.append(32)


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc")
def test_memory_is_freed():
    def pages():
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1])

    size = 1 << 20
    text = write(bytes(size))
    wrong = text[:-20] + b"-" + text[-19:]
    for count in (5, 50):
        for _ in range(count):
            assert len(read(text)) == size
            with pytest.raises(jsonde.JSONDecodeError):
                read(wrong)
        if count == 5:
            before = pages()
    assert (pages() - before) * 4096 < 20 * size


@pytest.mark.parametrize("function", [write, read])
def test_another_thread_runs(function):
    """While many bytes are worked on; and it cannot resize them."""
    source = bytearray(os.urandom(1 << 16)) * 64
    if function is read:
        source = bytearray(write(source))
    want = function(bytes(source))
    stop, turns = threading.Event(), []

    def run():
        while not stop.is_set():
            try:
                source.extend(b" ")
                del source[-1]
            except BufferError:
                turns.append(1)
            time.sleep(0)

    thread = threading.Thread(target=run)
    # The interval takes no part: who has the GIL keeps it.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    thread.start()
    try:
        ends = time.monotonic() + 60
        while not turns and time.monotonic() < ends:
            got = function(source)
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(interval)
    assert turns and (FREE_THREADED or got == want)
    source.append(32)


def test_threads_at_once():
    """Each thread has its own, whatever the others do meanwhile."""
    failures = []

    def run(seed):
        data = random.Random(seed).getrandbits(8 * 200_000)
        data = data.to_bytes(200_000, "big")
        for _ in range(3 if SLOW else 20):
            value = read(write({"a": data, "b": [seed, {"c": "d"}]}))
            if value["a"].tobytes() != data or value["b"][0] != seed:
                failures.append(seed)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


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
    """A sink that resizes what is being written gets a BufferError."""
    data = bytearray(300_000)
    told = []

    class Sink:
        def write(self, chunk):
            if told:
                return
            try:
                data.append(1)
            except BufferError:
                told.append(True)

    jsonde.dump(data, Sink(), None, OPTION)
    assert told and len(data) == 300_000
    data.append(1)


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

# SPDX-License-Identifier: MIT
"""OPT_BUFFER_BASE64 of loads(): objects that become memoryviews and objects that do
not, their memory, and other threads during dumps() and loads().

JSONDE_EXAMPLES: the number of random documents.
"""

import array
import base64
import gc
import json
import os
import random
import sys
import threading
import time

import jsonde
import pytest
from as_base64 import EXAMPLES, LITTLE, OPTION, read, write
from conftest import FORMS, FREE_THREADED, SLOW, options
from hypothesis import given, settings
from hypothesis import strategies as st


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
    # The last of equal keys counts.
    text = '{"data": 1, "dtype": "|u1", "shape": [1], "data": "AQ=="}'
    assert read(text).tolist() == [1]


# dtypes that dumps() never writes.
OTHER_DTYPES = [
    *("", "<", "<i", "i2", "<i22", "=i2", "|i2", "@i2", "<i3", "<u1", ">b1"),
    *("<S1", "|S2", "<c8", "<M8", "|O8", "<f1", "<f16", "<i2 ", "\u20aci2"),
    *("<i\xe9", None, 1, ["<i2"], {"a": "<i2"}, "<b2", "<\x002", "<i\x00"),
    *("|\x00\x00", "float32", "<M8[ns]", "f", True),
]


@pytest.mark.parametrize("dtype", OTHER_DTYPES)
def test_other_dtypes_stay(dtype):
    """An object without all three keys is user data."""
    for value in (
        buffer(dtype=dtype),
        {"dtype": dtype, "shape": "round", "data": [1, {"a": 2}]},
        {"data": None, "shape": None, "dtype": dtype},
    ):
        text = json.dumps([{"\u20ac": value}, value, 2])
        for form in FORMS.values():
            assert read(form(text)) == json.loads(text)
        for function in (jsonde.loads_next, jsonde.loads_partial):
            assert function(text, option=OPTION)[0] == json.loads(text)


SHAPE = "shape of a buffer is not a list of up to 64 sizes"
DATA = "data of a buffer is not base64"
SIZE = "data of a buffer has not the bytes of its dtype and shape"

MALFORMED = [
    *[
        (buffer(shape=()) | {"shape": shape}, SHAPE)
        for shape in (None, 2, "2", {"0": 2}, [-1], [2.0], ["2"], [None])
        + ([True], [[2]], [1] * 65, [2**63], [2**64], [1e30], [2**62, 2])
        + ([0, 2**62, 2], [0, -1], [2, {}])
    ],
    *[
        (buffer(shape=[2**31, 2**31, 2]), SHAPE),
        (buffer(dtype="|u1", shape=[sys.maxsize]), SIZE),
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
        assert error.pos == len(text) - len(tail) - 1  # the closing brace
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
    """A truncated object is not a buffer."""
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
    """Objects that are buffers, or almost."""
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
    """An error, or the result without the option with buffers in place of objects."""
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
    """Replaces buffers by objects, and checks their sizes."""
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
    # No export of a text remains, either.
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
    """Another thread tries to resize buffers during a long call. It cannot resize
    those that are written. loads() reads a copy."""
    source = bytearray(os.urandom(1 << 16)) * 64
    if function is read:
        source = bytearray(write(source))
    want = function(bytes(source))
    stop, turns, resized = threading.Event(), [], []

    def run():
        while not stop.is_set():
            try:
                source.extend(b" ")
                del source[-1]
                resized.append(1)
            except BufferError:
                turns.append(1)
            time.sleep(0)

    thread = threading.Thread(target=run)
    # The switch interval is so long that a thread keeps the GIL unless it releases
    # it.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    thread.start()
    try:
        ends = time.monotonic() + 60
        while not turns and time.monotonic() < ends:
            before = len(resized)
            got = function(source)
            if function is read:
                turns.extend(resized[before:])
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(interval)
    assert turns and (FREE_THREADED or got == want)
    source.append(32)


def test_threads_at_once():
    """Each thread has its own data, independent of the others."""
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

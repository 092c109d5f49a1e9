# SPDX-License-Identifier: MIT
"""Large buffers are written by several threads without the GIL.

JSONDE_BIG: the size of the large buffers in bytes; CI uses a few MB.
"""

import array
import ctypes
import json
import math
import os
import random
import sys
import threading
import time

import jsonde
import pytest
from conftest import by_profile, child, for_a_minute, native_only, said

native_only("the GIL is given up by C")

OPTION = jsonde.OPT_SERIALIZE_BUFFER
BIG = int(os.environ.get("JSONDE_BIG", 8_000_000))

LAYOUTS = f"COUNT = {by_profile(300_000, 180_000)}" + """
import array, hashlib, sys, random, jsonde
random.seed(3)
doubles = array.array("d", [random.random() for _ in range(COUNT)])
flat = memoryview(doubles).cast("B")
integers = array.array("h", range(-30000, 30000)) * 20
views = [
    doubles,
    flat.cast("d", [COUNT // 1000, 1000]),
    flat.cast("d", [COUNT, 1]),
    flat.cast("d", [2, 3, COUNT // 6]),
    flat.cast("d", [1] * 60 + [COUNT]),
    flat.cast("d", [60, COUNT // 60])[::-1],
    flat.cast("q"),
    flat.cast("f"),
    memoryview(integers)[::-1],
    flat,
]
for view in views:
    for option in (0, jsonde.OPT_INDENT_2, jsonde.OPT_CANONICAL):
        if option == jsonde.OPT_CANONICAL and getattr(view, "format", "d") in "qf":
            option = 0  # these are any bits
        text = jsonde.dumps(
            [1, view], None, jsonde.OPT_SERIALIZE_BUFFER | option
        )
        print(hashlib.sha256(text).hexdigest(), len(text))
"""


def in_threads(program, number):
    environment = dict(os.environ, JSONDE_THREADS=str(number))
    before = os.environ.copy()
    os.environ.update(environment)
    try:
        done = child(program, abi=None)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return done


def test_the_same_text_with_any_number():
    one = in_threads(LAYOUTS, 1)
    assert one.returncode == 0, one.stderr
    assert len(one.stdout.splitlines()) == 30
    for number in (2, 3, 64):
        other = in_threads(LAYOUTS, number)
        assert other.stdout == one.stdout, other.stderr


@pytest.mark.parametrize("number", ["0", "-1", "65", "two", "1x", " 1"])
def test_no_such_number(number):
    done = in_threads("import jsonde", number)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(
        f"ValueError: JSONDE_THREADS={number}: expected a number from 1 to 64"
    )


def test_large_ones_equal_their_items():
    doubles = array.array("d", [random.random() for _ in range(BIG // 8)])
    got = json.loads(jsonde.dumps(doubles, None, OPTION))
    assert got == doubles.tolist()
    rows = memoryview(doubles).cast("B").cast("d", [BIG // 80, 10])
    assert jsonde.dumps(rows, None, OPTION) == jsonde.dumps(rows.tolist())


@pytest.mark.parametrize("at", [0, 1, 8191, 8192, 500_000, 999_999])
def test_the_first_that_is_refused(at):
    doubles = array.array("d", [0.5]) * 1_000_000
    for place in (999_999, at):
        doubles[place] = math.nan
    with pytest.raises(
        jsonde.JSONEncodeError, match="NaN and infinities"
    ) as caught:
        jsonde.dumps({"k": doubles}, None, OPTION | jsonde.OPT_NAN_ERROR)
    assert caught.value.path == f"/k/{at}"
    doubles.append(1.0)  # no export is left


class Counter(threading.Thread):
    """Counts until it is told to stop."""

    def __init__(self):
        super().__init__(daemon=True)
        self.steps = 0
        self.on = True
        self.runs = threading.Event()

    def run(self):
        while self.on:
            self.steps += 1
            self.runs.set()
            time.sleep(0)  # releases the GIL

    def __enter__(self):
        self.start()
        self.runs.wait()
        return self

    def __exit__(self, *_):
        self.on = False
        self.join()


UNLOCKED = {
    "dumps": lambda data: jsonde.dumps(memoryview(data).cast("d"), None, OPTION),
    "dumps_str": lambda data: jsonde.dumps_str(
        data, None, jsonde.OPT_BYTES_NUMBERS
    ),
    "base64": lambda data: jsonde.dumps(data, None, jsonde.OPT_BYTES_BASE64),
    "hex": lambda data: jsonde.dumps(data, None, jsonde.OPT_BYTES_HEX),
    "utf8": lambda data: jsonde.dumps(data, None, jsonde.OPT_BYTES_UTF8),
}


@pytest.mark.parametrize("call", UNLOCKED.values(), ids=UNLOCKED)
def test_others_run_meanwhile(call):
    """The switch interval is 1,000 s, so other threads run only if dumps() releases
    the GIL."""
    data = b"\1" * (BIG // 8 * 8)
    interval = sys.getswitchinterval()
    with Counter() as counter:
        sys.setswitchinterval(1000)
        try:
            before = counter.steps
            for _ in for_a_minute():
                call(data)
                steps = counter.steps - before
                if steps > 10:
                    break
        finally:
            sys.setswitchinterval(interval)
    print("steps of another thread:", steps)
    assert steps > 10


def test_nobody_resizes_it_meanwhile():
    data = bytearray(BIG)
    told = []
    with Counter():
        stop = threading.Event()

        def resize():
            while not stop.is_set():
                try:
                    data.append(1)
                    data.pop()
                except BufferError as error:
                    told.append(str(error))
                    stop.wait(0.001)

        thread = threading.Thread(target=resize)
        thread.start()
        for _ in for_a_minute():
            text = jsonde.dumps(data, None, jsonde.OPT_BYTES_NUMBERS)
            if told:
                break
        stop.set()
        thread.join()
    assert told
    assert len(text) in (2 * BIG + 1, 2 * BIG + 3)


def test_others_write_into_it_meanwhile():
    """The test cannot know which numbers are written, but each must be one that was
    there."""
    short, long = (array.array("q", [n]) * 300_000 for n in (7, -(2**63)))
    data = array.array("q", short)
    stop = threading.Event()

    def write():
        with memoryview(data) as view:
            while not stop.is_set():
                view[:] = memoryview(long)
                view[:] = memoryview(short)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        texts = [jsonde.dumps(data, None, OPTION) for _ in range(30)]
    finally:
        stop.set()
        thread.join()
    for text in texts:
        got = json.loads(text)
        assert len(got) == len(data)
        assert set(got) <= {short[0], long[0]}


# ------------------------------------------------------------------ lifecycle


def exports_of(view):
    """Returns the field by the mirror's offset, or None if the mirror is not proven."""
    layout = jsonde.layout()
    if layout["capabilities"]["memoryview"] != "direct":
        return None
    structs = layout["structs"]

    def read(address, struct, field, type=ctypes.c_ssize_t):
        return type.from_address(address + structs[struct][field]).value

    managed = read(id(view), "PyMemoryViewObject", "mbuf", ctypes.c_void_p)
    return (
        read(id(view), "PyMemoryViewObject", "exports"),
        read(managed, "_PyManagedBufferObject", "exports"),
    )


def outcomes(value, option):
    try:
        return jsonde.dumps(value, None, option)
    except (jsonde.JSONEncodeError, ValueError) as error:
        return str(error)


@pytest.mark.parametrize("size", [3, 100_000, 300_000])
def test_exports_are_as_before(size):
    doubles = array.array("d", [0.25]) * size
    doubles[-1] = math.inf
    view = memoryview(doubles)
    shared = view[1:]
    before = exports_of(view), exports_of(shared)
    for option in (OPTION, OPTION | jsonde.OPT_NAN_ERROR, OPTION | jsonde.OPT_INDENT_2):
        for value in (view, [shared, view], shared[::-1], doubles):
            outcomes(value, option)
    assert (exports_of(view), exports_of(shared)) == before
    shared.release()
    view.release()
    doubles.append(1.0)


def test_released_while_it_is_written():
    """default() runs between the two views and releases the second one."""
    view = memoryview(bytearray(b"abc"))

    def default(o):
        view.release()
        return None

    with pytest.raises(ValueError, match=said("operation forbidden on released memoryview object")):
        jsonde.dumps([view, object(), view], default, OPTION)


def test_half_released():
    """The exporter's buffer is released although the view is not, as when the
    collector breaks a cycle. Both flags must be tested."""
    if exports_of(memoryview(b"")) is None:
        pytest.skip("the memoryview's mirror is off")
    structs = jsonde.layout()["structs"]
    view = memoryview(bytearray(b"abc"))
    managed = ctypes.c_void_p.from_address(
        id(view) + structs["PyMemoryViewObject"]["mbuf"]
    ).value
    flags = ctypes.c_int.from_address(
        managed + structs["_PyManagedBufferObject"]["flags"]
    )
    flags.value |= 1
    try:
        with pytest.raises(ValueError, match="released memoryview"):
            jsonde.dumps(view, None, OPTION)
    finally:
        flags.value &= ~1
    assert jsonde.dumps(view, None, OPTION) == b"[97,98,99]"


def test_re_exported_and_freed():
    data = bytearray(b"\1\2\3")
    inner = memoryview(data)
    outer = memoryview(inner)[1:]
    del inner
    assert jsonde.dumps(outer, None, OPTION) == b"[2,3]"

    class Sink:
        def write(self, chunk):
            views.clear()

    views = [memoryview(bytearray(200_000)) for _ in range(3)]
    jsonde.dump(views, Sink(), None, OPTION)

# SPDX-License-Identifier: MIT
"""loads_array() without the GIL: other threads run, and memory stays valid."""

import json
import random
import struct
import threading

import pytest
from arrays import grows
from conftest import FORMS, SLOW, child_output, native_only, outcome
from jsonde import JSONDecodeError, loads, loads_array

native_only("the GIL is given up by C")

LARGE = json.dumps([i / 3 for i in range(60000)]).encode()


def test_others_run_meanwhile():
    """Another thread runs while a large text is read. With the GIL it could not,
    because this thread never reaches a point where it releases it."""
    program = """
import jsonde, sys, threading, time
text = b"[" + b",".join([b"0.12345678901234567"] * 2000000) + b"]"
sys.setswitchinterval(1000)
turns, done = 0, False
started = threading.Event()
def turn():
    global turns
    started.set()
    while not done:
        turns += 1
        time.sleep(0.0002)
thread = threading.Thread(target=turn)
thread.start()
started.wait()
before = turns
deadline = time.monotonic() + 60
while turns == before and time.monotonic() < deadline:
    view = jsonde.loads_array(text)
    after = turns
done = True
thread.join()
assert len(view) == 2000000
print(after > before)
"""
    assert child_output(program).strip() == "True"


def test_source_and_room_are_held():
    """A resize by another thread is refused during the call, and results are
    correct."""
    source, room = bytearray(LARGE), bytearray(8 * 60000)
    expected = struct.pack("60000d", *loads(LARGE))
    stop = threading.Event()
    refused = []

    def meddle():
        while not stop.is_set():
            for one in (source, room):
                try:
                    one.append(32)
                    one.pop()
                except BufferError:
                    refused.append(1)

    thread = threading.Thread(target=meddle)
    thread.start()
    try:
        for _ in range(20):
            try:
                loads_array(source, "d", into=memoryview(room)[: 8 * 60000])
            except JSONDecodeError:
                raise AssertionError("what was read has changed") from None
            assert room[: 8 * 60000] == expected
    finally:
        stop.set()
        thread.join()
    assert grows(source) and grows(room)


@pytest.mark.skipif(SLOW, reason="takes long")
def test_text_that_changes_meanwhile():
    """The values are undefined, but memory stays valid."""
    source = bytearray(LARGE)
    stop = threading.Event()

    def meddle():
        numbers = random.Random(3)
        while not stop.is_set():
            source[numbers.randrange(len(source))] = numbers.choice(
                b"0123456789,.[]-e "
            )

    thread = threading.Thread(target=meddle)
    thread.start()
    room = bytearray(1000)
    try:
        for i in range(60):
            source[:] = LARGE
            for format in "fdq":
                outcome(loads_array, source, format)
                outcome(loads_array, source, format, into=room)
                outcome(loads_array, source, format, pointer="/3")
    finally:
        stop.set()
        thread.join()


def test_many_threads():
    text = json.dumps([[i, i / 7] for i in range(20000)])
    expected = bytes(loads_array(text))
    results = []

    def work():
        for _ in range(5):
            results.append(bytes(loads_array(text)) == expected)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 20


@pytest.mark.skipif(SLOW, reason="its allocator keeps what is freed")
def test_memory_is_given_back():
    program = """
import jsonde
good = "[" + ",".join(["1.5"] * 50000) + "]"
bad = good[:-1] + ",[1]]"
inner = '{"a":' + good + ',"a":' + bad + "}"
def size():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1])
def run(n):
    for _ in range(n):
        jsonde.loads_array(good)
        jsonde.loads_array(good.replace("]", "] "), pointer="")
        for text, pointer in ((bad, ""), (inner, "/a"), (good + "x", ""),
                              (inner, "/a/b"), (inner[:-1], "/a")):
            try:
                jsonde.loads_array(text, pointer=pointer)
            except jsonde.JSONDecodeError:
                pass
            else:
                raise AssertionError(text[-9:])
run(5)
before = size()
run(60)
print(size() - before < 2000)
"""
    try:
        open("/proc/self/statm").close()
    except OSError:
        pytest.skip("no /proc")
    assert child_output(program).strip() == "True"


def test_size_of_what_is_kept():
    """A large document with a small array leaves little memory allocated."""
    text = "[[1,2]," + ",".join(["7"] * 100000) + "]"
    assert loads_array(text, pointer="/0").nbytes == 16


def test_exact_type_of_forms():
    assert type(loads_array("[1]")) is memoryview
    assert type(loads_array("[1]", into=bytearray(9))) is tuple
    assert set(FORMS) >= {"str", "bytes"}

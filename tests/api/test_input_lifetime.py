# SPDX-License-Identifier: MIT
"""Input that loads() reads in place stays valid, and no byte outside of it is read."""

import gc
import json
import sys

import pytest
from conftest import child_output, outcome
from jsonde import JSONDecodeError, loads

TEXT = '{"key": [1, 2.5, "caf\xe9 \u20ac \U0001f600"]}'
DATA = TEXT.encode()
BAD = [
    b"",
    b"[",
    b'"\xff"',
    b"[1,]",
    b"1e999",
    b"[" * 2000,
    memoryview(DATA)[::2],
]


class Meddler:
    """In a cycle: the collector runs __del__ during some allocation."""

    def __init__(self, source, view):
        self.me, self.source, self.view = self, source, view

    def __del__(self):
        for action in (self.view.release, self.source.clear):
            try:
                action()
            except BufferError:
                pass


@pytest.mark.parametrize("of_view", [False, True])
def test_collector_runs_while_loading(of_view):
    text = "[" + ",".join('{"a":[%d,[]]}' % i for i in range(300)) + "]"
    expected = json.loads(text)
    threshold = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for _ in range(50):
            source = bytearray(text.encode())
            view = memoryview(source) if of_view else memoryview(b"")
            gc.disable()
            Meddler(source, view)
            gc.enable()
            try:
                assert loads(view if of_view else source) == expected
            except (ValueError, JSONDecodeError):
                assert len(source) == 0  # the finalizer ran earlier
            assert gc.isenabled()
    finally:
        gc.set_threshold(*threshold)


@pytest.mark.parametrize("enabled", [True, False])
def test_collector_is_left_as_it_was(enabled):
    try:
        (gc.enable if enabled else gc.disable)()
        for data in (DATA, *BAD, 5):
            outcome(loads, data)
            assert gc.isenabled() is enabled
    finally:
        gc.enable()


# ---------------------------------------------- the end of the page is the end

AT_THE_EDGE = r"""
import ctypes, json, mmap, sys
import jsonde
size = mmap.PAGESIZE
area = mmap.mmap(-1, 2 * size)
start = ctypes.addressof(ctypes.c_char.from_buffer(area))
libc = ctypes.CDLL(None, use_errno=True)
libc.mprotect.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
assert libc.mprotect(start + size, size, 0) == 0
def at_edge(data):
    place = (ctypes.c_char * len(data)).from_address(start + size - len(data))
    place[:] = data
    return memoryview(place)
for data in json.loads(sys.argv[1]):
    data = data.encode()
    for n in range(len(data) + 1):
        for source in at_edge(data[:n]), at_edge(data[len(data) - n:]):
            try:
                jsonde.loads(source)
            except jsonde.JSONDecodeError as error:
                assert error.pos <= n
print("done")
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="needs mprotect"
)
def test_not_a_byte_beyond():
    documents = [TEXT, '"' + "x" * 70 + '"', '"' + "\xe9" * 40 + '"', "true"]
    documents += ["-12345678901234567890.125e-17", "[[[[]]]]", '{"a":{"b":1}}']
    documents += [
        '"' + "\u20ac" * 30 + '"',
        '"\\u00e9\\ud83d\\ude00"',
        " " * 70,
    ]
    documents += ["12345678", "1.2345678", '"' + "\U0001f600" * 20 + '"']
    documents += ['"' + "x" * n + end for n in (127, 128, 300) for end in '"x\xe9']
    documents += ['["' + "x\\n\\u00e9" * n + '"]' for n in (1, 9, 30)]
    assert child_output(AT_THE_EDGE, json.dumps(documents)) == "done\n"

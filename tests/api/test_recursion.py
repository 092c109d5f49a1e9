# SPDX-License-Identifier: MIT
"""Nested calls, and threads with small stacks."""

import functools
import os
import sys
import threading

import jsonde
import pytest
from conftest import SANITIZER, forked_output
from jsonde import loads, loads_array, loads_next, loads_partial

NESTED = r"""
import sys
import jsonde
calls = {
    "loads": jsonde.loads,
    "loads_next": jsonde.loads_next,
    "loads_partial": jsonde.loads_partial,
    "loads_array": jsonde.loads_array,
    "into": lambda o: jsonde.loads_array(b"[1, 2]", into=o),
    "options": lambda o: jsonde.loads(o, option=jsonde.OPT_JSONC),
}
call = calls[sys.argv[1]]
sys.setrecursionlimit(int(sys.argv[2]))
class Exporter:
    depth = 0
    def __buffer__(self, flags):
        Exporter.depth += 1
        call(self)
        return memoryview(bytearray(16))
try:
    call(Exporter())
except RecursionError as error:
    print("RecursionError", Exporter.depth > 100)
try:
    jsonde.loads(b'["still works"]')
finally:
    print(jsonde.loads(b'[{"a": [1]}]'))
"""
CALLS = [
    *("loads", "loads_next", "loads_partial", "loads_array"),
    *("into", "options"),
]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no __buffer__")
@pytest.mark.skipif(SANITIZER, reason="its frames are larger than Python's")
@pytest.mark.parametrize("limit", [1000, 10**6])
@pytest.mark.parametrize("call", CALLS)
def test_buffer_that_calls_again(call, limit):
    """This ended with SIGSEGV: each call took 48 kB of the C stack."""
    want = "RecursionError True\n[{'a': [1]}]\n"
    assert forked_output(NESTED, call, str(limit)) == want


DEPTH = 1024


def documents(depth):
    yield b"[" * depth + b"]" * depth
    yield b'{"a":' * depth + b"1" + b"}" * depth
    yield b'[{"a":' * (depth // 2) + b"1" + b"}]" * (depth // 2)


def error_in(read, data):
    """pytest.raises() needs more stack than jsonde."""
    try:
        read(data)
    except Exception as error:
        return type(error).__name__


def read_all(made):
    """Each entry point, with the deepest document and one level more. The caller
    frees the results, which CPython does recursively."""
    for data in documents(DEPTH):
        for source in (data, data.decode(), bytearray(data)):
            made.append(loads(source))
            made.append(loads_next(source))
            assert made[-1][1] == len(source)
            made.append(loads_partial(source))
            assert made[-1][1] is True
            made.append(loads_partial(source[: len(source) // 2]))
            assert made[-1][1] is False
            made.append(loads(source, option=jsonde.OPT_JSONC))
    for data in documents(DEPTH + 2):
        for read in (loads, loads_next, loads_partial, loads_array):
            assert error_in(read, data) == "JSONDecodeError"
    deep = b"[" * 63 + b"1" + b"]" * 63
    assert loads_array(deep).ndim == 63
    assert loads_array(b"[" * 700 + deep + b"]" * 700, pointer="/0" * 700)
    fill = functools.partial(loads_array, into=bytearray(2))
    assert error_in(fill, b"[1, 2, 3]") == "BufferError"
    assert error_in(loads, b'["\xff' + b"x" * 1000) == "JSONDecodeError"
    assert loads(b"1" * 300 + b"." + b"1" * 300) > 1e299
    exact = jsonde.OPT_DECIMAL | jsonde.OPT_BIG_INTEGER
    assert loads(b"[%s, 1.5]" % (b"1" * 300), option=exact)


@pytest.mark.skipif(SANITIZER, reason="its frames are larger than ours")
@pytest.mark.parametrize("kilobytes", [64, 128, 256])
def test_small_stack(kilobytes):
    folder = os.path.dirname(os.path.abspath(__file__))
    program = (
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "import test_recursion\n"
        "test_recursion.run_in_stack(int(sys.argv[1]))\n"
        "print('done')\n"
    )
    try:
        threading.stack_size(kilobytes * 1024)
    except ValueError:
        pytest.skip("this Python refuses so small a stack")
    finally:
        threading.stack_size(0)
    assert forked_output(program, str(kilobytes)) == "done\n"


def run_in_stack(kilobytes):
    """A part of the stack is used by CPython itself."""
    failures, made = [], []

    def run():
        try:
            read_all(made)
        except BaseException as error:
            failures.append(error)
            raise

    read_all([])  # imports and first calls need stack in CPython
    threading.stack_size(kilobytes * 1024)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failures

# SPDX-License-Identifier: MIT
"""Nested calls of dumps(), and threads with small stacks.

Each case runs in its own process, so that a crash names it.
"""

import os
import platform
import re
import sys
import threading

import nested_calls
import jsonde
import pytest
import small_stacks
from conftest import DEBUG, FALLBACK, SANITIZER, forked

HERE = os.path.dirname(os.path.abspath(__file__))
START = f"import sys; sys.path.insert(0, {HERE!r}); import nested_calls, small_stacks; "
pytestmark = pytest.mark.skipif(SANITIZER, reason="its frames are larger")


def run_in_child(call, *arguments):
    done = forked(START + call, *map(str, arguments))
    assert (done.returncode, done.stderr) == (0, ""), call
    return done.stdout


# With a recursion limit of 10**6 only jsonde's or CPython's checks of the C stack
# remain.
@pytest.mark.parametrize("limit", [1000, 10**6])
@pytest.mark.parametrize("name", nested_calls.AGAIN)
def test_calls_without_end(name, limit):
    """This ended with SIGSEGV: each call took 13.8 kB of the C stack."""
    assert run_in_child(f"nested_calls.call_again({name!r}, {limit})") == "refused\n"


@pytest.mark.parametrize("name", nested_calls.AGAIN)
def test_calls_without_end_in_a_thread(name):
    """The checks use the bounds of the thread's own stack."""
    code = f"small_stacks.in_thread(512, nested_calls.call_again, {name!r}, 10**6)"
    assert run_in_child(code) in ("refused\n", "no thread\n")


@pytest.mark.parametrize("kilobytes", [64, 128, 256])
@pytest.mark.parametrize("name", small_stacks.NESTED)
def test_small_stack(name, kilobytes):
    """Each entry point writes the deep value, or raises an error."""
    call = f"small_stacks.in_thread({kilobytes}, small_stacks.dump_all, {name!r})"
    told = run_in_child(call)
    if told == "no thread\n":
        pytest.skip("CPython needs a larger stack")
    right, refused = map(int, re.findall(r"\d+", told))
    assert right + refused == small_stacks.CALLS
    if kilobytes >= 128 and name in small_stacks.MUST_FIT and not DEBUG:
        assert refused == 0


# 'make check' tells how it compiled. src/enc/enc_call.c counts on 512 bytes for each
# container that it does not check.
COMPILED_BY = os.environ.get("JSONDE_COMPILED_BY", "gcc -g -O2")
IS_DEFAULT = COMPILED_BY == "gcc -g -O2" and platform.machine() == "x86_64"
LEVEL = 256 if IS_DEFAULT and sys.maxsize > 2**32 else 512
STEP = 32  # containers between two checks


@pytest.mark.skipif(FALLBACK, reason="CPython counts its levels")
@pytest.mark.parametrize(
    "name", [n for n in small_stacks.NESTED if n not in small_stacks.BY_ANOTHER_VALUE]
)
def test_bytes_of_a_level(name):
    """The C stack of one nested container, by the depths that two stacks take. They
    are known to within STEP levels."""
    sizes = (96, 224)
    found = []
    for kilobytes in sizes:
        call = f"small_stacks.in_thread({kilobytes}, small_stacks.print_deepest, {name!r})"
        told = run_in_child(call)
        if told == "no thread\n":
            pytest.skip("CPython needs a larger stack")
        found.append([int(word) for word in told.split()])
    for less, more in zip(*found):
        at_least = 1024 * (sizes[1] - sizes[0]) / (more - less + STEP)
        assert more == small_stacks.MOST or at_least <= LEVEL, (less, more)


def test_the_main_thread_has_room():
    """A value that a small stack may refuse fits on a normal one."""
    for name in small_stacks.NESTED:
        depth = 253 if name in small_stacks.BY_ANOTHER_VALUE else 1023
        right, refused = small_stacks.count_all(name, depth)
        assert (right, refused) == (small_stacks.CALLS, 0), name
    assert threading.stack_size() == 0
    assert jsonde.dumps([]) == b"[]" and sys.getrecursionlimit() >= 1000

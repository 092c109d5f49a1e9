# SPDX-License-Identifier: MIT
"""The str, int, float and dict objects of loads() behave like CPython's, however
they were made."""

import copy
import gc
import json
import pickle
import sys
import weakref

import pytest
from conftest import FREE_THREADED, child_output
from jsonde import loads

tracemalloc = pytest.importorskip("tracemalloc", reason="PyPy has none")

STRINGS = [
    "a" * n for n in (2, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 30, 31, 32, 33)
] + ["x" * 100, "x" * 511, "x" * 5000]
STRINGS += [
    character * n
    for character in ("\xe9", "\u4e2d", "\U0001f600", "a\u4e2d")
    for n in (1, 2, 3, 15, 16, 40, 300)
]
INTEGERS = [
    sign * value
    for sign in (1, -1)
    for value in (0, 1, 5, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097)
    + tuple(2**n + d for n in (29, 30, 31, 59, 60, 61, 62) for d in (-1, 0, 1))
] + [2**63 - 1, -(2**63), 2**63, 2**64 - 1]
FLOATS = [0.5, -0.5, 1.5e300, 5e-324, -0.0, 0.1, 1e22, 123456.789]
ALL = STRINGS + INTEGERS + FLOATS


def made(value):
    """Returns the value as loads() makes it, beside other values, so that it is not
    shared."""
    text = json.dumps([value, {"k": value}])
    results = [loads(form) for form in (text, text.encode()) for _ in range(2)]
    first = results[0][0]
    assert all(r == [value, {"k": value}] for r in results)
    return first


@pytest.mark.parametrize("value", ALL, ids=lambda v: repr(v)[:30])
def test_is_ordinary(value):
    new = made(value)
    assert type(new) is type(value)
    assert repr(new) == repr(value)
    assert hash(new) == hash(value)
    assert {value: 1}[new] == 1
    assert sys.getsizeof(new) == sys.getsizeof(copy_of(value))
    assert pickle.loads(pickle.dumps(new)) == value
    assert copy.deepcopy(new) == value
    assert not gc.is_tracked(new)


def copy_of(value):
    """Returns an equal object that CPython made."""
    if isinstance(value, str):
        return "".join(list(value))
    return type(value)(repr(value))


@pytest.mark.parametrize("text", STRINGS[:12])
def test_strings_are_used_like_others(text):
    new = made(text)
    assert sys.intern(new) == text
    assert new + "!" == text + "!"
    grown = new
    grown += "b" * 40  # CPython may resize it in place
    assert grown == text + "b" * 40 and new == text
    assert new.encode() == text.encode()
    assert getattr(type("T", (), {new: 1}), new) == 1
    assert new[1:] == text[1:] and new.upper() == text.upper()


@pytest.mark.parametrize("value", INTEGERS)
def test_integers_are_used_like_others(value):
    new = made(value)
    assert new + 1 == value + 1 and new * new == value * value
    assert -new == -value and abs(new) == abs(value)
    assert new.bit_length() == value.bit_length()
    assert int.to_bytes(new, 9, "big", signed=True) == int.to_bytes(
        value, 9, "big", signed=True
    )
    assert list(range(0, new, new // 2))[:1] == [0] if new > 1 else True


def test_reference_counts():
    text = '["abcdef",123456789,1.25,{"a":1},[],"%s"]' % ("x" * 50)
    for _ in range(3):
        new, expected = loads(text), json.loads(text)
        assert [sys.getrefcount(o) for o in new] == [
            sys.getrefcount(o) for o in expected
        ]


def test_tracemalloc_sees_them():
    """tracemalloc sees the memory of each object."""
    text = json.dumps([[f"text {i:06}", i + 10**6, i + 0.5] for i in range(5000)])
    loads(text)
    tracemalloc.start()
    value = loads(text)
    seen = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    least = sum(
        sys.getsizeof(o) for row in value for o in (row, *row)
    )
    assert seen >= least * 0.95


def test_freed_memory_comes_back():
    program = """
import resource
from jsonde import loads
text = "[%s]" % ",".join('["text %d",%d,%d.5,{"a":%d}]' % (i, i + 10**6, i, i)
                          for i in range(3000))
for _ in range(20):
    loads(text)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(200):
    loads(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    assert int(child_output(program)) < 2048  # KiB


@pytest.mark.skipif(
    FREE_THREADED, reason="a free-threaded build has one allocator"
)
@pytest.mark.parametrize("allocator", ["malloc", "debug", "malloc_debug"])
def test_other_allocators(allocator):
    program = """
import json, os, sys
if os.environ.get("PYTHONMALLOC") != sys.argv[1]:
    os.environ["PYTHONMALLOC"] = sys.argv[1]
    os.execv(sys.executable, [sys.executable, "-c", sys.argv[2], *sys.argv[1:]])
from jsonde import dumps, loads
value = [{"n" + "x" * (i % 60): "y" * (i % 70), "i": i * 10**8, "f": i / 7}
         for i in range(500)]
text = json.dumps(value)
for _ in range(5):
    new = loads(text)
    assert new == value and json.loads(dumps(new)) == value
    keep = [k + "z" for row in new for k in row]
print("done")
"""
    assert child_output(program, allocator, program) == "done\n"


def test_templates_are_for_nobody_else():
    """Nobody can find and change the dicts that are copied."""
    rows = ",".join('{"ours":%d,"only here":[1]}' % (i % 2) for i in range(60))
    flat = ",".join('{"so are":%d,"these":2}' % (i % 2) for i in range(60))
    for _ in range(5):
        made = loads(f"[{rows}]") + loads(f"[{flat}]")
    known = {id(d) for d in made}
    assert not [
        d
        for d in gc.get_objects()
        if type(d) is dict
        and id(d) not in known
        and set(d) in ({"ours", "only here"}, {"so are", "these"})
    ]
    for made_one, keys in (made[-1], ["so are", "these"]), (
        made[0],
        ["ours", "only here"],
    ):
        alike = {key: made_one[key] for key in keys}
        assert gc.is_tracked(made_one) == gc.is_tracked(alike)


def test_cycles_through_copies_are_found():
    made = loads("[" + ",".join(['{"one":1,"two":2}'] * 40) + "]")[-1]
    made["one"] = made
    holder = type("Holder", (), {})()
    gone = weakref.ref(holder)
    made["two"] = holder
    del made, holder
    gc.collect()
    assert gone() is None

# SPDX-License-Identifier: MIT
"""The shape cache of the decoder: each document is decoded correctly, whatever came
before."""

import gc
import json
import random

import jsonde
import pytest
from conftest import (
    PUBLIC,
    SANITIZER,
    by_profile,
    child_output,
    exact,
    outcome,
)
from hypothesis import given
from hypothesis import strategies as st
from jsonde import dumps, loads

MAKES = jsonde.layout()["capabilities"]["grow-list"] == "direct"

LENGTHS = [0, 1, 2, 7, 8, 15, 16, 30, 31, 32, 33, 39, 40, 41, 62, 63, 64, 65]
LENGTHS += [100, 1000]


def check(text):
    """Decodes each form three times: with new shapes, then with known ones."""
    want = exact(json.loads(text))
    data = text.encode()
    part = memoryview(b"##" + data + b'":1}')[2 : 2 + len(data)]
    for _ in range(3):
        for form in (text, data, part):
            agrees = exact(loads(form)) == want
            assert agrees, (text[:1000], loads(form))


def pairs(*members):
    """Returns an object with these keys, which may contain duplicates."""
    return "{%s}" % ",".join(
        f"{json.dumps(key, ensure_ascii=False)}:{value}"
        for key, value in members
    )


@pytest.mark.parametrize("length", LENGTHS)
def test_key_of_any_length(length):
    check(pairs(("k" * length, 1), ("a", 2), ("x" + "k" * length, 3)))


@pytest.mark.parametrize("length", LENGTHS)
def test_keys_that_differ_at_the_end(length):
    keys = ["k" * length + end for end in ("", "a", "b", "ab", "\xe9", "\\")]
    for order in (keys, keys[::-1]):
        check(pairs(*((key, i) for i, key in enumerate(order))))


def test_keys_twice():
    for _ in range(3):
        check('{"a":1,"a":2}')
        check('{"a":1,"b":2,"a":3}')
        check('{"a":[],"b":2,"c":{},"b":{"a":1,"a":2},"d":4}')
        check('{"a":{"a":{"a":1,"b":2},"b":3},"b":4}')


def test_what_looks_alike_in_other_forms():
    """Keys as UTF-8 and Latin-1, with units whose low byte is a letter, and with
    escapes."""
    for key in ("\xe9", "\xc3\xa9", "a", "\u0161", "\u0661", "\U00010061"):
        check(pairs((key, 1)))
        check(pairs((key, 1), ("\U0001f600", 2)))
        check(pairs((key, 1), ("\u20ac", 2)))
        check('{%s:1, "%s":2}' % (json.dumps(key), "\xff"))


def test_spaces_wherever_they_may_be():
    for space in ("", " ", "  ", "\n", "\r\n\t ", " " * 31, " " * 32, " " * 90):
        text = '{"a":1,"b":{"c":[1,{"a":2}],"d":{}},"e":[]}'
        for mark in '{}[],:':
            text = text.replace(mark, space + mark + space)
        check(text)


def test_objects_in_place_of_each_other():
    rows = ['{"a":1,"b":2}', '{"b":1,"a":2}', '{"a":1}', "{}", "[]", "1"]
    rows += ['{"a":1,"b":2,"c":3}', '{"a":{"b":1}}', '{"b":[{"a":1}]}']
    numbers = random.Random(5)
    for _ in range(50):
        some = [numbers.choice(rows) for _ in range(numbers.randrange(20))]
        check('{"rows":[%s],"map":%s}' % (",".join(some), pairs(*zip("xyzxy", some))))


@pytest.mark.parametrize("count", [126, 127, 128, 129, 130, 1000, 5000])
def test_many_members(count):
    check(pairs(*((f"key{i}", i) for i in range(count))))
    check(pairs(*((f"key{i}", f'{{"a":[],"b":{i}}}') for i in range(count))))


def test_more_shapes_than_are_kept():
    for start in range(0, 40000, 4000):
        rows = (pairs((f"k{i}", i), (f"l{i}", "[]")) for i in range(start, start + 4000))
        check("[%s]" % ",".join(rows))
    check('{"a":1,"b":[]}')


def test_shapes_take_bounded_memory():
    program = """
import resource, sys
from jsonde import loads
def text(i):
    keys = ['"%d_%d_%s":' % (i, k, "x" * 40) for k in range(60)]
    rows = ("{%s%d}" % (("%d," % j).join(keys), j) for j in range(60))
    return "[%s]" % ",".join(rows)
for i in range(30):
    loads(text(i))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for i in range(30, 300):
    loads(text(i))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    assert int(child_output(program)) < 8 * 1024  # KiB


KEYS = st.text(max_size=70) | st.sampled_from(["a", "b", "id", "\xe9"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=40,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_any_document(value, ascii_only, indent):
    check(json.dumps(value, ensure_ascii=ascii_only, indent=indent))


@given(st.lists(VALUES, max_size=4), st.integers(0, 2**32))
def test_broken_documents(values, seed):
    numbers = random.Random(seed)
    text = json.dumps(values, ensure_ascii=False)
    for _ in range(5):
        at = numbers.randrange(len(text) + 1)
        broken = text[:at] + numbers.choice(['"', "}", ",", ":", ""])
        data = broken.encode()
        want = outcome(loads, broken)
        whole = memoryview(data + text[at:].encode())
        assert outcome(loads, data) == want
        assert outcome(loads, whole[: len(data)]) == want


def test_every_value_is_of_its_document():
    """A copied dict shares nothing with the original."""
    text = '[{"a":1,"b":null},{"a":[],"b":"x"},{"a":1,"b":null}]'
    loads(text)
    first, second = loads(text), loads(text)
    first[0]["c"] = first[0]["a"] = 5
    first[1]["a"].append(1)
    del first[2]["b"]
    assert second == json.loads(text) == loads(text)


def test_the_collector_sees_dicts_with_containers():
    for text in ('{"a":1,"b":[]}', '{"a":{},"b":2}', '[{"a":1,"b":{"c":[]}}]'):
        for _ in range(4):
            value = loads(text)
            found = [o for o in walk(value) if isinstance(o, dict)]
            for o in found:
                inside = any(isinstance(v, (dict, list)) for v in o.values())
                assert gc.is_tracked(o) or not inside


def walk(value):
    """Yields a value and all values in it."""
    yield value
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from walk(item)


def test_cycles_through_copied_dicts_are_freed():
    class Witness:
        alive = 0

        def __init__(self):
            Witness.alive += 1

        def __del__(self):
            Witness.alive -= 1

    for text in ('{"a":1,"b":2}', '{"a":1,"b":[]}'):
        for _ in range(4):
            value = loads(text)
            value["me"], value["witness"] = value, Witness()
            del value
    gc.collect()
    assert Witness.alive == 0


def test_none_keeps_its_count():
    import sys

    text = '[%s]' % ",".join(['{"a":null,"b":1,"c":null}'] * 200)
    loads(text)
    before = sys.getrefcount(None)
    for _ in range(50):
        loads(text)
    assert abs(sys.getrefcount(None) - before) < 100


def test_nothing_leaks():
    import tracemalloc  # PyPy has none

    text = json.dumps([{"a": i, "b": [i], f"k{i % 30}": {}} for i in range(90)])
    for _ in range(3):
        loads(text)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(200):
        loads(text)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 40000


def test_dumps_of_what_was_copied():
    text = '[{"a":1,"b":"x"},{"a":2,"b":"y"},{"a":3,"b":[]}]'
    for _ in range(3):
        assert dumps(loads(text)).decode() == text


PEAK = """
import json, sys
from jsonde import loads

def status(name):
    with open("/proc/self/status") as lines:
        return next(int(l.split()[1]) for l in lines if l.startswith(name))

text = eval(sys.argv[1])
loads("[[1],{}]")
with open("/proc/self/clear_refs", "w") as refs:
    refs.write("5")
value = loads(text)
above = (status("VmHWM") - status("VmRSS")) * 1024
assert value == json.loads(text)
print(above * 100 // len(text))
"""

# A sanitizer copies each resized block and delays each free, so the size of the
# process says nothing. There the test counts what Python requested, which includes
# up to a third of spare room in lists.
TRACED = """
import json, sys, tracemalloc
from jsonde import loads

text = eval(sys.argv[1])
loads("[[1],{}]")
tracemalloc.start()
value = loads(text)
now, peak = tracemalloc.get_traced_memory()
tracemalloc.stop()
assert value == json.loads(text)
many = value if isinstance(value, list) else value["a"]
print((peak - now - sys.getsizeof(many) // 3) * 100 // len(text))
"""


@pytest.mark.skipif(PUBLIC, reason="lists are made at once there")
@pytest.mark.skipif(not MAKES, reason="so they are on this build")
@pytest.mark.parametrize(
    "text",
    [
        "'[' + ','.join(['[1]'] * 3 * 10**5) + ']'",
        "'[' + ','.join(['1'] * 10**6) + ']'",
        "'[' + ','.join(['{\"a\":[[],[2]]}'] * 6 * 10**4) + ']'",
        "'{\"a\":[' + ','.join(['[1,[2]]'] * 2 * 10**5) + '],\"b\":3}'",
    ],
)
def test_peak_is_below_a_tenth_of_the_text(text):
    program = TRACED if SANITIZER else PEAK
    assert int(child_output(program, text)) < 10  # percent


MANY = [
    (inner, count)
    for inner in ("[7]", "[[],[8]]", '{"k":[9]}')
    for count in by_profile((500, 4095, 4096, 4097, 9000, 30000), (500, 4095, 4097))
]
MANY += [
    ("[" * 20 + "]" * 20, count)
    for count in by_profile((500, 4095, 4096, 4097, 9000), (500, 4096))
]


@pytest.mark.parametrize("inner, count", MANY)
def test_many_items_with_open_ones_inside(inner, count):
    check("[0,[%s],5]" % ",".join([inner] * count))
    check('{"a":[1,[%s,[%s]]]}' % (",".join([inner] * count), ",".join("1" * count)))

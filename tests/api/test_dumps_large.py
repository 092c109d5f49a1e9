# SPDX-License-Identifier: MIT
"""dumps(): results of each size, in each order of sizes. A small result never keeps
a large block."""

import json
import sys

import pytest
from conftest import by_profile, said
from jsonde import JSONEncodeError, OPT_APPEND_NEWLINE, dumps

SCRATCH = 8192
SIZES = [
    *range(SCRATCH - 200, SCRATCH + 80),
    *(2**k + d for k in range(12, 21) for d in (-65, -1, 0, 1, 63)),
    3_000_000,
]


def has_its_own_size(data):
    return sys.getsizeof(data) == sys.getsizeof(b"") + len(data)


def of_size(n, item):
    """Returns a list whose JSON has n bytes, mostly of such items."""
    text = json.dumps(item, separators=(",", ":"))
    count = max(0, (n - 60) // (len(text) + 1))
    rest = n - 2 - count * (len(text) + 1)
    return [item] * count + ["x" * (rest - 2)]


ITEMS = [1, 123456789, 2.5, 0.1 + 0.2, None, "ab", [], {}, [1], {"a": 1}]
ITEMS += [{"key": {"key": {"key": []}}}, [[[[[[1]]]]]], "a" * 31, "a" * 40]


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_every_size(item):
    for n in SIZES:
        data = dumps(of_size(n, item))
        assert len(data) == n and has_its_own_size(data)
    value = of_size(10000, item)
    assert json.loads(dumps(value)) == value


def test_one_string_of_every_size():
    for n in SIZES:
        for plain in ("a", "\xe9", "\u4e2d", "\U0001f600", "\n"):
            text = plain * (n // 3)
            data = dumps(text)
            assert has_its_own_size(data)
            assert data == json.dumps(text, ensure_ascii=False).encode()


@pytest.mark.parametrize("closing", [1, 100, 254, 1024])
def test_many_brackets_at_the_end(closing):
    value = 1
    for _ in range(closing):
        value = [value]
    for n in (*range(SCRATCH - 600, SCRATCH + 40), 2**16):
        data = dumps(["x" * n, *value])
        assert data == b'["%s",%s]' % (
            b"x" * n,
            b"[" * (closing - 1) + b"1" + b"]" * (closing - 1),
        )


def test_newline_at_every_size():
    for n in range(SCRATCH - 200, SCRATCH + 40):
        for value in ("x" * n, ["x" * n, 1], [1] * (n // 2)):
            data = dumps(value, option=OPT_APPEND_NEWLINE)
            assert data == dumps(value) + b"\n" and has_its_own_size(data)


def test_large_and_small_take_turns():
    """The size of the last result makes no difference."""
    large, middle, small = ["x" * 100] * 50000, [1] * 5000, [1] * 10
    for value in (large, small, middle, large, middle, middle, small, large):
        for _ in range(3):
            data = dumps(value)
            assert json.loads(data) == value and has_its_own_size(data)


def test_moved_as_it_grows():
    """Results of 32 MiB and more are whole mappings."""
    for megabytes in by_profile((31, 32, 33, 64, 70, 150), (31, 33, 70)):
        text = b"x" * 1_000_000
        value = [text.decode()] * megabytes
        data = dumps(value)
        assert has_its_own_size(data)
        assert data == b'["%s"]' % b'","'.join([text] * megabytes)


def test_many_kept():
    kept = [dumps({"id": i, "name": f"user {i}"}) for i in range(20000)]
    kept += [dumps(["x" * 500] * 20) for i in range(200)]
    assert all(map(has_its_own_size, kept))
    assert json.loads(kept[77]) == {"id": 77, "name": "user 77"}


class Thing:
    pass


def test_hooks_in_large_results():
    """default() calls dumps() itself, with large results."""
    seen = []

    def default(o):
        seen.append(len(dumps(["y" * 5000] * 10)))
        return {"made": ["x" * 3000, len(seen)]}

    value = [[Thing(), 1], {"a": Thing(), "b": 2}] * 20
    data = dumps(value, default)
    made = json.loads(data)
    assert len(seen) == 40 and has_its_own_size(data)
    assert made[39] == {"a": {"made": ["x" * 3000, 40]}, "b": 2}


def test_failure_in_a_large_result():
    value = ["x" * 1000] * 1000
    for _ in range(20):
        with pytest.raises(JSONEncodeError):
            dumps([value, Thing()])
    assert json.loads(dumps(value)) == value


@pytest.mark.parametrize("empty", [[], {}, ()], ids=str)
def test_an_empty_container_is_one_too(empty):
    value = empty
    for _ in range(1023):
        value = [value]
    assert dumps(value).strip(b"[]") in (b"", b"{}")
    for deeper in ([value], {"a": value}, (value,)):
        with pytest.raises(JSONEncodeError, match=said("Recursion limit reached")):
            dumps(deeper)


def test_tiny_results():
    for value in (None, True, False, "", [], {}, (), 1, "a", [1], 12345, 1.5):
        for option in (None, OPT_APPEND_NEWLINE):
            data = dumps(value, option=option)
            assert json.loads(data) == (list(value) if value == () else value)
            assert has_its_own_size(data) and type(data) is bytes

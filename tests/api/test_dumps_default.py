# SPDX-License-Identifier: MIT
"""default() changes the objects that are being encoded. The result is correct or a
JSONEncodeError, and never a crash."""

import gc
import json
import weakref

import jsonde
import pytest
from conftest import by_profile, plain
from jsonde import JSONEncodeError, dumps

CHANGED = "dict changed its size while it was being encoded"


class Thing:
    pass


def hook(action, made="x"):
    """A default() that calls act() and then reuses freed memory."""

    def default(o):
        action()
        gc.collect()
        junk = [bytes(n) for n in range(0, 600, 8)]
        del junk
        return made

    return default


def repeat(test):
    """Makes new objects and repeats the test, so that memory is reused in other
    ways."""

    def repeated(*arguments):
        for _ in range(by_profile(20, 5)):
            test(*arguments)

    repeated.__doc__ = test.__doc__
    return repeated


def texts(n):
    return [f"text number {i} \u20ac" for i in range(n)]


# --------------------------------------------------------- a list that changes

LISTS = {
    # name: a change of the list [Thing, 1, "a"], and its result
    "nothing": (lambda v: None, b'["x",1,"a"]'),
    "clear": (lambda v: v.clear(), b'["x"]'),
    "pop": (lambda v: v.pop(), b'["x",1]'),
    "shrink to one": (lambda v: v.__delitem__(slice(1, None)), b'["x"]'),
    "delete first": (lambda v: v.__delitem__(0), b'["x","a"]'),
    "append": (lambda v: v.append([2]), b'["x",1,"a",[2]]'),
    "grow": (
        lambda v: v.extend(range(10000)),
        b'["x",1,"a",%s]' % b",".join(b"%d" % i for i in range(10000)),
    ),
    "replace": (lambda v: v.__setitem__(slice(None), [0, 8]), b'["x",8]'),
    "clear, refill": (
        lambda v: (v.clear(), v.extend(texts(3))),
        b'["x",%s,%s]'
        % tuple(
            json.dumps(t, ensure_ascii=False).encode() for t in texts(3)[1:]
        ),
    ),
    "sort": (lambda v: v.sort(key=str, reverse=True), None),
    "reverse": (lambda v: v.reverse(), b'["x",1,"x"]'),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", [list, type("List", (list,), {})])
def test_list(name, kind):
    action, expected = LISTS[name]
    for _ in range(20):
        value = kind([Thing(), 1, "a"])
        once = []

        def act():
            if not once:
                once.append(1)
                action(value)

        got = dumps(value, hook(act))
        assert expected is None or got == expected
        json.loads(got)


@repeat
def test_long_list_cleared_in_the_middle():
    value = texts(1000)
    value[500] = Thing()
    got = dumps([value, value], hook(value.clear))
    assert json.loads(got) == [texts(500) + ["x"], []]


# --------------------------------------------------------- a dict that changes

DICTS = {
    "nothing": (lambda d: None, b'{"a":"x","b":1}'),
    "clear": (lambda d: d.clear(), CHANGED),
    "delete next": (lambda d: d.pop("b"), CHANGED),
    "delete this": (lambda d: d.pop("a"), CHANGED),
    "add": (lambda d: d.update(c=1), CHANGED),
    "add many": (lambda d: d.update(dict.fromkeys(texts(99))), CHANGED),
    "replace next": (lambda d: d.update(b=texts(1)), None),
    "replace this": (lambda d: d.update(a=2), b'{"a":"x","b":1}'),
    "delete and add": (lambda d: (d.pop("b"), d.update(c=2)), None),
    "refill": (lambda d: (d.clear(), d.update(zip("yz", "yz"))), None),
    "refill, int keys": (lambda d: (d.clear(), d.update({1: 2, 3: 4})), None),
    "refill, more": (
        lambda d: (d.clear(), d.update(zip("xyz", "xyz"))),
        CHANGED,
    ),
}


def split_table():
    """A dict whose keys table is shared with another dict."""
    first, second = Thing(), Thing()
    first.a, first.b = 1, 2
    second.a, second.b = Thing(), 1
    return second.__dict__


def mixed_table():
    """A dict with a general table and a deleted entry."""
    value = {0: 0, "a": Thing(), "b": 1}
    del value[0]
    return value


TABLES = {
    "plain": lambda: {"a": Thing(), "b": 1},
    "split": split_table,
    "general": mixed_table,
    "subclass": lambda: type("Dict", (dict,), {})(a=Thing(), b=1),
}


@pytest.mark.parametrize("name", DICTS)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("wrap", [lambda d: d, lambda d: [{"k": (d,)}]])
def test_dict(name, table, wrap):
    action, expected = DICTS[name]
    for _ in range(20):
        value = TABLES[table]()
        try:
            got = dumps(wrap(value), hook(lambda: action(value)))
        except JSONEncodeError as error:
            assert plain(error) in (CHANGED, "Dict key must be str")
            assert expected in (None, CHANGED)
            continue
        assert expected in (None, got) or got == dumps(
            wrap(json.loads(expected))
        )
        json.loads(got)


@repeat
def test_big_dict_emptied_value_by_value():
    value = dict.fromkeys(texts(100), Thing())
    with pytest.raises(JSONEncodeError, match=CHANGED):
        dumps(value, hook(value.popitem))


# ----------------------------------------------------- references that go away


@repeat
def test_last_reference_to_the_parents():
    inner = [Thing(), texts(2)]
    middle = {"k": (inner, 1)}
    outer = [middle]
    refs = [inner, middle]
    del inner, middle

    def drop():
        outer.clear()
        refs.clear()

    expected = json.dumps(
        [{"k": [["x", texts(2)], 1]}],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert dumps(outer, hook(drop)) == expected.encode()
    assert outer == []


@repeat
def test_last_reference_to_the_object_itself():
    class Seen:
        pass

    value = [Seen()]
    ref = weakref.ref(value[0])
    assert dumps(value, hook(value.clear)) == b'["x"]'
    gc.collect()
    assert ref() is None


@repeat
def test_last_reference_dropped_by_an_exception():
    value = [[Thing(), 1]]

    def drop():
        value.clear()
        raise ValueError

    with pytest.raises(JSONEncodeError, match="not JSON serializable: Thing"):
        dumps(value, hook(drop))


@repeat
def test_result_of_default_changes_too():
    made = [Thing(), Thing(), 5]
    stack = [made]

    def default(o):
        if stack:
            return stack.pop()
        made.clear()
        gc.collect()
        return "y"

    assert dumps({"a": Thing(), "b": 1}, default) == b'{"a":["y"],"b":1}'


# ----------------------------------------------------------------- re-entrance


@repeat
def test_reentrance():
    text = '[1, {"a": "\u20ac\\n"}, %s]' % ("[" * 50 + "]" * 50)

    def default(o):
        inner = dumps([o.value, "\u20ac" * 5000], lambda v: repr(v))
        return [jsonde.loads(text), jsonde.loads(inner), json.loads(inner)]

    thing = Thing()
    thing.value = 1j
    inner = ["1j", "\u20ac" * 5000]
    got = json.loads(dumps([thing, {"k": thing}], default))
    assert got[0] == got[1]["k"] == [json.loads(text), inner, inner]


def test_reentrance_with_itself():
    depth = []

    def default(o):
        depth.append(o)
        if len(depth) < 20:
            return dumps([o, "x" * 9000], default).decode()
        return "end"

    assert len(dumps([Thing()], default)) > 20 * 9000


def test_errors_inside_are_the_cause():
    def default(o):
        return dumps(2**64)

    with pytest.raises(JSONEncodeError, match="serializable: Thing") as caught:
        dumps(Thing(), default)
    assert "64-bit" in str(caught.value.__cause__)

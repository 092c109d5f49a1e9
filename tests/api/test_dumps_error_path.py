# SPDX-License-Identifier: MIT
"""JSONEncodeError.path: a JSON Pointer to the failing value, for each container and
each kind of failure."""

import collections
import copy
import dataclasses
import datetime as dt
import enum
import pickle
import sys
import traceback
import types
import typing

import jsonde
import pytest
from conftest import options, plain
from jsonde import JSONEncodeError, dumps

NOTES = sys.version_info >= (3, 11)


class Thing:
    pass


@dataclasses.dataclass
class Plain:
    a: typing.Any
    b: typing.Any = 0


@dataclasses.dataclass
class Slots:
    __slots__ = ("a", "b")
    a: typing.Any
    b: typing.Any


@dataclasses.dataclass
class Named:
    a: typing.Any = dataclasses.field(metadata={"jsonde": {"name": "x/y"}})


class Holder(enum.Enum):
    A = {"v": [0, Thing()]}
    SAME = 1

    @property
    def value(self):
        return self if self._value_ == 1 else self._value_


class Pair(typing.NamedTuple):
    x: typing.Any
    y: typing.Any


def slotless():
    value = Slots(1, 2)
    del value.b
    return value


def deep(n):
    value = []
    for _ in range(n):
        value = [value]
    return value


def broken():
    yield 1
    yield 2
    raise ValueError("why")


class Zone(dt.tzinfo):
    def utcoffset(self, when):
        raise ValueError("why")


LIST = "SERIALIZE_COLLECTIONS"
REFUSED = "Type is not JSON serializable: Thing"
DEEP = "Recursion limit reached"
SURROGATE = "str is not valid UTF-8: surrogates not allowed"
KEY = "Dict key must be str"
BAD_KEY = "Dict key must a type serializable with OPT_NON_STR_KEYS"
READ = "an attribute cannot be read"

# Failing values: (function that makes it, options, message, path inside of it).
FAILURES = {
    "type": (Thing, "", REFUSED, ""),
    "class": (lambda: Thing, "", "Type is not JSON serializable: type", ""),
    "surrogate": (lambda: "\ud800", "", SURROGATE, ""),
    "long surrogate": (lambda: "\u20ac" * 999 + "\udc00", "", SURROGATE, ""),
    "big": (lambda: 2**64, "", "Integer exceeds 64-bit range", ""),
    "strict": (
        lambda: 2**53,
        "STRICT_INTEGER",
        "Integer exceeds 53-bit range",
        "",
    ),
    "nan": (
        lambda: float("nan"),
        "NAN_ERROR",
        "NaN and infinities are not JSON",
        "",
    ),
    "deep": (lambda: deep(1100), "", DEEP, None),
    "key": (lambda: {"a": 1, 2: 3}, "", KEY, ""),
    "key of a type": (lambda: {(): 3}, "NON_STR_KEYS", BAD_KEY, ""),
    "key with surrogate": (lambda: {"\ud800": 3}, "", SURROGATE, "/\ud800"),
    "time": (
        lambda: dt.time(1, tzinfo=dt.timezone.utc),
        "",
        "datetime.time must not have tzinfo set",
        "",
    ),
    "tzinfo": (
        lambda: dt.datetime(2000, 1, 2, tzinfo=Zone()),
        "",
        "the tzinfo of a datetime has failed",
        "",
    ),
    "utf-8": (
        lambda: b"\xff",
        "BYTES_UTF8",
        "bytes are not valid UTF-8",
        "",
    ),
    "enum": (lambda: Holder.A, "", REFUSED, "/v/1"),
    "enum of itself": (lambda: Holder.SAME, "", DEEP, ""),
    "attributes": (lambda: Plain(1, [Thing()]), "", REFUSED, "/b/0"),
    "slots": (lambda: Slots(1, [Thing()]), "", REFUSED, "/b/0"),
    "no slot": (slotless, "", READ, "/b"),
    "renamed": (lambda: Named(Thing()), "", REFUSED, "/x~1y"),
    "iterator": (broken, LIST, "an iterator has failed", "/2"),
    "set": (lambda: {Thing()}, LIST, REFUSED, "/0"),
    "deque": (
        lambda: collections.deque([1, {"a": Thing()}]),
        LIST,
        REFUSED,
        "/1/a",
    ),
    "mapping": (
        lambda: types.MappingProxyType({"a": 1, "b": Thing()}),
        LIST,
        REFUSED,
        "/b",
    ),
    "named tuple": (
        lambda: Pair(1, [Thing()]),
        "SERIALIZE_NAMEDTUPLE",
        REFUSED,
        "/y/0",
    ),
    "odd key": (
        lambda: {2.5: {dt.date(2000, 1, 2): [1, Thing()]}},
        "NON_STR_KEYS",
        REFUSED,
        "/2.5/2000-01-02/1",
    ),
}

WRAPS = {
    "": lambda v: v,
    "/0": lambda v: [v],
    "/2": lambda v: [[], {}, v, 1],
    "/1": lambda v: (0, v),
    "/k": lambda v: {"a": [], "k": v, "z": 1},
    "/a~1b~0c~01": lambda v: {"a/b~c~1": v},
    "/": lambda v: {"": v},
    "/\u20ac\U0001f600": lambda v: {"\u20ac\U0001f600": v},
    "/k/1/a/0": lambda v: {"k": [None, Plain((v,))]},
    "/a/b": lambda v: Slots({"b": v}, 1),
    "/v/a": lambda v: {"v": {"z": [{}], "a": v}},
}


def check(error, path, message):
    assert plain(error) == message and error.path == path
    assert (f" (at {path})" in str(error)) == (not NOTES and path != "")
    if NOTES:
        notes = [f"at {path}"] if path else []
        assert getattr(error, "__notes__", []) == notes


def fails(*arguments, call=dumps):
    with pytest.raises(JSONEncodeError) as caught:
        call(*arguments)
    return caught.value


@pytest.mark.parametrize("style", ["", "INDENT_2", "SORT_KEYS", "SKIP_NONE"])
@pytest.mark.parametrize("name", FAILURES)
def test_path(name, style):
    make, names, message, inside = FAILURES[name]
    option = options(f"{names} {style}")
    for outside, wrap in WRAPS.items():
        error = fails(wrap(make()), None, option)
        if inside is None:
            assert error.path.startswith(outside + "/0/0")
            assert error.path.count("/") == 1024
            continue
        check(error, outside + inside, message)
        check(
            fails(wrap(make()), None, option, call=jsonde.dumps_str),
            outside + inside,
            message,
        )
        # Does the same with the value as the result of default().
        if not message.startswith("Type is not"):
            error = fails([Thing()], lambda o: wrap(make()), option)
            check(error, "/0" + outside + inside, message)


def test_path_with_canonical():
    option = options("CANONICAL")
    error = fails({"b": [Thing()], "a": 1}, None, option)
    check(error, "/b/0", REFUSED)
    check(fails([Slots(Thing(), 1)], None, option), "/0/a", REFUSED)
    check(fails([slotless()], None, option), "/0/b", READ)


def test_path_of_default():
    """default() that fails, and default() that is called too often."""

    def fail(o):
        raise ValueError("why")

    check(fails({"a": [1, Thing()]}, fail), "/a/1", REFUSED)
    error = fails({"a": [1, Thing()]}, lambda o: o)
    check(error, "/a/1", "default serializer exceeds recursion limit")
    error = fails([Thing()], lambda o: {"x": [2, 2**64]})
    check(error, "/0/x/1", "Integer exceeds 64-bit range")


def test_inner_error_keeps_its_path():
    def default(o):
        return dumps({"inner": [o, 2**64]}, repr)

    error = fails({"outer": [0, Thing()]}, default)
    check(error, "/outer/1", REFUSED)
    inner = "Integer exceeds 64-bit range"
    check(error.__cause__, "/inner/1", inner)


def test_long_lists():
    for n in (63, 64, 1000, 100000):
        value = {"k": [1] * n + [Thing()] + [2]}
        check(fails(value), f"/k/{n}", REFUSED)
        check(fails(iter(value["k"]), None, options(LIST)), f"/{n}", REFUSED)


def test_dict_that_changes():
    value = {"a": {"b": Thing(), "c": 1}}
    error = fails(value, lambda o: value["a"].clear())
    message = "dict changed its size while it was being encoded"
    check(error, "/a", message)


def test_no_path():
    assert JSONEncodeError("x").path == "" == JSONEncodeError.path
    check(fails(1, None, 1 << 15), "", str(fails(1, None, 1 << 15)))
    check(fails(1, None, "x"), "", "option must be an int or None")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_and_copy(protocol):
    error = fails({"a": [Thing()]})
    for again in (
        pickle.loads(pickle.dumps(error, protocol)),
        copy.copy(error),
        copy.deepcopy(error),
    ):
        assert type(again) is JSONEncodeError
        check(again, "/a/0", REFUSED)


@pytest.mark.skipif(not NOTES, reason="exceptions have no notes before 3.11")
def test_note_is_shown():
    error = fails({"a": [Thing()]})
    shown = "".join(traceback.format_exception(error))
    assert shown.endswith(f"JSONEncodeError: {REFUSED}\nat /a/0\n")

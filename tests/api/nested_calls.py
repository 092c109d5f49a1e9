# SPDX-License-Identifier: MIT
"""Endless nested calls of dumps(), for test_cstack.py."""

import dataclasses
import datetime as dt
import enum
import sys
from collections import abc

import jsonde
import small_stacks

COLLECTIONS = jsonde.OPT_SERIALIZE_COLLECTIONS
SERIALIZE_BUFFER = jsonde.OPT_SERIALIZE_BUFFER

# Each function makes a value whose encoding calls again(), which encodes it again.


class Plain:
    pass


def by_default(again):
    return Plain(), again


def by_default_inside(again):
    return [{"a": [Plain()]}], again


def by_enum(again):
    class Value(enum.Enum):
        A = 1

        @property
        def value(self):
            return again()

    return [Value.A], None


def by_utcoffset(again):
    class Zone(dt.tzinfo):
        def utcoffset(self, when):
            again()
            return dt.timedelta(0)

    return [dt.datetime(2000, 1, 1, tzinfo=Zone())], None


def by_iterator(again):
    class Items(abc.Set):
        def __iter__(self):
            yield again()

        def __len__(self):
            return 1

        def __contains__(self, item):
            return False

    return Items(), None


def by_iterable(again):
    class Items:
        def __iter__(self):
            return self

        def __next__(self):
            return again()

    return Items(), None


class Pairs(abc.Mapping):
    def __getitem__(self, key):
        return 1

    def __iter__(self):
        return iter(["a"])

    def __len__(self):
        return 1


def by_mapping_iter(again):
    class Keys(Pairs):
        def __iter__(self):
            again()
            return iter(["a"])

    return Keys(), None


def by_mapping_value(again):
    class Values(Pairs):
        def __getitem__(self, key):
            again()
            return 1

    return Values(), None


def by_slot(again):
    @dataclasses.dataclass
    class Point:
        __slots__ = ("x",)
        x: int

        def __getattr__(self, name):
            return again()

    point = Point(1)
    del point.x
    return point, None


def by_dict(again):
    @dataclasses.dataclass
    class Point:
        x: int

        @property
        def __dict__(self):
            return {"x": again()}

    return Point(1), None


def by_property(again):
    @dataclasses.dataclass
    class Point:
        __slots__ = ("x",)
        x: int

    point = Point(1)
    Point.x = property(lambda self: again())
    return point, None


def by_key(again):
    class Value(enum.Enum):
        A = 1

        @property
        def value(self):
            return again() or "a"

    return {Value.A: 1}, None


def by_fragment(again):
    return jsonde.Fragment(exporter(again)), None


def exporter(again):
    class Exporter:
        def __buffer__(self, flags):
            again()
            return memoryview(bytearray(64))

    return Exporter()


def releaser(again):
    class Releaser:
        def __buffer__(self, flags):
            return memoryview(bytearray(64))

        def __release_buffer__(self, view):
            again()

    return Releaser()


def by_buffer(again):
    return exporter(again), None


def by_released_buffer(again):
    return releaser(again), None


KEYS = jsonde.OPT_NON_STR_KEYS
AGAIN = {
    "default": (by_default, 0),
    "default inside": (by_default_inside, 0),
    "default sorted": (by_default_inside, jsonde.OPT_SORT_KEYS),
    "default canonical": (by_default_inside, jsonde.OPT_CANONICAL),
    "enum": (by_enum, 0),
    "enum key": (by_key, KEYS),
    "enum key sorted": (by_key, KEYS | jsonde.OPT_SORT_KEYS),
    "utcoffset": (by_utcoffset, 0),
    "iterator": (by_iterator, COLLECTIONS),
    "iterable": (by_iterable, COLLECTIONS),
    "keys": (by_mapping_iter, COLLECTIONS),
    "values": (by_mapping_value, COLLECTIONS),
    "__getattr__": (by_slot, 0),
    "__dict__": (by_dict, 0),
    "property": (by_property, 0),
}
if sys.version_info >= (3, 12):
    AGAIN.update(
        {
            "buffer": (by_buffer, SERIALIZE_BUFFER),
            "base64": (by_buffer, jsonde.OPT_BUFFER_BASE64),
            "released": (by_released_buffer, SERIALIZE_BUFFER),
            "fragment": (by_fragment, 0),
            "target": (exporter, None),
            "target released": (releaser, None),
        }
    )
AGAIN["sink"] = AGAIN["into"] = AGAIN["str"] = None


class Stopped:
    """Counts the calls and stores the first refusal. It sets no limit, which would
    hide a crash."""

    def __init__(self, call):
        self.call, self.depth, self.errors = call, 0, []

    def __call__(self, *_):
        self.depth += 1
        try:
            self.call()
        except (RecursionError, jsonde.JSONEncodeError) as error:
            self.errors.append(error)
            raise


def calls_of(name, again):
    """Returns the endless call that again() repeats."""
    if name == "sink":
        big = "x" * 100_000

        class Sink:
            def write(self, data):
                again()

        return lambda: jsonde.dump([big, big], Sink())
    if name in ("into", "str"):
        value, default = by_default(again)
        if name == "str":
            return lambda: jsonde.dumps_str(value, default)
        target = bytearray(64)
        return lambda: jsonde.dumps_into(value, target, default=default)
    make, option = AGAIN[name]
    if option is None:
        target = make(again)
        return lambda: jsonde.dumps_into([1, 2], target)
    value, default = make(again)
    return lambda: jsonde.dumps(value, default, option)


def call_again(name, limit):
    sys.setrecursionlimit(limit)
    stopped = Stopped(None)
    stopped.call = calls_of(name, stopped)
    sys.unraisablehook = stopped.errors.append  # __release_buffer__
    try:
        stopped.call()
    except (RecursionError, jsonde.JSONEncodeError) as error:
        stopped.errors.append(error)
    first = stopped.errors[0]
    first = getattr(first, "exc_value", first)
    if not small_stacks.is_refusal(first):
        raise AssertionError(f"{first!r}, {first.__cause__!r}")
    assert stopped.depth > 20, stopped.depth
    assert jsonde.dumps([{"a": [1]}]) == b'[{"a":[1]}]'
    print("refused")

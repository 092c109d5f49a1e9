# SPDX-License-Identifier: MIT
"""Values that run Python code while dumps() encodes them."""

import dataclasses
import datetime as dt
import enum
import sys
from collections import abc

import jsonde


def text(name):
    """Returns a str without other references, which is freed when it is released."""
    return "".join(list(f"{name} that is long enough \u20ac"))


class Thing:
    pass


class Value(enum.Enum):
    A = 1

    @property
    def value(self):
        self.act()
        return [text("value")]


@dataclasses.dataclass
class Attributes:
    a: int = 1

    @property
    def __dict__(self):
        self.act()
        return {text("name"): [text("value")]}

    act = None


@dataclasses.dataclass
class Slots:
    __slots__ = ("a", "act")
    a: int

    def __getattr__(self, name):
        if name == "a":
            self.act()
        return [text("value")]


class Zone(dt.tzinfo):
    def utcoffset(self, when):
        self.act()
        return dt.timedelta(hours=1)


class Pytz(Zone):
    def normalize(self, when):
        self.act()
        return dt.datetime(2000, 1, 1, tzinfo=dt.timezone.utc)


class Delta(dt.timedelta):
    @property
    def days(self):
        self.act()
        return 5


class Iterator:
    def __init__(self, n=2):
        self.left = n

    def __iter__(self):
        return self

    def __next__(self):
        self.act()
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return [text("value")]


class Collection:
    def __iter__(self):
        self.act()
        return iter([text("value")])

    def __len__(self):
        self.act()
        return 1

    __contains__ = __len__


class Mapping(abc.Mapping):
    def __getitem__(self, key):
        self.act()
        return [text("value")]

    def __iter__(self):
        self.act()
        return iter([text("name")])

    def __len__(self):
        return 1


class Bytes(bytes):
    def __buffer__(self, flags):
        self.act()
        return memoryview(b"123")


class Refusing(bytes):
    def __buffer__(self, flags):
        self.act()
        raise TypeError("no")


def with_act(make):
    def evil(act):
        value = make()
        value.act = act
        return value

    return evil


def enumeration(act):
    value = object.__new__(Value)
    value._value_, value._name_ = 1, "A"
    value.act = act
    return value


def slots(act):
    value = Slots(1)
    del value.a
    value.act = act
    return value


def zoned(kind):
    def evil(act):
        zone = kind()
        zone.act = act
        return dt.datetime(2000, 1, 2, tzinfo=zone)

    return evil


def unknown_class(act):
    """The first look at a class runs Python code, too."""

    class Meta(type):
        def __getattribute__(cls, name):
            if name in ("__mro__", "__dict__", "__module__"):
                act()
            return super().__getattribute__(name)

    return Meta("Unknown", (), {})()


def fragment(act):
    contents = Bytes(b"1")
    contents.act = act
    return jsonde.Fragment(contents)


# Functions that make a value which calls act() when it is encoded.
EVILS = {
    # name: (the function that makes the value, the options that it needs)
    "default": (with_act(Thing), ""),
    "enum": (enumeration, ""),
    "__dict__": (with_act(Attributes), ""),
    "__getattr__": (slots, ""),
    "utcoffset": (zoned(Zone), ""),
    "normalize": (zoned(Pytz), ""),
    "timedelta": (with_act(lambda: Delta(1)), "SERIALIZE_TIMEDELTA"),
    "iterator": (with_act(Iterator), "SERIALIZE_COLLECTIONS"),
    "collection": (with_act(Collection), "SERIALIZE_COLLECTIONS"),
    "mapping": (with_act(Mapping), "SERIALIZE_COLLECTIONS"),
    "class": (unknown_class, "SERIALIZE_COLLECTIONS"),
    "buffer": (with_act(lambda: Bytes(b"ab")), "BYTES_HEX"),
    "no buffer": (with_act(lambda: Refusing(b"ab")), "BYTES_HEX"),
    "fragment": (fragment, ""),
}
if sys.version_info < (3, 12):  # before 3.12, classes written in Python have no __buffer__
    for name in ("buffer", "no buffer", "fragment"):
        del EVILS[name]

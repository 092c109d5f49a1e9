# SPDX-License-Identifier: MIT
"""Enums and dataclasses, without options and with each relevant option."""

import abc
import dataclasses
import enum
import functools
import gc
import sys
import typing

import pytest
from conftest import check_dumps, options, refused
from jsonde import JSONEncodeError, dumps, loads

LIST = "SERIALIZE_COLLECTIONS"
SUB = "PASSTHROUGH_SUBCLASS"
DATA = "PASSTHROUGH_DATACLASS"

# ---------------------------------------------------------------------- enums


class Colour(enum.Enum):
    RED = 1
    NAME = "r\xe9d"
    NONE = None
    LIST = [1, (2,)]
    SAME = enum.IntEnum("Inner", "A").A
    OBJECT = object()


class Number(enum.IntEnum):
    BIG = 2**63


class Text(str, enum.Enum):
    A = "text"


class Real(float, enum.Enum):
    HALF = 0.5


class Bits(enum.Flag):
    A = 1
    B = 2


class Own(enum.Enum):
    """Its value is not the value that it stores."""

    A = 1

    @property
    def value(self):
        return {"own": self._value_}


class Lazy(enum.Enum):
    A = 1

    def __getattribute__(self, name):
        return 2 if name == "value" else super().__getattribute__(name)


class Broken(enum.Enum):
    A = 1

    @property
    def value(self):
        raise ValueError


# ---------------------------------------------------------------- dataclasses


@dataclasses.dataclass
class Plain:
    b: typing.Any
    a: typing.Any = 2
    _hidden: int = 3
    shared: typing.ClassVar[int] = 4
    given: dataclasses.InitVar[int] = 5

    @functools.cached_property
    def late(self):
        return "late"

    @property
    def never(self):
        raise AssertionError


@dataclasses.dataclass
class Slots:
    __slots__ = ("b", "a", "_hidden")
    b: typing.Any
    a: int
    _hidden: int
    shared: typing.ClassVar[int] = 4


@dataclasses.dataclass
class Lying:
    a: int

    @property
    def __dict__(self):
        return {"told": 1, "_hidden": 2}


@dataclasses.dataclass
class Wrong:
    a: int
    __dict__ = 5


Frozen = dataclasses.make_dataclass("Frozen", ["b"], frozen=True)


class Heir(Plain):
    """Inherits from a dataclass and is none itself."""


@dataclasses.dataclass
class Meta:
    a: int = dataclasses.field(metadata={"jsonde": {"name": "A\u20ac"}})
    b: int = dataclasses.field(default=1, metadata={"jsonde": {"omit": True}})
    c: typing.Any = dataclasses.field(
        default=None, metadata={"jsonde": {"omit": "none", "name": "C"}}
    )
    d: typing.Any = dataclasses.field(
        default=None, metadata={"jsonde": {"omit": False}, "other": 1}
    )


META = (
    "the class of an object cannot be read: field '{}' of {}: "
    "metadata['jsonde']['{}'] must be {}"
)
WRONG = "True, False or 'none'"
BAD = "str"


@dataclasses.dataclass
class MetaWrong:
    a: int = dataclasses.field(metadata={"jsonde": {"omit": "never"}})


@dataclasses.dataclass
class MetaNameless:
    a: int = dataclasses.field(metadata={"jsonde": {"name": 1}})


def with_extra():
    value = Plain(1)
    value.extra = [value.late]
    del value.a
    return value


def without_slot():
    value = Slots(1, 2, 3)
    del value.a
    return value


TABLE = [
    (lambda: Colour.RED, {"": "1", SUB: "1"}),
    (lambda: Colour.NAME, {"": '"r\xe9d"', "ENSURE_ASCII": '"r\\u00e9d"'}),
    (lambda: Colour.NONE, {"": "null"}),
    (lambda: Colour.LIST, {"": "[1,[2]]"}),
    (lambda: Colour.SAME, {"": "1"}),
    (lambda: Colour.OBJECT, {"": refused("object")}),
    (lambda: Colour, {"": refused(type(Colour).__name__)}),
    (lambda: Number.BIG, {"": str(2**63), SUB: str(2**63)}),
    (lambda: Text.A, {"": '"text"', SUB: '"text"'}),
    (lambda: Real.HALF, {"": "0.5"}),
    (lambda: Bits.A | Bits.B, {"": "3"}),
    (lambda: Own.A, {"": '{"own":1}'}),
    (lambda: Lazy.A, {"": "2"}),
    (lambda: Broken.A, {"": "an attribute cannot be read"}),
    (
        lambda: Plain(1),
        {
            "": '{"b":1,"a":2}',
            "SORT_KEYS": '{"b":1,"a":2}',
            "CANONICAL": '{"a":2,"b":1}',
            DATA: refused("Plain"),
            f"{DATA} {LIST}": refused("Plain"),
        },
    ),
    (
        lambda: Plain({"d": None, "c": 1}, None),
        {
            "SORT_KEYS": '{"b":{"c":1,"d":null},"a":null}',
            "SKIP_NONE": '{"b":{"c":1}}',
        },
    ),
    (with_extra, {"": '{"b":1,"late":"late","extra":["late"]}'}),
    (lambda: Slots(1, 2, 3), {"": '{"b":1,"a":2}', DATA: refused("Slots")}),
    (lambda: Slots(1, None, 3), {"SKIP_NONE": '{"b":1}'}),
    (lambda: Slots(1, 2, 3), {"CANONICAL": '{"a":2,"b":1}'}),
    (without_slot, {"": "an attribute cannot be read"}),
    (lambda: Lying(1), {"": '{"told":1}', "CANONICAL": '{"told":1}'}),
    (lambda: Wrong(1), {"": "__dict__ of a dataclass is no dict"}),
    (lambda: Frozen(1), {"": '{"b":1}'}),
    (lambda: Heir(1), {"": refused("Heir")}),
    (
        lambda: Meta(1),
        {
            "": '{"A\u20ac":1,"d":null}',
            "SKIP_NONE": '{"A\u20ac":1}',
            "CANONICAL": '{"A\u20ac":1,"d":null}',
        },
    ),
    (lambda: Meta(1, 2, 3, 4), {"": '{"A\u20ac":1,"C":3,"d":4}'}),
    (lambda: MetaWrong(1), {"": META.format("a", "MetaWrong", "omit", WRONG)}),
    (lambda: MetaNameless(1), {"": META.format("a", "MetaNameless", "name", BAD)}),
]


@pytest.mark.parametrize("make, rows", TABLE)
def test_class(make, rows):
    for names, expected in rows.items():
        check_dumps(make, options(names), expected)


# ------------------------------------- dataclasses with slots and a __dict__


class Bare:
    pass


class Protocol(typing.Protocol):
    a: int


class Generic(typing.Generic[typing.TypeVar("T")]):
    pass


class Abstract(abc.ABC):
    pass


@dataclasses.dataclass
class SlottedBase:
    __slots__ = ("s", "_hidden")
    s: int


class SlotsOnly:
    __slots__ = ("s",)


BASES = [Bare, abc.ABC, Abstract, Protocol, Generic, Exception, SlotsOnly]
SLOTS = [
    None,
    (),
    ("a",),
    ("a", "__dict__"),
    ("a", "__weakref__"),
    ("a", "_b", "__dict__", "__weakref__"),
]


def dataclass_of(base, slots):
    """Returns a dataclass with one more field, or None before CPython 3.10."""
    members = {"__annotations__": {"a": int, "_b": int}, "_b": 2}
    if slots is not None:
        members["__slots__"] = slots
        if "_b" in slots:
            del members["_b"], members["__annotations__"]["_b"]
    members["__module__"] = __name__
    try:
        return dataclasses.dataclass(type(base)("Data", (base,), members))
    except TypeError:
        return None  # the base already has a __dict__


@pytest.mark.parametrize("slots", SLOTS, ids=str)
@pytest.mark.parametrize("base", [*BASES, SlottedBase])
@pytest.mark.parametrize("style", ["", "SORT_KEYS", "CANONICAL"])
def test_slots_and_dict(base, slots, style):
    """Every field is written. A class with __slots__ has no other members."""
    made = dataclass_of(base, slots)
    try:
        value = made(*range(len(dataclasses.fields(made))))
    except (TypeError, AttributeError):
        pytest.skip("no such class, or no place for its field")
    expected = dataclasses.asdict(value)
    expected.pop("_b", None)
    if hasattr(value, "__dict__"):
        value.extra = value._hidden_extra = [1]
        if slots is None:
            expected["extra"] = [1]
    names = sorted(expected) if style == "CANONICAL" else expected
    assert loads(dumps(value, None, options(style))) == expected
    assert list(loads(dumps([value], None, options(style)))[0]) == list(names)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="no weakref_slot")
def test_slots_of_the_decorator():
    for base in (Bare, Abstract, Exception, Protocol, SlotsOnly):
        weak = base in (Exception, SlotsOnly)  # other bases have it already
        made = dataclasses.make_dataclass(
            "Data", ["a"], bases=(base,), slots=True, weakref_slot=weak
        )
        assert dumps(made(1)) == b'{"a":1}'


class Stored:
    """Stores a field under another name."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, value, owner=None):
        return 7 if value is None else getattr(value, self.name)

    def __set__(self, value, new):
        setattr(value, self.name, int(new))


@dataclasses.dataclass
class Described:
    a: int = 1
    b: int = Stored()
    c: typing.Any = None


def test_field_of_a_descriptor():
    value = Described(1, "2")
    value.extra = 4
    assert dumps(value) == b'{"a":1,"b":2,"c":null,"extra":4}'
    assert dumps(value, None, options("SKIP_NONE")) == b'{"a":1,"b":2,"extra":4}'
    del value._b
    with pytest.raises(JSONEncodeError, match="attribute") as caught:
        dumps([value])
    assert caught.value.path == "/0/b"


class Key:
    """A key of a __dict__ whose hash is computed when the dict is copied."""

    act = None

    def __hash__(self):
        if self.act is not None:
            self.act()
            gc.collect(0)
        return 5


def fail():
    raise ValueError("why")


@pytest.mark.parametrize("style", ["", "SORT_KEYS", "CANONICAL"])
def test_attribute_that_acts(style):
    option = options(f"{style} NON_STR_KEYS")
    for _ in range(20):
        value, key = Plain("a value"), Key()
        value.__dict__[key] = "".join(["another ", "value"])
        key.act = value.__dict__.clear
        del key
        with pytest.raises(JSONEncodeError) as caught:
            dumps({"k": value}, None, option)
        assert caught.value.path == "/k"
    value.__dict__[Key()] = 1
    next(reversed(list(value.__dict__))).act = fail
    with pytest.raises(JSONEncodeError):
        dumps([value], None, option)

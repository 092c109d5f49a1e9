# SPDX-License-Identifier: MIT
"""Compares dumps() with orjson's, with its options, on random objects of all types
that orjson knows and some others: equal bytes, or equal errors.

The deliberate differences are not compared:

- JSONEncodeError is a TypeError, and not TypeError itself. Code that catches it
  does not catch other errors.
- If default() raises an exception that is no Exception (KeyboardInterrupt), the
  exception passes through.
- The message names a refused option; orjson says "Invalid opts".
- Keys other than str in the __dict__ of a dataclass are written with
  OPT_NON_STR_KEYS; orjson refuses them.
- With OPT_NON_STR_KEYS or OPT_SORT_KEYS orjson reads all keys of a dict before its
  first value. If two members are wrong, it may report the other one.
- Tuples count as containers in the limit of depth; orjson does not count them.
- A fraction of a second has six digits, also with 10,000 microseconds.
- An offset of 59 minutes and a half is rounded to an hour.
- default=None means no default.
- A Fragment accepts any buffer.
- Missing slots of dataclasses and wrong offsets of a tzinfo have other tests. This
  file compares only the common behaviour.

JSONDE_EXAMPLES: the number of objects (default: 500).
"""

import dataclasses
import datetime as dt
import decimal
import enum
import typing

import jsonde
import pytest
from conftest import examples, optional, plain
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

orjson = optional("orjson")


def is_missing():
    """Returns whether orjson is missing, or older than 3.13."""
    if orjson is None:
        return True
    return tuple(map(int, orjson.__version__.split(".")[:2])) < (3, 13)


pytestmark = pytest.mark.skipif(is_missing(), reason="no orjson 3.13 or newer")

OPTIONS = [
    "APPEND_NEWLINE INDENT_2 NAIVE_UTC NON_STR_KEYS OMIT_MICROSECONDS",
    "PASSTHROUGH_DATACLASS PASSTHROUGH_DATETIME PASSTHROUGH_SUBCLASS",
    "SERIALIZE_DATACLASS SERIALIZE_NUMPY SERIALIZE_UUID SORT_KEYS",
    "STRICT_INTEGER UTC_Z",
]
OPTIONS = ["OPT_" + name for name in " ".join(OPTIONS).split()]
KEYS_FIRST = {"OPT_NON_STR_KEYS", "OPT_SORT_KEYS"}
EXAMPLES = examples(500, 100)


Str, Int, Float, List, Dict, Tuple = (
    type(kind.__name__.title(), (kind,), {})
    for kind in (str, int, float, list, dict, tuple)
)


class Raw:
    """default() makes a Fragment of it."""

    def __init__(self, contents):
        self.contents = contents

    def __repr__(self):
        return f"Raw({self.contents!r})"


class Itself:
    """default() returns the object itself."""


class Colour(enum.Enum):
    RED = "red"
    ONE = 1
    HALF = 0.5
    NONE = None
    DAY = dt.date(2000, 1, 2)
    MOMENT = dt.datetime(2000, 1, 2, tzinfo=dt.timezone.utc)
    LIST = [1, [2, "x"]]
    BIG = 2**70
    REFUSED = 1j


class Number(enum.IntEnum):
    A = 2**60


class Text(str, enum.Enum):
    A = "text"


class Bits(enum.IntFlag):
    A = 4


@dataclasses.dataclass
class Plain:
    b: typing.Any
    a: typing.Any = 1
    _hidden: int = 3
    shared: typing.ClassVar[int] = 4
    given: dataclasses.InitVar[int] = 5


@dataclasses.dataclass
class Slots:
    __slots__ = ("b", "a", "_hidden")
    b: typing.Any
    a: typing.Any
    _hidden: int


@dataclasses.dataclass
class Half(Slots):
    """Has slots and a __dict__."""

    __slots__ = ("c", "__dict__")
    c: typing.Any


class Heir(Plain):
    pass


class Pair(typing.NamedTuple):
    x: int


def with_extra(value):
    made = Plain(1)
    made.extra, made._extra = value, 2
    return made


# -------------------------------------------------------------- random objects

CHARACTERS = st.one_of(
    st.characters(max_codepoint=0x7F),
    st.characters(max_codepoint=0x7FF),
    st.characters().filter(lambda c: not "\ud800" <= c <= "\udfff"),
)
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=40),
    st.sampled_from(["", "\ud800", "a" * 31 + "\n", "\x00\x1f\x7f"]),
)
INTS = st.one_of(
    st.integers(-(2**64), 2**65),
    st.integers(),
    st.sampled_from([0, 2**53, -(2**53), 2**53 - 1, 2**63, 2**64 - 1, 2**64]),
)
OFFSETS = st.one_of(
    st.integers(-1439, 1439).map(lambda n: n * 60),
    st.integers(-86399, 86399).filter(lambda n: abs(n) % 3600 < 3570),
)
ZONES = OFFSETS.map(lambda n: dt.timezone(dt.timedelta(seconds=n)))
try:
    import zoneinfo

    for key in ("Europe/Berlin", "America/St_Johns"):
        ZONES |= st.just(zoneinfo.ZoneInfo(key))
except Exception:  # this system has no time zones
    pass
MOMENTS = st.datetimes(timezones=st.none() | st.just(dt.timezone.utc) | ZONES)
TIMES = (st.times() | st.times(timezones=st.just(dt.timezone.utc))).filter(
    lambda t: not 10000 <= t.microsecond < 100000
)
ENUMS = st.sampled_from([*Colour, *Number, *Text, *Bits])
KNOWN = st.one_of(
    *(st.none(), st.booleans(), INTS, st.floats(), TEXTS, MOMENTS),
    *(st.dates(), TIMES, st.uuids(), ENUMS, TEXTS.map(Str), INTS.map(Int)),
)
OTHERS = [1j, b"x", bytearray(b"x"), {1}, frozenset(), Float(1.5), Pair(1)]
OTHERS += [Tuple((1,)), decimal.Decimal(1), dt.timedelta(1), Plain, Colour]
OTHERS += [range(3), Heir(1), Itself(), memoryview(b"x"), object(), KeyError]
SCALARS = st.one_of(
    *(KNOWN, KNOWN, KNOWN, st.sampled_from(OTHERS)),
    st.sampled_from([b"[ 1 ]", "{}", b"", "\u20ac"]).map(Raw),
)
KEYS = st.one_of(
    *(st.text(CHARACTERS, max_size=12), st.text(CHARACTERS, max_size=12)),
    *(TEXTS, KNOWN.filter(lambda key: key == key)),
    st.sampled_from([(), b"x", decimal.Decimal(1), Pair(1), dt.timedelta(1)]),
)
STR_KEYS = st.text(CHARACTERS, max_size=12)


def containers(inner):
    lists = st.lists(inner, max_size=6)
    dicts = st.dictionaries(STR_KEYS, inner, max_size=6) | st.dictionaries(
        KEYS, inner, max_size=6
    )
    return st.one_of(
        *(lists, dicts, lists.map(tuple), lists.map(List), dicts.map(Dict)),
        st.builds(Plain, inner, inner),
        st.builds(Slots, inner, inner, inner),
        st.builds(Half, inner, inner, inner, inner),
        inner.map(with_extra),
    )


def nest(value, kinds):
    for kind in kinds:
        value = [[value], Slots(value, 1, 2), {"a": value}, Plain(value)][kind]
    return value


DEEP = st.builds(
    lambda value, kinds, n: nest(value, (kinds * 260)[:n]),
    SCALARS,
    st.lists(st.integers(0, 3), min_size=1, max_size=5),
    st.integers(245, 260),
)
VALUES = st.recursive(SCALARS, containers, max_leaves=25)
SETS = st.sets(st.sampled_from(OPTIONS))


def default_of(module):
    def default(o):
        if isinstance(o, Raw):
            return module.Fragment(o.contents)
        if isinstance(o, (Itself, Pair)):
            return o
        if isinstance(o, (decimal.Decimal, dt.timedelta)):
            raise ValueError("not this one")
        if isinstance(o, (set, Tuple)):
            return list(o)
        return repr(type(o).__name__)

    return default


def outcome(module, value, names, with_default):
    option = 0
    for name in names:
        option |= getattr(module, name)
    named = {"default": default_of(module)} if with_default else {}
    try:
        return module.dumps(value, option=option, **named)
    except TypeError as error:
        assert isinstance(error, module.JSONEncodeError)
        cause = error.__cause__
        return plain(error), type(cause).__name__, str(cause)


def same(value, names, with_default):
    ours = outcome(jsonde, value, names, with_default)
    theirs = outcome(orjson, value, names, with_default)
    if KEYS_FIRST & set(names) and type(ours) is type(theirs) is tuple:
        return  # two members are wrong: either error may be first
    assert ours == theirs, (ours, theirs)


# Shrinking an example would take longer than reading it.
QUICK = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@QUICK
@given(VALUES, SETS, st.booleans())
def test_same(value, names, with_default):
    same(value, names, with_default)


@settings(QUICK, max_examples=max(EXAMPLES // 10, 100))
@given(DEEP, SETS, st.booleans())
def test_same_deep(value, names, with_default):
    """Except that orjson refuses more than 254 nested containers."""
    ours = outcome(jsonde, value, names, with_default)
    theirs = outcome(orjson, value, names, with_default)
    if theirs[0] == "Recursion limit reached" and ours != theirs:
        # orjson may report another error, which it reaches first.
        assert not isinstance(ours, bytes) or depth_of(ours) > 254
        return
    same(value, names, with_default)


def depth_of(text):
    """Returns the largest number of open brackets. The strings contain none."""
    depth = deepest = 0
    for byte in text:
        depth += (byte in b"[{") - (byte in b"]}")
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize("key", [(), b"", 2**64, "\ud800", Colour.LIST, 1j])
def test_key_refused(key):
    names = ["OPT_NON_STR_KEYS"]
    same({key: 1}, names, False)
    same([{"a": 1, key: 1}], [*names, "OPT_SORT_KEYS"], True)


@pytest.mark.parametrize("contents", [b"[1 ]", "\u20ac", "\ud800", 1, None])
def test_fragment(contents):
    """For other contents, jsonde's message says that buffers are accepted."""
    ours, theirs = (
        outcome(m, [m.Fragment(contents)], (), False) for m in (jsonde, orjson)
    )
    if isinstance(contents, (bytes, str)):
        assert ours == theirs
    else:
        assert ours[0].startswith(theirs[0].replace("orjson", "jsonde"))

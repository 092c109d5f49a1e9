# SPDX-License-Identifier: MIT
"""dumps(): the JSON of each type, and the types that it refuses."""

import collections
import decimal
import enum
import json
import math
import struct

import jsonde
import pytest
from hypothesis import given
from hypothesis import strategies as st
from conftest import said
from jsonde import JSONEncodeError, dumps


class Str(str):
    def __str__(self):
        raise AssertionError("what it holds is written, not what it says")

    __iter__ = __len__ = encode = __str__


class Int(int):
    def __int__(self):
        raise AssertionError("what it holds is written, not what it says")

    __index__ = __str__ = __repr__ = __int__


class List(list):
    def __iter__(self):
        raise AssertionError("what it holds is written, not what it says")

    __len__ = __getitem__ = __iter__


class Dict(dict):
    def __iter__(self):
        raise AssertionError("what it holds is written, not what it says")

    __len__ = __getitem__ = items = keys = __iter__


class Float(float):
    pass


class Tuple(tuple):
    pass


class Colour(enum.IntEnum):
    RED = 7


Point = collections.namedtuple("Point", "x y")

VALUES = [
    (None, b"null"),
    (True, b"true"),
    (False, b"false"),
    ("", b'""'),
    ([], b"[]"),
    ((), b"[]"),
    ({}, b"{}"),
    ([[]], b"[[]]"),
    ([{}, (), ""], b'[{},[],""]'),
    ({"": {"": []}}, b'{"":{"":[]}}'),
    ([1, 2.5, "a", None, True, False], b'[1,2.5,"a",null,true,false]'),
    ((1, (2, (3,))), b"[1,[2,[3]]]"),
    ({"b": 1, "a": [2]}, b'{"b":1,"a":[2]}'),
    (Str('caf\xe9"'), '"caf\xe9\\""'.encode()),
    (Int(-5), b"-5"),
    (Int(2**63), b"9223372036854775808"),
    (Colour.RED, b"7"),
    (List([1, List()]), b"[1,[]]"),
    (Dict(a=1, b=Dict()), b'{"a":1,"b":{}}'),
    (collections.OrderedDict(b=1, a=2), b'{"b":1,"a":2}'),
    (collections.defaultdict(int, a=1), b'{"a":1}'),
    (collections.Counter("aab"), b'{"a":2,"b":1}'),
]

INTS = sorted(
    {
        sign * (base**power + off)
        for base, powers in ((10, range(19)), (2, range(63)))
        for power in powers
        for off in (-1, 0, 1)
        for sign in (1, -1)
    }
    | {-(2**63), -(2**63) + 1, 2**63 - 1, 2**63, 10**19, 2**64 - 1}
)

FLOATS = [
    (0.0, b"0.0"),
    (-0.0, b"-0.0"),
    (1.0, b"1.0"),
    (-1.5, b"-1.5"),
    (0.1, b"0.1"),
    (100.0, b"100.0"),
    (1e15, b"1000000000000000.0"),
    (9007199254740993.0, b"9007199254740992.0"),
    (1e16, b"1e+16"),
    (1.5e16, b"1.5e+16"),
    (123456789012345680.0, b"1.2345678901234568e+17"),
    (-2.5e20, b"-2.5e+20"),
    (1e23, b"1e+23"),
    (1.5e300, b"1.5e+300"),
    (1.7976931348623157e308, b"1.7976931348623157e+308"),
    (0.0001, b"0.0001"),
    (0.00001, b"0.00001"),
    (0.000015, b"0.000015"),
    (-0.00001, b"-0.00001"),
    (9.999999e-6, b"9.999999e-6"),
    (1e-6, b"1e-6"),
    (1.5e-6, b"1.5e-6"),
    (1.23e-7, b"1.23e-7"),
    (2.2250738585072014e-308, b"2.2250738585072014e-308"),
    (5e-324, b"5e-324"),
    (math.nan, b"null"),
    (math.inf, b"null"),
    (-math.inf, b"null"),
]

REFUSED = [
    *(1j, b"", bytearray(), {1}, frozenset(), object(), len, Ellipsis),
    *(range(3), iter([]), (i for i in ()), memoryview(b"")),
    *(decimal.Decimal(1), Float(1.5), Tuple((1,)), Point(1, 2), int, type),
]


def kind_of(value):
    return type(value).__name__


@pytest.mark.parametrize("value, expected", VALUES + FLOATS, ids=kind_of)
def test_value(value, expected):
    assert dumps(value) == expected
    assert dumps([value, value]) == b"[%s,%s]" % (expected, expected)
    assert dumps((value,)) == b"[%s]" % expected
    assert dumps({"k": value}) == b'{"k":%s}' % expected
    assert type(dumps(value)) is bytes


def test_ints():
    for value in INTS:
        assert dumps(value) == b"%d" % value
        assert dumps(Int(value)) == b"%d" % value
    assert dumps(INTS) == b"[%s]" % b",".join(b"%d" % i for i in INTS)


@pytest.mark.parametrize("value", [2**64, -(2**63) - 1, 2**64 + 1, 10**400])
@pytest.mark.parametrize("kind", [int, Int])
def test_int_beyond(value, kind):
    with pytest.raises(
        JSONEncodeError, match=said("Integer exceeds 64-bit range")
    ):
        dumps([kind(value)])


@pytest.mark.parametrize("kind", [int, Int])
def test_strict_integer(kind):
    option = jsonde.OPT_STRICT_INTEGER
    for value in (2**53 - 1, -(2**53) + 1, 0):
        assert dumps(kind(value), option=option) == b"%d" % value
    for value in (2**53, -(2**53), 2**63 - 1, -(2**63), 2**63, 2**64 - 1):
        with pytest.raises(JSONEncodeError, match="^Integer exceeds 53-bit"):
            dumps(kind(value), option=option)
    for value in (2**64, -(2**63) - 1):
        with pytest.raises(JSONEncodeError, match="^Integer exceeds 64-bit"):
            dumps(kind(value), option=option)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_float_is_shortest(value):
    text = dumps(value)
    assert struct.pack("d", float(text)) == struct.pack("d", value)
    shortest = decimal.Decimal(repr(value))
    assert decimal.Decimal(text.decode()) == shortest


@pytest.mark.parametrize("value", REFUSED, ids=kind_of)
def test_refused(value):
    name = type(value).__name__
    if name == "Decimal":  # a type defined in C: its tp_name contains the module
        name = "decimal.Decimal"
    message = said(f"Type is not JSON serializable: {name}")
    for wrapped in (value, [value], (1, value), {"a": [value]}):
        with pytest.raises(JSONEncodeError, match=message) as caught:
            dumps(wrapped)
        assert caught.value.__cause__ is None
    assert dumps([value], lambda o: "x") == b'["x"]'


KEYS = [1, None, True, 1.5, b"a", (), Str("a")]
SUBCLASSED = [Str("a"), Int(1), List([1]), Dict(a=1)]


@pytest.mark.parametrize("key", KEYS, ids=kind_of)
def test_key_refused(key):
    for value in ({key: 1}, {"a": {"b": 1, key: 2}}, Dict({key: 1})):
        with pytest.raises(JSONEncodeError, match=said("Dict key must be str")):
            dumps(value)
        with pytest.raises(JSONEncodeError, match=said("Dict key must be str")):
            dumps(value, default=str)


@pytest.mark.parametrize("value", SUBCLASSED, ids=kind_of)
def test_passthrough_subclass(value):
    option = jsonde.OPT_PASSTHROUGH_SUBCLASS
    with pytest.raises(JSONEncodeError, match=type(value).__name__):
        dumps([value], option=option)
    got = dumps([value], lambda o: [type(o).__name__], option)
    assert got == b'[["%s"]]' % type(value).__name__.encode()
    assert dumps([1, "a", [], {}, True, None], None, option) == (
        b'[1,"a",[],{},true,null]'
    )


def test_append_newline():
    for value, expected in VALUES:
        got = dumps(value, option=jsonde.OPT_APPEND_NEWLINE)
        assert got == expected + b"\n"


def test_same_numbers_as_orjson():
    orjson = pytest.importorskip("orjson")
    names = [name for name in dir(orjson) if name.startswith("OPT_")]
    assert names
    for name in names:
        assert getattr(jsonde, name) == getattr(orjson, name)


def nested(kind, depth):
    value = 1
    for _ in range(depth):
        value = {"list": [value], "tuple": (value,), "dict": {"a": value}}[
            kind
        ]
    return value


@pytest.mark.parametrize("kind", ["list", "tuple", "dict"])
def test_depth(kind):
    deepest = nested(kind, 1024)
    text = dumps(deepest)
    assert dumps(jsonde.loads(text)) == text
    for depth in (1025, 1026, 5000):
        with pytest.raises(JSONEncodeError, match=said("Recursion limit reached")):
            dumps(nested(kind, depth))


def test_circular():
    value = []
    value.append({"a": (value,)})
    with pytest.raises(JSONEncodeError, match=said("Recursion limit reached")):
        dumps(value)

# SPDX-License-Identifier: MIT
"""OPT_CANONICAL: RFC 8785, with its own examples, against a reference that
does what it says and no more."""

import dataclasses
import json
import struct
import typing

import pytest
from conftest import options, plain
from hypothesis import given
from hypothesis import strategies as st
from jsonde import OPT_CANONICAL, JSONEncodeError, dumps


def canonical(value, default=None):
    return dumps(value, default, OPT_CANONICAL).decode()


# Appendix B: the bits of a double, and its text.
NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]
NO_NUMBERS = ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"]


def double(bits):
    return struct.unpack(">d", bytes.fromhex(bits))[0]


@pytest.mark.parametrize("bits, text", NUMBERS)
def test_number(bits, text):
    assert canonical(double(bits)) == text
    assert canonical([double(bits), {"a": double(bits)}]) == (
        f'[{text},{{"a":{text}}}]'
    )


@pytest.mark.parametrize("bits", NO_NUMBERS)
def test_no_number(bits):
    for value in (double(bits), [double(bits)], {"a": double(bits)}):
        with pytest.raises(JSONEncodeError) as caught:
            dumps(value, None, OPT_CANONICAL)
        assert plain(caught.value) == "NaN and infinities are not JSON"


@pytest.mark.parametrize("value", [2**53 + 1, -(2**53) - 1, 2**64, 10**30])
def test_integer_beyond(value):
    """No double is that integer, or it has more than 64 bits."""
    with pytest.raises(JSONEncodeError, match="^Integer exceeds"):
        dumps(value, None, OPT_CANONICAL)
    assert canonical(2**53 - 1) == "9007199254740991"
    for exact in (2**53, -(2**53), 2**63, -(2**63), 2**60 + 2**9, 2**64 - 2048):
        assert canonical(exact) == canonical(float(exact))


def test_example():
    """Of section 3.2.2, as it is in 3.2.3."""
    text = r"""{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3,
                    0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"""
    assert canonical(json.loads(text)) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,'
        '4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_sorting_example():
    """Of section 3.2.3."""
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\x80": "Control",
        "\xf6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def units(key):
    """Its code units of UTF-16."""
    data = key.encode("utf-16-be")
    return [data[i : i + 2] for i in range(0, len(data), 2)]


def number(value):
    """Number.prototype.toString of ECMAScript, from the shortest digits."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).rstrip("0") if part.strip("0") else whole
    n = len(whole) + int(power or 0)
    stripped = digits.lstrip("0")
    n -= len(digits) - len(stripped)
    digits = stripped.rstrip("0")
    k = len(digits)
    if k <= n <= 21:
        text = digits + "0" * (n - k)
    elif 0 < n <= 21:
        text = digits[:n] + "." + digits[n:]
    elif -6 < n <= 0:
        text = "0." + "0" * -n + digits
    else:
        point = "." + digits[1:] if k > 1 else ""
        text = f"{digits[0]}{point}e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return sign + text


def reference(value):
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda item: units(item[0]))
        return "{%s}" % ",".join(
            f"{reference(k)}:{reference(v)}" for k, v in members
        )
    if isinstance(value, (list, tuple)):
        return "[%s]" % ",".join(map(reference, value))
    if isinstance(value, float):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


CHARACTERS = st.one_of(
    st.characters(max_codepoint=0x7F),
    st.characters(max_codepoint=0x7FF),
    st.sampled_from("\ud7ff\ue000\ufffd\uffff\U00010000\U0010ffff\x00\x7f"),
    st.characters().filter(lambda c: not "\ud800" <= c <= "\udfff"),
)
KEYS = st.text(CHARACTERS, max_size=12)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**25), 10**25).map(float),
    KEYS,
)


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner), st.dictionaries(KEYS, inner, max_size=40)
        ),
        max_leaves=60,
    )
)
def test_as_the_reference(value):
    expected = reference(value)
    assert canonical(value) == expected
    assert canonical(json.loads(expected, parse_int=float)) == expected


@given(st.lists(KEYS, min_size=17, max_size=200))
def test_many_keys(keys):
    """More than have their place on the stack."""
    value = dict.fromkeys(keys)
    assert list(json.loads(canonical(value))) == sorted(value, key=units)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number(value):
    assert canonical(value) == number(value)
    assert float(canonical(value)) == value


@dataclasses.dataclass
class Node:
    b: typing.Any
    a: typing.Any
    _c: int = 0


@dataclasses.dataclass
class Slots:
    __slots__ = ("b", "a")
    b: typing.Any
    a: typing.Any


class Pair(typing.NamedTuple):
    b: int
    a: int


def test_other_objects():
    for kind in (Node, Slots):
        value = kind({"z": 1, "y": [kind(1, 2)]}, None)
        assert canonical([value]) == (
            '[{"a":null,"b":{"y":[{"a":2,"b":1}],"z":1}}]'
        )
    option = options("CANONICAL SERIALIZE_NAMEDTUPLE SERIALIZE_COLLECTIONS")
    assert dumps(Pair(1, 2), None, option) == b'{"a":2,"b":1}'
    view = type("View", (dict,), {})(b=1, a=2)
    assert dumps(view, None, option) == b'{"a":2,"b":1}'
    assert canonical({"b": 1j, "a": 1}, lambda o: {"d": 1, "c": 2}) == (
        '{"a":1,"b":{"c":2,"d":1}}'
    )


def test_sorted_by_text():
    """Keys that are no str sort as what they become."""
    option = options("CANONICAL NON_STR_KEYS")
    value = {10: 0, 9: 0, True: 0, None: 0, 1.5: 0, "\ufb33": 0}
    value["\U0001f600"] = 0
    assert list(json.loads(dumps(value, None, option))) == [
        *("1.5", "10", "9", "null", "true", "\U0001f600", "\ufb33")
    ]


def test_lone_surrogates():
    for value in ("\ud800", {"\udfff": 1}):
        with pytest.raises(JSONEncodeError, match="surrogates not allowed"):
            dumps(value, None, OPT_CANONICAL)

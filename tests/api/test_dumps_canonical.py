# SPDX-License-Identifier: MIT
"""OPT_CANONICAL (RFC 8785): the examples of the RFC, and comparison with a
reference."""

import collections.abc
import dataclasses
import datetime
import enum
import io
import json
import os
import struct
import subprocess
import sys
import typing

import jsonde
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
    """Integers that no double equals, or that have more than 64 bits."""
    with pytest.raises(JSONEncodeError, match="^Integer exceeds"):
        dumps(value, None, OPT_CANONICAL)
    assert canonical(2**53 - 1) == "9007199254740991"
    for exact in (2**53, -(2**53), 2**63, -(2**63), 2**60 + 2**9, 2**64 - 2048):
        assert canonical(exact) == canonical(float(exact))


def test_example():
    """The example of section 3.2.2, as section 3.2.3 prints it."""
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
    """The example of section 3.2.3."""
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
    """Returns the UTF-16 code units of a string."""
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
    """More keys than the array on the stack can hold."""
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
    """Keys other than str are sorted by their text."""
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


# -------------------------------------------------------------- equal keys


class Alone(str):
    """Equal to nothing but itself."""

    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other


class Color(enum.Enum):
    RED = "1"
    BLUE = 1


DAY = datetime.date(2020, 1, 2)
EQUAL_KEYS = {
    "str and int": {"1": 1, 1: 2},
    "int and enum": {1: 1, Color.BLUE: 2},
    "two enums": {Color.RED: 1, Color.BLUE: 2},
    "str and bool": {"true": 1, True: 2},
    "str and None": {"null": 1, None: 2},
    "str and float": {"1.5": 1, 1.5: 2},
    "int and float": {10**15: 1, 10**15 + 0.5: 1, "1000000000000000": 2},
    "str and date": {"2020-01-02": 1, DAY: 2},
    "subclasses of str": {Alone("a"): 1, Alone("a"): 2},
    "str and its subclass": {"\ufb33": 1, Alone("\ufb33"): 2, "b": 3},
    "among many": {**{f"k{i}": i for i in range(100)}, Alone("k50"): 2},
    "null is written": {"1": None, 1: None},
}


@pytest.mark.parametrize("name", EQUAL_KEYS)
def test_equal_keys(name):
    """RFC 8785, 3.1: the names of an object are unique (I-JSON, RFC 7493)."""
    option = options("CANONICAL NON_STR_KEYS")
    value = EQUAL_KEYS[name]
    for wrapped, path in ((value, ""), ([{"a": value}], "/0/a")):
        with pytest.raises(JSONEncodeError, match="has a key twice") as caught:
            dumps(wrapped, None, option)
        assert caught.value.path.startswith(path + "/")
    other = options("NON_STR_KEYS SORT_KEYS")
    assert json.loads(dumps(value, None, other)) is not None


def test_equal_keys_that_are_left_out():
    option = options("CANONICAL NON_STR_KEYS SKIP_NONE")
    assert dumps({"1": None, 1: 2}, None, option) == b'{"1":2}'
    assert dumps({1: 2, "1": None, Alone("1"): None}, None, option) == (
        b'{"1":2}'
    )
    with pytest.raises(JSONEncodeError, match="has a key twice"):
        dumps({"1": 1, Alone("1"): None, 1: 2}, None, option)


@dataclasses.dataclass
class Twice:
    a: int = dataclasses.field(metadata={"jsonde": {"name": "x"}})
    b: int = dataclasses.field(metadata={"jsonde": {"name": "x"}})


def test_equal_names_of_fields():
    assert dumps(Twice(1, 2)) == b'{"x":1,"x":2}'
    with pytest.raises(JSONEncodeError, match="has a key twice") as caught:
        dumps([Twice(1, 2)], None, OPT_CANONICAL)
    assert caught.value.path == "/0/x"
    skips = options("CANONICAL SKIP_NONE")
    assert dumps(Twice(None, 2), None, skips) == b'{"x":2}'


# -------------------------------------------------------------------- sets

SETS = options("CANONICAL SERIALIZE_COLLECTIONS")


class Wrapped(collections.abc.Set):
    """A set class that is not CPython's."""

    def __init__(self, items):
        self.items = frozenset(items)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def reference_of_set(items):
    texts = sorted(dumps(item, None, SETS) for item in items)
    return b"[" + b",".join(texts) + b"]"


@pytest.mark.parametrize(
    "kind", [set, frozenset, type("Own", (set,), {}), Wrapped]
)
def test_sets(kind):
    """The elements of sets are sorted by the bytes of their text."""
    for items in (
        [],
        [1],
        [10, 9, -1, 1.5, "a", "\u20ac", "\U0001f600", "\ufb33", None, True],
        ["", "a", "aa", "a,", "a]", "b" * 70_000, "a" * 70_000],
        [frozenset(["x", "y", "z"]), frozenset(["x"]), (3, 2, 1)],
        [str(i) for i in range(3000)],
    ):
        value = kind(items)
        expected = reference_of_set(items)
        assert dumps(value, None, SETS) == expected
        assert dumps({"k": [value, 1]}, None, SETS) == (
            b'{"k":[' + expected + b",1]}"
        )
        file = io.BytesIO()
        jsonde.dump([value, value], file, None, SETS)
        assert file.getvalue() == b"[" + expected + b"," + expected + b"]"


def test_collections_with_an_order():
    assert dumps(collections.deque([3, 1, 2]), None, SETS) == b"[3,1,2]"
    assert dumps(iter([3, 1, 2]), None, SETS) == b"[3,1,2]"
    assert dumps({"b": 3, "a": 1}.values(), None, SETS) == b"[3,1]"
    # Views that are sets have equal text whatever their order.
    assert dumps({"b": 3, "a": 1}.keys(), None, SETS) == b'["a","b"]'


def test_sets_do_not_depend_on_the_seed():
    program = (
        "import jsonde; print(jsonde.dumps_str("
        "{'s': {f'key {i}' for i in range(50)} | {(1, 'x'), (2, 'y')}},"
        f" option={SETS}))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=dict(os.environ, PYTHONHASHSEED=str(seed)),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(texts) == 1


def test_errors_inside_of_sets():
    chunks = []
    with pytest.raises(JSONEncodeError, match="not JSON serializable") as e:
        jsonde.dump([{1j}], type("", (), {"write": chunks.append})(), None, SETS)
    assert e.value.path == "/0/0"

    class Failing(set):
        def __iter__(self):
            yield 1
            raise KeyError("x")

    with pytest.raises(JSONEncodeError) as caught:
        dumps({"k": Failing()}, None, SETS)
    assert isinstance(caught.value.__cause__, KeyError)
    # An error leaves no state behind for the next call.
    assert dumps({2, 1}, None, SETS) == b"[1,2]"

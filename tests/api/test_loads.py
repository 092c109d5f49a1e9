# SPDX-License-Identifier: MIT
"""loads(): the value of each document, and truncated documents."""

import json
import math
import random
import struct
import sys

import pytest
from conftest import FORMS, same
from hypothesis import example, given
from hypothesis import strategies as st
from jsonde import JSONDecodeError, dumps, loads

ACCEPTED = [
    ("null", None),
    ("true", True),
    ("false", False),
    (" \t\r\n1 \t\r\n", 1),
    ("[]", []),
    ("{}", {}),
    ("[ ]", []),
    ("{\n}", {}),
    ('""', ""),
    ("[[], {}, [{}]]", [[], {}, [{}]]),
    ('{"a": {"b": [null]}}', {"a": {"b": [None]}}),
    ('{"": 1}', {"": 1}),
    ('{"a":1,"b":2,"a":3}', {"a": 3, "b": 2}),
    ('{"a":1,"\\u0061":2}', {"a": 2}),
    (r'"\"\\\/\b\f\n\r\t"', '"\\/\b\f\n\r\t'),
    (r'"\u0000\u001f\u007f\u0080"', "\x00\x1f\x7f\x80"),
    (r'"\u00e9\u00E9\u20ac\uFFFF"', "\xe9\xe9\u20ac\uffff"),
    (r'"\ud83d\ude00\uDBFF\uDFFF"', "\U0001f600\U0010ffff"),
    (r'"\ud800\udc00"', "\U00010000"),
    (r'"\\ud800"', "\\ud800"),
    ('"\x7f\x80\xff\u0100\u07ff"', "\x7f\x80\xff\u0100\u07ff"),
    ('"\u0800\ud7ff\ue000\ufeff\uffff"', "\u0800\ud7ff\ue000\ufeff\uffff"),
    ('"\U00010000\U0010ffff"', "\U00010000\U0010ffff"),
    ('{"\u20ac": "\U0001f600"}', {"\u20ac": "\U0001f600"}),
    ("0", 0),
    ("-1", -1),
    ("9223372036854775807", 2**63 - 1),
    ("-9223372036854775808", -(2**63)),
    ("18446744073709551615", 2**64 - 1),
    ("18446744073709551616", float(2**64)),
    ("-9223372036854775809", float(-(2**63) - 1)),
    ("100000000000000000000000", 1e23),
    ("1" * 309, float("1" * 309)),
    ("-0", 0),
    ("-0.0", -0.0),
    ("0.0", 0.0),
    ("0e5", 0.0),
    ("0E+0", 0.0),
    ("-0e-999999999999", -0.0),
    ("0." + "0" * 999 + "1e1000", 1.0),
    ("1" + "0" * 400 + "e-400", 1.0),
    ("1e0", 1.0),
    ("1E5", 1e5),
    ("1e05", 1e5),
    ("1.5e+3", 1500.0),
    ("123.456e-2", 1.23456),
    ("1e-400", 0.0),
    ("-1e-400", -0.0),
    ("1e308", 1e308),
    ("1.7976931348623157e308", sys.float_info.max),
    ("1.7976931348623158e308", sys.float_info.max),
    ("2.2250738585072011e-308", 2.2250738585072011e-308),
    ("4.9e-324", 5e-324),
    ("2.4703282292062327e-324", 0.0),
    ("2.4703282292062328e-324", 5e-324),
    ("9007199254740993.0", 9007199254740992.0),
    ("9007199254740993.00000000000000000000001", 9007199254740994.0),
]


@pytest.mark.parametrize("text, expected", ACCEPTED, ids=ascii)
def test_accepted(text, expected, form):
    assert same(loads(form(text)), expected)
    assert same(loads(form(f"[{text},\t{text}]")), [expected, expected])
    assert same(loads(form(f' {{"k" : {text} }} ')), {"k": expected})


@pytest.mark.parametrize("wide", ["\xe9", "\u20ac", "\U0001f600"])
@pytest.mark.parametrize("text, expected", ACCEPTED, ids=ascii)
def test_accepted_beside_wide_text(text, expected, wide):
    document = f'[{text},"{wide}",{text},"{wide * 70}"]'
    expected = [expected, wide, expected, wide * 70]
    for form in FORMS.values():
        assert same(loads(form(document)), expected)


def test_str_subclass():
    class Str(str):
        def encode(self):
            raise AssertionError("read in place")

    for text in ('["\xe9"]', '["a"]', '["\u20ac"]'):
        assert loads(Str(text)) == [text[2:-2]]
    with pytest.raises(JSONDecodeError) as caught:
        loads(Str("x"))
    assert caught.value.doc == "x"


def test_bytes_subclass():
    assert loads(type("Bytes", (bytes,), {})(b"[1]")) == [1]
    assert loads(type("Bytes", (bytearray,), {})(b"[1]")) == [1]


@pytest.mark.parametrize("kind", ["[]", '{"":}', "[{}]"])
def test_depth(kind, form):
    for depth in (1024, 1025, 5000, 200000):
        start, end = {
            "[]": ("[" * depth, "]" * depth),
            '{"":}': ('{"":' * (depth - 1) + "{", "}" * depth),
            "[{}]": (
                '[{"":' * (depth // 2) + "[" * (depth % 2),
                "]" * (depth % 2) + "}]" * (depth // 2),
            ),
        }[kind]
        if kind == "[{}]":
            start += "" if depth % 2 else "1"
        if depth <= 1024:
            value = loads(form(start + end))
            for _ in range(depth - 1):
                value = value[0] if type(value) is list else value[""]
            assert value in ([], {}, {"": 1})
            continue
        with pytest.raises(
            JSONDecodeError, match="the limit is 1024"
        ) as caught:
            loads(form(start + end))
        brackets = [i for i, c in enumerate(start[:9000]) if c in "[{"]
        assert caught.value.pos == brackets[1024]
        with pytest.raises(JSONDecodeError, match="the limit is 1024"):
            loads(form(start))


def check_float(text):
    expected = float(text)
    for document in (text, text.encode(), f'["\u20ac",{text}]'):
        if math.isinf(expected):
            with pytest.raises(JSONDecodeError, match="beyond the range"):
                loads(document)
            continue
        got = loads(document)
        got = got[1] if type(got) is list else got
        assert struct.pack("d", got) == struct.pack("d", expected), text


DIGITS = st.text("0123456789", min_size=1)
WHOLE = st.one_of(DIGITS.map(lambda s: s.lstrip("0") or "0"), st.just("0"))
EXPONENT = st.integers(-400, 400).map("e{}".format)


@given(st.sampled_from(["", "-"]), WHOLE, DIGITS, EXPONENT)
@example(
    "", "1", "7976931348623158079372897140530341507993413271003782693", "e308"
)
@example("", "2", "2250738585072012", "e-308")
def test_number(sign, whole, fraction, exponent):
    check_float(f"{sign}{whole}.{fraction}{exponent}")
    check_float(f"{sign}{whole}{exponent}")
    check_float(f"{sign}{whole}.{fraction}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_float_read_back(value):
    for text in (
        repr(value),
        f"{value:.17e}",
        f"{value:.25e}",
        f"{value:.0e}",
    ):
        check_float(text if "." in text or "e" in text else text + ".0")
    assert same(loads(dumps(value)), value)


@given(st.integers(0, 2**52 - 1), st.integers(0, 2046))
@example(0, 1)
@example(2**52 - 1, 0)
def test_float_half_way(fraction, exponent):
    """Decimals exactly between two doubles, and just beside the middle."""
    low = struct.unpack("d", struct.pack("Q", exponent << 52 | fraction))[0]
    top, bottom = low.as_integer_ratio()
    shift = max(bottom.bit_length() + 1, 1100)
    step = 2 ** (shift - 1075 + max(exponent, 1))
    middle = (top << shift) // bottom + step // 2
    digits = str(middle * 5**shift)
    for near in (digits, digits + "1", str(int(digits) - 1)):
        extra = len(near) - len(digits) if len(near) > len(digits) else 0
        check_float(f"{near}e-{shift + extra}")


@given(st.integers(-(2**65), 2**65))
def test_int(value):
    got = loads(str(value))
    exact = -(2**63) <= value < 2**64
    assert same(got, value if exact else float(value))


@given(
    st.dictionaries(st.text("ab\\u", max_size=3), st.integers(), max_size=9)
)
def test_duplicate_keys(value):
    pairs = [(k, i) for i in range(3) for k in value]
    random.shuffle(pairs)
    text = ",".join(f"{json.dumps(k)}:{v}" for k, v in pairs)
    assert loads("{%s}" % text) == dict(pairs)


def test_many_and_long_keys():
    for n in (1, 31, 32, 33, 64, 65, 300):
        value = {f"{'k' * n}{i}": i for i in range(2000)}
        assert same(loads(json.dumps(value)), value)
        records = [
            dict.fromkeys(list(value)[i : i + 9], i) for i in range(500)
        ]
        assert same(loads(json.dumps(records).encode()), records)


def test_shared_keys_are_new_values():
    first = loads('[{"a":[]},{"a":[]}]')
    first[0]["a"].append(1)
    assert first == [{"a": [1]}, {"a": []}]
    assert loads('[{"a":[]},{"a":[]}]') == [{"a": []}, {"a": []}]


@pytest.mark.parametrize("character", ["a", "\xe9", "\u20ac", "\U0001f600"])
def test_long_strings(character):
    for n in (15, 16, 17, 31, 32, 33, 63, 64, 65, 4095, 4096, 2**18):
        text = character * n
        for raw in (text, text + "\\n" + text, "\\u20ac" + text, text + "\\t"):
            expected = json.loads(f'"{raw}"')
            for form in FORMS.values():
                assert loads(form(f'"{raw}"')) == expected
                assert loads(form(f'{{"{raw}":1}}')) == {expected: 1}


EVERYTHING = (
    ' {"plain": [0, -1, 1.5e+10, 18446744073709551615, true, false, null],'
    '"\xe9\u20ac\U0001f600": '
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00",\n'
    '"nested": {"a": [[], {}, [{"b": ""}]], "long": "0123456789abcdefghijkl'
    'mnopqrstuvwxyz0123456789 \xe9 0123456789 \u20ac 0123456789 \U0001f600"}}'
)


def test_cut_at_each_byte():
    data = EVERYTHING.encode()
    assert same(loads(data), json.loads(EVERYTHING))
    for n in range(len(data)):
        pieces = [bytes(data[:n]), bytearray(data[:n]), memoryview(data)[:n]]
        for piece in pieces:
            with pytest.raises(JSONDecodeError) as caught:
                loads(piece)
            assert caught.value.pos <= n


def test_cut_at_each_character():
    end = "unexpected end of data"
    for n in range(2, len(EVERYTHING)):
        messages = []
        for form in FORMS.values():
            with pytest.raises(JSONDecodeError) as caught:
                loads(form(EVERYTHING[:n]))
            error = caught.value
            messages.append((error.msg, error.pos, error.doc))
        assert messages == [(end, n, EVERYTHING[:n])] * len(FORMS)

# SPDX-License-Identifier: MIT
"""The options of loads() for numbers."""

import decimal
import json
import math
import struct
import sys
from decimal import Decimal

import pytest
from conftest import FORMS, error_of, same
from jsonde import (
    OPT_BIG_INTEGER,
    OPT_DECIMAL,
    OPT_NAN_LITERAL,
    dumps,
    loads,
)

# This text beside the number gives the str wider units.
WIDER = ["", "\xe9", "\u65e5", "\U0001f600"]

# ---------------------------------------------------------- OPT_BIG_INTEGER

EDGES = [2**63, 2**64, 10**19, 10**20, 10**21, 10**38, 10**308, 10**400]
INTEGERS = [
    sign * n + d for n in EDGES for sign in (1, -1) for d in (-1, 0, 1)
]
LIMITED = hasattr(sys, "set_int_max_str_digits")


@pytest.fixture
def digits():
    """Sets the limit of digits, and restores it afterwards."""
    if not LIMITED:
        pytest.skip("no limit in this Python")
    before = sys.get_int_max_str_digits()
    yield sys.set_int_max_str_digits
    sys.set_int_max_str_digits(before)


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
def test_big_integer(wider):
    document = json.dumps(
        [INTEGERS, {"a": INTEGERS}, wider], ensure_ascii=False
    )
    expected = [INTEGERS, {"a": INTEGERS}, wider]
    for form in FORMS.values():
        assert same(loads(form(document), option=OPT_BIG_INTEGER), expected)
    for n in INTEGERS:
        assert same(loads(f" {n} ", option=OPT_BIG_INTEGER), n)


def test_big_integer_leaves_the_rest():
    option = OPT_BIG_INTEGER
    text = "[-0, -0.0, 1.0, 1e2, 123456789012345678901.0, 1e22]"
    assert same(loads(text, option=option), loads(text))
    assert error_of("1e400", option)[0].endswith("the range of a double")
    big = "1" * 400 + ".5"
    assert error_of(f"[{big}]", option)[0].endswith("the range of a double")


@pytest.mark.parametrize("limit", [640, 641, 4300, 10000])
def test_big_integer_with_a_limit(digits, limit):
    digits(limit)
    for sign in ("", "-"):
        text = sign + "9" * limit
        value = loads(f'["\u65e5", {text}]', option=OPT_BIG_INTEGER)[1]
        assert value == int(text)
        with pytest.raises(ValueError) as refused:
            int(text + "1")
        for start in ("", "[", '["\u65e5", ', '{"a": '):
            for form in FORMS.values():
                source = form(start + text + "1 ")
                got = error_of(source, OPT_BIG_INTEGER)
                assert got == (str(refused.value), len(start))
        assert math.isinf(float(text))
        assert error_of(text, 0)[0].endswith("the range of a double")


def test_big_integer_without_a_limit(digits):
    digits(0)
    value = loads("[" + "7" * 6000 + "]", option=OPT_BIG_INTEGER)[0]
    assert value == int("7" * 6000)


# -------------------------------------------------------------- OPT_DECIMAL

# Decimal has smaller exponents where a pointer has 32 bits.
MOST = min(999999999, decimal.MAX_EMAX)
DECIMALS = ["0.0", "-0.0", "0e0", "-0E-0", "0e+5", "1.0", "1.10", "-1e5"]
DECIMALS += ["1E400", "-1.5e-400", "1e+05", "0.1", "3.14159265358979323846"]
DECIMALS += ["123456789012345678901", "-9223372036854775809", "1" * 400]
DECIMALS += ["18446744073709551616", "0." + "12345" * 500, f"1e{MOST}"]
DECIMALS += [f"1e-{MOST}", "9" * 50 + "." + "9" * 50 + "e-9999"]
CONTEXTS = [
    decimal.Context(prec=3),
    decimal.Context(prec=1, Emin=-1, Emax=1, clamp=1),
    decimal.Context(prec=3, traps=[]),
    decimal.Context(prec=3, traps=[decimal.Inexact, decimal.FloatOperation]),
]


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
@pytest.mark.parametrize("context", CONTEXTS)
def test_decimal(context, wider):
    expected = [Decimal(text) for text in DECIMALS]
    document = '[["%s"],%s,{"a":[%s]}]' % (
        *(wider, ",".join(DECIMALS), " , ".join(DECIMALS)),
    )
    with decimal.localcontext(context):
        for form in FORMS.values():
            value = loads(form(document), option=OPT_DECIMAL)
            assert repr(value[1:-1]) == repr(expected)
            assert repr(value[-1]) == repr({"a": expected})
        for text, number in zip(DECIMALS, expected):
            got = loads(text, option=OPT_DECIMAL)
            assert type(got) is Decimal and repr(got) == repr(number)


@pytest.mark.parametrize("context", CONTEXTS)
def test_decimal_beyond_its_range(context):
    message = "number is beyond the range of decimal.Decimal"
    huge = [
        "1e9999999999999999999",
        "-1e-9999999999999999999",
        "1e" + "9" * 99,
    ]
    with decimal.localcontext(context):
        for text in huge:
            for start in ("", "[1.5, ", '["\u65e5", '):
                for form in FORMS.values():
                    got = error_of(form(start + text), OPT_DECIMAL)
                    assert got == (message, len(start))
        assert repr(loads("1.23456", option=OPT_DECIMAL)) == repr(
            Decimal("1.23456")
        )


def test_decimal_leaves_integers():
    edges = [0, 1, -1, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, -(2**63)]
    assert same(loads(json.dumps(edges), option=OPT_DECIMAL), edges)
    assert same(loads("[-0]", option=OPT_DECIMAL), [0])
    assert repr(loads("-0.0", option=OPT_DECIMAL)) == "Decimal('-0.0')"


def test_decimal_and_big_integer():
    option = OPT_DECIMAL | OPT_BIG_INTEGER
    assert same(loads(json.dumps(INTEGERS), option=option), INTEGERS)
    assert repr(loads("[1e22, 1.0]", option=option)) == repr(
        [Decimal("1e22"), Decimal("1.0")]
    )


def test_many_decimals():
    texts = [f"{i}.{i:05}" for i in range(3000)]
    value = loads("[%s]" % ",".join(texts), option=OPT_DECIMAL)
    assert repr(value) == repr([Decimal(text) for text in texts])
    text = dumps(value, option=OPT_DECIMAL)
    assert repr(loads(text, option=OPT_DECIMAL)) == repr(value)


# ---------------------------------------------------------- OPT_NAN_LITERAL


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_nan_literal(word, wider):
    want = struct.pack("d", json.loads(word))
    for text in (word, f" {word}\n", f"[{word}]", f'{{"a":{word}}}'):
        for form in FORMS.values():
            got = loads(form(text), option=OPT_NAN_LITERAL)
            got = got[0] if type(got) is list else got
            got = got["a"] if type(got) is dict else got
            assert struct.pack("d", got) == want
    document = f'["{wider}",{word},{{"a":{word},"b":-1}},{word},-2.5,"{word}"]'
    for form in FORMS.values():
        got = loads(form(document), option=OPT_NAN_LITERAL)
        assert repr(got) == repr(json.loads(document))
        assert error_of(form(document), 0)[1] == document.index(word) + (
            word[0] == "-"
        )


@pytest.mark.parametrize("option", [0, OPT_DECIMAL | OPT_BIG_INTEGER])
def test_nan_words_that_are_none(option):
    option |= OPT_NAN_LITERAL
    for text in (
        "nan",
        "NAN",
        "Nan",
        "NaN1",
        "-NaN",
        "inf",
        "Inf ",
        "infinity",
    ):
        error_of(text, option)
        error_of(f"[{text}]", option)
    for text in (
        "+Infinity",
        "--Infinity",
        "- Infinity",
        "Infinit",
        "-I",
        "N",
    ):
        error_of(text, option)
    error_of("{NaN:1}", option)
    assert math.isnan(loads("NaN", option=option))
    assert type(loads("-Infinity", option=option)) is float


# ------------------------------------------------------- where a number ends

# (number, characters that cannot follow it although numbers contain them).
JOINED = [
    *(
        ("1.5", tail)
        for tail in (".5", ".", "-1", "+1", "..", ".e5", "-", "+")
    ),
    *(("1e5", tail) for tail in (".5", "e5", "E1", "-1", "+", ".", "e")),
    *(("1.5E-7", tail) for tail in (".5", "e5", "-", "+1", "E")),
    *(("0", tail) for tail in ("-1", "+", "-")),
    *(("12345678901234567890123", tail) for tail in ("-1", "+", "-", "+1")),
    *(("1" * 400 + "e-300", tail) for tail in (".5", "e5", "-", "+1")),
]


@pytest.mark.parametrize("number, tail", JOINED)
@pytest.mark.parametrize(
    "option", [0, OPT_BIG_INTEGER, OPT_DECIMAL, OPT_BIG_INTEGER | OPT_DECIMAL]
)
def test_end_of_a_number(number, tail, option):
    for wider in WIDER:
        start = f'["{wider}", {number}'
        for form in FORMS.values():
            for end in ("", "]", " ]", "9]"):
                assert error_of(form(start + tail + end), option) == (
                    f"expected ',' or ']', found {tail[0]!r}",
                    len(start),
                )
            assert error_of(form(number + tail), option) == (
                "unexpected content after the document",
                len(number),
            )
            got = loads(form(start + "]"), option=option)[1]
            assert repr(got) == repr(loads(number, option=option))

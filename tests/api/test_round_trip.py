# SPDX-License-Identifier: MIT
"""Properties of all values and all texts, compared with the standard library."""

import json
import math
import re

from conftest import same
from hypothesis import example, given
from hypothesis import strategies as st
from jsonde import JSONDecodeError, dumps, loads

CHARACTERS = st.one_of(
    st.characters(max_codepoint=0x7F),
    st.characters(max_codepoint=0xFF),
    st.characters().filter(lambda c: not "\ud800" <= c <= "\udfff"),
)
TEXT = st.text(CHARACTERS)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INTS = st.integers(-(2**63), 2**64 - 1)
SCALARS = st.one_of(st.none(), st.booleans(), INTS, FLOATS, TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=8), st.dictionaries(TEXT, inner, max_size=8)
    ),
    max_leaves=30,
)


@given(VALUES)
def test_round_trip(value):
    data = dumps(value)
    for form in (data, data.decode(), bytearray(data), memoryview(data)):
        assert same(loads(form), value)
    assert dumps(loads(data)) == data


@given(VALUES)
def test_dumps_is_json(value):
    data = dumps(value)
    assert same(json.loads(data.decode()), value)


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), INTS, TEXT),
        lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
        max_leaves=30,
    )
)
def test_dumps_as_the_standard_library(value):
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert dumps(value) == expected.encode()


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 1, "\t\r\n "]))
def test_loads_as_the_standard_library(value, ensure_ascii, indent):
    text = json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)
    data = text.encode()
    for form in (text, data, bytearray(data), memoryview(data)):
        assert same(loads(form), json.loads(text))


# ---------------------------------------------------------- nearly documents


def refuse(name):
    raise ValueError(name)


def read_int(text):
    """As documented: an int of 64 bits, else a float; -0 is 0."""
    value = int(text)
    return value if -(2**63) <= value < 2**64 else read_float(text)


def read_float(text):
    value = float(text)
    if math.isinf(value):
        raise ValueError("beyond the range of a double")
    return value


def read_object(pairs):
    """Makes a dict, and encodes the values that a later equal key hides, too."""
    json.dumps(pairs, ensure_ascii=False).encode()
    return dict(pairs)


def expected_of(data):
    """Returns the value of the standard library as RFC 8259 allows it, or an
    exception."""
    try:
        text = data if isinstance(data, str) else data.decode()
        text.encode()  # without lone surrogates
        value = json.loads(
            text,
            parse_constant=refuse,
            parse_int=read_int,
            parse_float=read_float,
            object_pairs_hook=read_object,
        )
        # Returns whether an escape made a lone surrogate.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        return error
    return value


def check_verdict(data):
    expected = expected_of(data)
    try:
        got = loads(data)
    except JSONDecodeError as error:
        assert isinstance(expected, ValueError), (data, expected)
        length = len(error.doc)
        assert 0 <= error.pos <= length
        assert error.lineno == error.doc.count("\n", 0, error.pos) + 1
        return
    assert not isinstance(expected, Exception), (data, expected)
    assert same(got, expected), (data, got, expected)


PIECES = st.sampled_from(
    [*'[]{}:,"\\ \n0123456789-+.eE', "true", "false", "null", '"a"', "[]"]
    + ["{}", '"a":', "1.5", "1e5", "\\u", "\\n", "\\u00e9", "\\ud83d\\ude00"]
    + ["\\ud800", "\\udc00"]
    + ["\xe9", "\u20ac", "\U0001f600", "NaN", "-Infinity", "\x00", "\x7f"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("[NaN]")
@example('["\\ud800"]')
@example("[1" + "0" * 400 + "]")
def test_pieces(text):
    check_verdict(text)
    check_verdict(text.encode())


@st.composite
def mutated(draw):
    """Returns a document with some bytes changed, inserted or removed."""
    value = draw(VALUES)
    text = json.dumps(value, ensure_ascii=draw(st.booleans()))
    data = bytearray(text.encode())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.sampled_from(["set", "insert", "delete", "cut"]))
        byte = draw(st.integers(0, 255) | st.sampled_from(b'"\\[]{},:0e.-u\n'))
        if kind == "insert":
            data.insert(at, byte)
        elif kind == "cut":
            del data[at:]
        elif at < len(data):
            data[at : at + 1] = [byte] if kind == "set" else []
    return bytes(data)


@given(mutated())
@example(b'{"a":"\\ud800","b":1}')
@example(b'"\xed\xa0\x80"')
def test_mutated(data):
    check_verdict(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    check_verdict(text)


@given(st.binary(max_size=40))
def test_any_bytes(data):
    check_verdict(data)


@example("\x000\x000")
@given(
    st.text(st.one_of(CHARACTERS, st.sampled_from('[]{}",:\\1e')), max_size=40)
)
def test_any_text_fails_alike(text):
    """Only bytes may be UTF-16, and have a hint that they are."""
    results = []
    for form in (text, text.encode(), bytearray(text, "utf-8")):
        try:
            results.append(loads(form))
        except JSONDecodeError as error:
            message = re.sub(r" \(the data is UTF-[^)]*\)", "", str(error))
            results.append((message, error.pos, error.lineno, error.colno))
    assert results[0] == results[1] == results[2]

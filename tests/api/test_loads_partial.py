# SPDX-License-Identifier: MIT
"""loads_partial(), and JSONDecodeError.incomplete: documents cut at each position,
compared with a reference (automaton.py) that knows of each prefix whether it is a
document, can become one, or cannot.

JSONDE_EXAMPLES: the number of cuts of each large document, most of them close to
its start (default: 20). It also scales the number of random documents.
"""

import itertools
import math
import os
import random
import sys

import pytest
from automaton import COMPLETE, INCOMPLETE, INVALID, Reader
from conftest import FORMS, examples, options
from grammar import Writer, damaged, damaged_bytes
from jsonde import (
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
    JSONDecodeError,
    loads,
    loads_partial,
)
from standard import standard

EXAMPLES = examples(20, 5)
BIG_RUN = "JSONDE_EXAMPLES" in os.environ
# The reference is fast enough for this many units of each large document.
NEAR = 10**9 if BIG_RUN else 40000

# The standard library recurses, so documents are not nested more deeply.
DEEP = 300

ALL = options(
    "BIG_INTEGER DECIMAL NAN_LITERAL UNIQUE_KEYS LONE_SURROGATES JSONC"
)


def closed_partial(data, option=None):
    return loads_partial(data, option=option, partial="closed")


def raised(function, data, option):
    try:
        value = function(data, option=option)
    except JSONDecodeError as error:
        return error.msg, error.pos, error.doc, error.incomplete
    raise AssertionError(f"accepted as {value!r}: {data!r}")


def check(reader, data, with_value=True):
    """Compares the decoder with the reader, which has read the same data."""
    verdict, option = reader.verdict(), reader.option
    if verdict == COMPLETE:
        value = loads(data, option=option)
        for how in ({}, {"partial": "all"}, {"partial": "closed"}):
            got = loads_partial(data, option=option, **how)
            assert repr(got) == repr((value, True))
        return
    error = raised(loads, data, option)
    assert error[3] is (verdict == INCOMPLETE), (data, error)
    if verdict == INVALID:
        assert raised(loads_partial, data, option) == error
        assert raised(closed_partial, data, option) == error
        return
    value, complete = loads_partial(data, option=option)
    assert complete is False, data
    if with_value and len(reader.closers) < DEEP:
        want = reader.value()
        assert repr(value) == repr(want), (data, value, want)
        got = loads_partial(data, option=option, partial="closed")
        want = reader.value(closed=True), False
        assert repr(got) == repr(want), (data, got, want)


def check_at_each_unit(document, option=0):
    """Compares each prefix until no text can follow it."""
    reader = Reader(option)
    check(reader, document[:0])
    for i in range(len(document)):
        reader.feed(document[i : i + 1])
        check(reader, document[: i + 1])
        if reader.verdict() == INVALID:
            break


# --------------------------------------------------------- what the docs say

SAID = [
    ("", None, False),
    (" ", None, False),
    ("-", None, False),
    ("-0", 0, True),
    ("12", 12, True),
    ("12 ", 12, True),
    ("1.", 1, False),
    ("1e+", 1, False),
    ("1.5E", 1.5, False),
    ("-1.5e-", -1.5, False),
    ("t", True, False),
    ("fals", False, False),
    ("nu", None, False),
    ("null", None, True),
    ('"', "", False),
    ('"ab\\', "ab", False),
    ('"ab\\u00e', "ab", False),
    ('"ab\\u00e9', "ab\xe9", False),
    ('"ab\\ud83d', "ab", False),
    ('"ab\\ud83d\\ude0', "ab", False),
    ('"ab\\ud83d\\ude00', "ab\U0001f600", False),
    ('"ab"', "ab", True),
    ("[", [], False),
    ("[1, 12", [1, 12], False),
    ("[1, 12,", [1, 12], False),
    ("[1, -", [1], False),
    ("[1, [", [1, []], False),
    ("[t", [True], False),
    ("{", {}, False),
    ('{"a', {}, False),
    ('{"a"', {}, False),
    ('{"a":', {}, False),
    ('{"a": -', {}, False),
    ('{"a": "', {"a": ""}, False),
    ('{"a": 1, "b', {"a": 1}, False),
    ('{"a": 1, "a": ', {"a": 1}, False),
    ('{"a": 1, "a": 2', {"a": 2}, False),
    ('{"a": {"b": [n', {"a": {"b": [None]}}, False),
    ("1" * 400, None, False),
    ("[1," + "1" * 400, [1], False),
    ('{"a":1,"b":' + "1" * 400 + "e-", {"a": 1}, False),
    ("[" + "1" * 400 + "e-300", [float("1" * 400 + "e-300")], False),
]


@pytest.mark.parametrize("text, value, complete", SAID, ids=repr)
def test_said(text, value, complete, form):
    result = loads_partial(form(text))
    assert type(result) is tuple
    assert repr(result) == repr((value, complete))
    if not complete:
        assert raised(loads, form(text), None)[3] is True


# Python refuses so many digits since 3.9.14.
LONG_INTEGER = [("[" + "1" * 5000 + ".", "BIG_INTEGER", [], False)]
if not hasattr(sys, "get_int_max_str_digits"):
    LONG_INTEGER = []
WITH_OPTIONS = [
    ("N", "NAN_LITERAL", math.nan, False),
    ("[Na", "NAN_LITERAL", [math.nan], False),
    ("NaN", "NAN_LITERAL", math.nan, True),
    ("I", "NAN_LITERAL", math.inf, False),
    ("[-", "NAN_LITERAL", [], False),
    ("-I", "NAN_LITERAL", -math.inf, False),
    ("-Inf", "NAN_LITERAL", -math.inf, False),
    ('"ab\\ud83d', "LONE_SURROGATES", "ab\ud83d", False),
    ('"\\ude00\\n', "LONE_SURROGATES", "\ude00\n", False),
    ('{"a":1,"a', "UNIQUE_KEYS", {"a": 1}, False),
    ('{"a":1,"b"', "UNIQUE_KEYS", {"a": 1}, False),
    *LONG_INTEGER,
    ("[" + "1" * 400 + "e+", "BIG_INTEGER DECIMAL", [int("1" * 400)], False),
    ("[1, // a", "JSONC", [1], False),
    ("[1, /* a ]", "JSONC", [1], False),
    ("[1, /", "JSONC", [1], False),
    ("1 // a", "JSONC", 1, True),
    ("1 /", "JSONC", 1, False),
    ("1 /* a *", "JSONC", 1, False),
    ("//", "JSONC", None, False),
    ('{"a": /**/', "JSONC", {}, False),
]


@pytest.mark.parametrize("text, names, value, complete", WITH_OPTIONS)
def test_said_with_options(text, names, value, complete, form):
    option = options(names)
    result = loads_partial(form(text), option=option)
    assert repr(result) == repr((value, complete))


def test_sequence_that_was_cut():
    for character in ("\xe9", "\u65e5", "\U0001f600"):
        data = character.encode()
        for n in range(1, len(data)):
            assert loads_partial(b'["a' + data[:n]) == (["a"], False)
            assert loads_partial(b'{"a":"' + data[:n]) == ({"a": ""}, False)
            assert loads_partial(b'{"a' + data[:n]) == ({}, False)
            assert raised(loads, b'"' + data[:n], None)[3] is True


@pytest.mark.parametrize("end", ["ed a0", "f4 90", "e0 80", "c0", "ff", "80"])
def test_sequence_that_nothing_completes(end):
    data = b'["a' + bytes.fromhex(end)
    assert raised(loads_partial, data, None)[3] is False
    assert raised(loads, data, None)[3] is False


def test_error_of_the_argument():
    for value in (1, None, [], object()):
        for function in (loads, loads_partial):
            assert raised(function, value, None)[1:] == (0, "", False)


def test_deepest():
    for start in ("[", '{"":'):
        value, complete = loads_partial(start * 1023 + "[")
        assert complete is False
        for _ in range(1023):
            value = value[0] if start == "[" else value[""]
        assert value == []
        error = raised(loads_partial, start * 1024 + "[", None)
        assert error[1] == 1024 * len(start) and error[3] is False
        assert raised(loads, start * 1023 + "[", None)[3] is True


# ---------------------------------------------------------- short documents

DOCUMENTS = [
    ' {"a": [0, -1, 1.5e+10, true, false, null], "b": {}, "c": []} ',
    '{"a":{"a":{"a":1,"a":2},"a":""},"b":[[],[[]],{}]}',
    '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\ud83d\\ude00\\u0000"]',
    '["\xe9\u20ac\U0001f600", {"\xe9\u20ac\U0001f600": "\x7f\xff"}]',
    '{"\\ud83d\\ude00":1,"\\u0061\\"":[2,"\\uDBFF\\uDFFF"],"":3}',
    '["\\ud83d", "\\ude00", "\\ud83d\\ud83d\\ude00", "\\ud83dx\\udfff"]',
    "[-0, -0.0, 0e0, 10E-5, 12345678901234567890, 123456789012345678901]",
    "[-9223372036854775808, -9223372036854775809, 18446744073709551616.0]",
    "[1.7976931348623157e308, 4.9e-324, 1e-999, 1e400, 1]",
    "[NaN, Infinity, -Infinity, -1, {}]",
    '/* a */ [1, // b\n 2, /**/ {"a" /***/ : /* */ 3, }, "//", "/*", ] // c',
    '// \xe9\u65e5\U0001f600\n["\xe9", /* \u65e5\U0001f600 */ 1] // \xe9',
    '{"a": 1, "b": 2, "\\u0061": 3}',
    '{"a": [{"a": 1}, {"a": 2, "b": 3, "a": 4}], "b": 1}',
    '{"one": 1, "two": "x", "three": [{"one": 1, "two": "y", "three": []}]}',
    '"one long string, and an escape \\n in it, of more than thirty-two bytes"',
]
DOCUMENTS += ["null", "true ", "-12.5e-1", '""', "[]", "{}", "  "]
# Documents that become invalid somewhere.
WRONG = [
    *("[1,]", '{"a":1,}', "[,", "{,", '{"a" 1', "[1 2", "1 2", "{1", "]", "}"),
    *("nul1", "truE", "falze", "-a", "01", "-01", "1.e", "1e+-", "+1", ".5"),
    *('"\\x', '"\\u00g', '"\\udc00', '"\\ud83d ', '"\\ud83d\\n', '"\\ud83d"'),
    *('"\\ud83d\\u0', '"\\ud83d\\ud8', '"\n"', '"\x00', '{"a\t', "\ufeff1"),
    *("[\xe9", "1\xa0", '"\\\xe9', '"\\u\xe9', "tr\xe9", "/", "/x", "/*/1"),
    *(
        "nan",
        "Nan",
        "Infx",
        "-i",
        "1 /a",
        "[1,,",
        "{'a'",
        '{"a":,',
        "[}",
        "{]",
    ),
]


@pytest.mark.parametrize("text", DOCUMENTS + WRONG, ids=lambda s: s[:20])
def test_cut_at_each_place(text):
    single = (OPT_NAN_LITERAL, OPT_UNIQUE_KEYS, OPT_LONE_SURROGATES, OPT_JSONC)
    for option in (0, ALL, *single):
        check_at_each_unit(text, option)
        check_at_each_unit(text.encode(), option)


LONG = [
    "1" * 310 + "e-5 ",
    "1" * 310 + "e+5 ",
    "1" * 310 + "E5 ",
    "-" + "1" * 310 + "E+0",
    "[-" + "1" * 310 + ".5e-0400 ",
    "0." + "0" * 300 + "1e+308 ",
    "1" * 5000 + ".0e-4999",
    "1e-9999999999999999999 ",
]


@pytest.mark.parametrize("text", LONG, ids=lambda s: s.strip("[-1"))
def test_cut_in_long_numbers(text):
    """Returns whether a number is in range, or can become so."""
    cuts = [*range(1, len(text), 1500), *range(len(text) - 10, len(text) + 1)]
    for names in ("", "BIG_INTEGER", "DECIMAL", "BIG_INTEGER DECIMAL"):
        check_cuts(text, cuts, options(names))
        check_cuts(text.encode(), cuts, options(names))


def test_lone_surrogates_in_str():
    for text in (
        '["\ud83d\ude00\\ud83d"',
        '{"\udfff',
        '"\\ud83d\ude00"',
        "\ud83d",
        "[1 // \ud83d\n",
        "/* *\ude00 */ [1]",
    ):
        for option in (0, OPT_LONE_SURROGATES, OPT_JSONC, ALL):
            check_at_each_unit(text, option)


UNITS = ' "\\[]{}:,0-.eu1tN'


def test_every_short_text():
    """All texts of up to three of these units. The reference agrees with json."""
    for n in range(4):
        for units in itertools.product(UNITS, repeat=n):
            text = "".join(units)
            reader = Reader()
            reader.feed(text)
            check(reader, text)
            try:
                assert repr(standard(text)) == repr(reader.value())
                assert reader.verdict() == COMPLETE
            except ValueError:
                assert reader.verdict() != COMPLETE


BYTES = bytes.fromhex(
    "22 5c 7f 80 8f 90 9f a0 bf c1 c2 df e0 e1 ed f0 f1 f4 f5"
)


def test_every_short_sequence():
    for some in itertools.product(BYTES, repeat=3):
        reader = Reader()
        reader.feed(b'["' + bytes(some))
        check(reader, b'["' + bytes(some))


# --------------------------------------------------------- random documents


def test_random_documents():
    writer = Writer(5)
    for i in range(min(EXAMPLES * 20, 20000)):
        text = writer.document()
        if i % 2:
            text = damaged(text, writer.random)
        option = (0, 0, ALL, OPT_UNIQUE_KEYS, OPT_LONE_SURROGATES)[i % 5]
        data = text.encode("utf-8", "surrogatepass")
        if i % 3 == 0:
            data = damaged_bytes(data, writer.random)
        for document in (text, data):
            cuts = [writer.random.randrange(len(document) + 1) for _ in "123"]
            check_cuts(document, cuts, option)


def check_cuts(document, cuts, option=0, values=1):
    """Cuts at these positions, and compares the values of some of them."""
    reader, at = Reader(option), 0
    for i, cut in enumerate(sorted(cuts)):
        reader.feed(document[at:cut])
        check(reader, document[:cut], with_value=i % values == 0)
        at = cut


# ---------------------------------------------------------- large documents


def test_suite(data_dir):
    """JSONTestSuite. Of long documents only the start is read."""
    seen = 0
    for file in (data_dir / "JSONTestSuite/test_parsing").glob("*.json"):
        data = file.read_bytes()
        if len(data) < 300:
            check_at_each_unit(data)
        else:
            check_cuts(data[:5000], range(0, min(len(data), 5000), 499))
        seen += 1
    assert seen == 318


def documents(data_dir):
    for file in sorted(data_dir.iterdir()):
        if file.suffix == ".json":
            yield file.read_bytes()
        elif file.suffix == ".ndjson":
            yield from file.read_bytes().splitlines()[:5]


def places(size, count, numbers):
    """Returns positions, most of them close to the start."""
    return [int(size ** numbers.random()) for _ in range(count)]


def test_large_documents(data_dir):
    numbers = random.Random(6)
    forms = list(FORMS.values())
    for data in documents(data_dir):
        for document in (data, data.decode()):
            size = min(len(document), NEAR)
            values = max(EXAMPLES // 100, 1)
            cuts = places(size, EXAMPLES, numbers)
            check_cuts(document, cuts, values=values)
        for n in places(len(data), 3, numbers):
            piece = data.decode()[:n]
            assert raised(loads, forms[n % 6](piece), None)[3] is True
        assert loads_partial(data)[1] is True

# SPDX-License-Identifier: MIT
"""loads(): what is refused, with which words, and where."""

import json

import pytest
from jsonde import JSONDecodeError, loads

EMPTY = "Input is a zero-length, empty document"
BLANK = "input data is empty: only white space, no value"
BOM = "a byte order mark (BOM) is not allowed"
END = "unexpected end of data"
TRAILING = "unexpected content after the document"
VALUE = "expected a value"
VALUE_OR_END = "expected a value or ']'"
KEY = "expected a key in double quotes"
KEY_OR_END = "expected a key in double quotes or '}'"
COLON = "expected ':' after the key"
IN_ARRAY = "expected ',' or ']'"
IN_OBJECT = "expected ',' or '}'"
LITERAL = "invalid literal"
NUMBER = "invalid number"
ZERO = "invalid number: a leading zero"
RANGE = "number is beyond the range of a double"
CONTROL = "control character in a string"
ESCAPE = "invalid escape in a string"
HEX = "invalid \\u escape: expected four hexadecimal digits"
LONE = "lone surrogate in a \\u escape"
UTF8 = "invalid UTF-8"
SURROGATE = "surrogates are not allowed"
# Those say what was found as well.
EXPECTATIONS = (
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    IN_ARRAY,
    IN_OBJECT,
)

# The caret stands under the character that is at fault; raw text, so that
# each character is one column here as well.
REFUSED = [
    ("", "^", EMPTY),
    ("  ", "  ^", BLANK),
    ("\ufeff1", "^", BOM),
    ("[", " ^", END),
    ("[1", "  ^", END),
    ("[1,", "   ^", END),
    ("[1, ", "    ^", END),
    ("{", " ^", END),
    ('{"a"', "    ^", END),
    ('{"a":', "     ^", END),
    ('{"a":1', "      ^", END),
    ('{"a":1,', "       ^", END),
    ('{"a":1,"b"', "          ^", END),
    ('"', " ^", END),
    ('"abc', "    ^", END),
    ('"abcdefghijklmnopqrstuvwxyz012345', " " * 33 + "^", END),
    ('"\\', "  ^", END),
    (r'"\u', "   ^", END),
    (r'"\u12', "     ^", END),
    (r'"\ud800', "       ^", END),
    (r'"\ud800\u', "         ^", END),
    ("t", " ^", END),
    ("nul", "   ^", END),
    ("fals", "    ^", END),
    ("-", " ^", END),
    ("1.", "  ^", END),
    ("1e", "  ^", END),
    ("1.5E-", "     ^", END),
    ("]", "^", VALUE),
    ("}", "^", VALUE),
    (",", "^", VALUE),
    (":", "^", VALUE),
    ("[1,]", "   ^", VALUE),
    ("[,1]", " ^", VALUE_OR_END),
    ("[1,,2]", "   ^", VALUE),
    ("[}", " ^", VALUE_OR_END),
    ('{"a":}', "     ^", VALUE),
    ('{"a":,', "     ^", VALUE),
    ("NaN", "^", VALUE),
    ("Infinity", "^", VALUE),
    ("True", "^", VALUE),
    ("None", "^", VALUE),
    ("+1", "^", VALUE),
    (".5", "^", VALUE),
    ("'a'", "^", VALUE),
    ("// c", "^", VALUE),
    ("/**/1", "^", VALUE),
    ("\x001", "^", VALUE),
    ("\x0b1", "^", VALUE),
    ("\x0c1", "^", VALUE),
    ("\x7f", "^", VALUE),
    ("\xa01", "^", VALUE),
    ("\xe9", "^", VALUE),
    ("\u20281", "^", VALUE),
    ("\U0001f600", "^", VALUE),
    ("{,}", " ^", KEY_OR_END),
    ("{a:1}", " ^", KEY_OR_END),
    ("{1:2}", " ^", KEY_OR_END),
    ("{'a':1}", " ^", KEY_OR_END),
    ("{]", " ^", KEY_OR_END),
    ('{"a":1,}', "       ^", KEY),
    ('{"a":1,,', "       ^", KEY),
    ('{"a":1,2}', "       ^", KEY),
    ('{"a" 1}', "     ^", COLON),
    ('{"a",1}', "    ^", COLON),
    ('{"a"}', "    ^", COLON),
    ('{"a"=1}', "    ^", COLON),
    ("[1 2]", "   ^", IN_ARRAY),
    ("[1}", "  ^", IN_ARRAY),
    ("[1:2]", "  ^", IN_ARRAY),
    ('["a" "b"]', "     ^", IN_ARRAY),
    ("[1\x00]", "  ^", IN_ARRAY),
    ('{"a":1 "b":2}', "       ^", IN_OBJECT),
    ('{"a":1]', "      ^", IN_OBJECT),
    ('{"a":1:2}', "      ^", IN_OBJECT),
    ("1 2", "  ^", TRAILING),
    ("[]}", "  ^", TRAILING),
    ("{}{}", "  ^", TRAILING),
    ("[1]\x00", "   ^", TRAILING),
    ("1//", " ^", TRAILING),
    ("0x1", " ^", TRAILING),
    ("1_0", " ^", TRAILING),
    ("1\xe9", " ^", TRAILING),
    ("truefalse", "    ^", TRAILING),
    ("1\ufeff", " ^", TRAILING),
    ("nulk", "   ^", LITERAL),
    ("tRue", " ^", LITERAL),
    ("tr\xe9", "  ^", LITERAL),
    ("fals\u0165", "    ^", LITERAL),
    ("-a", " ^", NUMBER),
    ("--1", " ^", NUMBER),
    ("-Infinity", " ^", NUMBER),
    ("-\xe9", " ^", NUMBER),
    ("-.5", " ^", NUMBER),
    ("1.e5", "  ^", NUMBER),
    ("1.-5", "  ^", NUMBER),
    ("1ea", "  ^", NUMBER),
    ("1e+-5", "   ^", NUMBER),
    ("1.\u0661", "  ^", NUMBER),
    ("01", "^", ZERO),
    ("00", "^", ZERO),
    ("-01", " ^", ZERO),
    ("1e400", "^", RANGE),
    ("-1e400", "^", RANGE),
    ("1" * 400, "^", RANGE),
    ('"\n"', " ^", CONTROL),
    ('"a\x00b"', "  ^", CONTROL),
    ('"\x1f"', " ^", CONTROL),
    ('{"a\t":1}', "   ^", CONTROL),
    (r'"\a"', " ^", ESCAPE),
    (r'"\x41"', " ^", ESCAPE),
    (r'"\U0041"', " ^", ESCAPE),
    (r'"\'"', " ^", ESCAPE),
    ('"\\\n"', " ^", ESCAPE),
    ('"\\\xe9"', " ^", ESCAPE),
    (r'"ab\u12g4"', "   ^", HEX),
    (r'"\u 123"', " ^", HEX),
    (r'"\u123"', " ^", HEX),
    (r'"\u+123"', " ^", HEX),
    ('"\\u00\xe9"', " ^", HEX),
    ('"\\u004\u0661"', " ^", HEX),
    (r'"\ud800"', " ^", LONE),
    (r'"ab\udc00"', "   ^", LONE),
    (r'"\ud800a"', " ^", LONE),
    (r'"\ud800\n"', " ^", LONE),
    (r'"\ud800\u0041"', " ^", LONE),
    (r'"\ud800\ud800\udc00"', " ^", LONE),
    (r'"\ud83d\ude00\ude00"', "             ^", LONE),
    (r'{"\udfff":1}', "  ^", LONE),
]


def check(source, text, message, pos):
    with pytest.raises(JSONDecodeError) as caught:
        loads(source)
    error = caught.value
    if message in EXPECTATIONS:
        message = f"{message}, found {text[pos]!r}"
    line = text.rfind("\n", 0, pos)
    assert (error.msg, error.pos, error.doc) == (message, pos, text)
    assert error.lineno == text.count("\n", 0, pos) + 1
    assert error.colno == pos - line
    assert error.args == json.JSONDecodeError(message, text, pos).args


@pytest.mark.parametrize("text, caret, message", REFUSED, ids=ascii)
def test_refused(text, caret, message, form):
    check(form(text), text, message, caret.index("^"))


# Inside an array, some faults are other ones.
INSIDE = {EMPTY: END, BLANK: END, BOM: VALUE, TRAILING: IN_ARRAY}


STARTS = [
    start
    for before in ("a", "\xe9", "\u20ac", "\U0001f600", "\xe9\u20ac")
    for start in (f'["{before}",', f'["{before * 40}",\n "{before}",\r\n ')
]


@pytest.mark.parametrize("text, caret, message", REFUSED, ids=ascii)
def test_refused_behind_text(text, caret, message, form):
    message = INSIDE.get(message, message)
    for start in STARTS:
        document = start + text
        check(form(document), document, message, len(start) + caret.index("^"))


# Documents of bytes that are no UTF-8: how many characters stand before.
BAD_BYTES = [
    (b'"\x80"', UTF8, 1),
    (b'"\xbf"', UTF8, 1),
    (b'"a\xc3"', UTF8, 2),
    (b'"\xc3(', UTF8, 1),
    (b'"\xc3', END, 2),
    (b'"\xe2\x82"', UTF8, 1),
    (b'"\xe2\x82', END, 2),
    (b'"\xf0\x9f\x98"', UTF8, 1),
    (b'"\xf0\x9f\x98', END, 2),
    (b'"\xc0\x80"', UTF8, 1),
    (b'"\xc1\xbf"', UTF8, 1),
    (b'"\xe0\x80\x80"', UTF8, 1),
    (b'"\xe0\x9f\xbf"', UTF8, 1),
    (b'"\xf0\x80\x80\x80"', UTF8, 1),
    (b'"\xf0\x8f\xbf\xbf"', UTF8, 1),
    (b'"\xf4\x90\x80\x80"', UTF8, 1),
    (b'"\xf5\x80\x80\x80"', UTF8, 1),
    (b'"\xf8\x88\x80\x80\x80"', UTF8, 1),
    (b'"\xfe"', UTF8, 1),
    (b'"\xff"', UTF8, 1),
    (b'"\xed\xa0\x80"', SURROGATE, 1),
    (b'"\xed\xbf\xbf"', SURROGATE, 1),
    (b'"\xc3\xa9\xc3("', UTF8, 2),
    (b'"\xf0\x9f\x98\x80\xff"', UTF8, 2),
    (b'{"\xff":1}', UTF8, 2),
    (b'["\xc3\xa9",\xff]', VALUE, 5),
    (b"\xff", VALUE, 0),
    (b"\xff\xff1\x00", VALUE, 0),  # UTF-16 is named: see test_encodings.py
    (b"1\xff", TRAILING, 1),
    (b"\xef\xbb\xbf1", BOM, 0),
    (b"\xef\xbb", VALUE, 0),
]


@pytest.mark.parametrize("data, message, pos", BAD_BYTES)
@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bad_bytes(data, message, pos, kind):
    check(kind(data), data.decode("utf-8", "replace"), message, pos)


@pytest.mark.parametrize(
    "row", [r for r in BAD_BYTES if r[1] in (UTF8, SURROGATE)]
)
def test_bad_bytes_at_each_place(row):
    inside = row[0].strip(b'{"').split(b'"')[0]
    for n in range(70):
        check(
            b'"' + b"x" * n + inside + b'"',
            ('"' + "x" * n + inside.decode("utf-8", "replace") + '"'),
            row[1],
            n + row[2] - (row[0][:1] == b"{"),
        )


@pytest.mark.parametrize("lone", ["\ud800", "\udbff", "\udc00", "\udfff"])
@pytest.mark.parametrize("before", ["", "a", "\xe9", "\u20ac", "\U0001f600"])
def test_lone_surrogate_in_str(lone, before):
    for n in range(40):
        text = f'["{before * n}{lone}"]'
        check(text, text, SURROGATE, 2 + len(before * n))
        check(text[:-2], text[:-2], SURROGATE, 2 + len(before * n))
    check(lone, lone, VALUE, 0)


NOT_TEXT = [
    None,
    1,
    1.5,
    True,
    [],
    {},
    (),
    set(),
    object(),
    iter(()),
    str,
    len,
]


@pytest.mark.parametrize("value", NOT_TEXT, ids=lambda v: type(v).__name__)
def test_not_text(value):
    with pytest.raises(JSONDecodeError) as caught:
        loads(value)
    error = caught.value
    assert (error.doc, error.pos, error.lineno, error.colno) == ("", 0, 1, 1)
    assert error.msg == (
        "input must be str, bytes, or an object with a buffer, not "
        + type(value).__name__
    )

# SPDX-License-Identifier: MIT
"""The message and the position of each error of loads(). Each document of
positions.txt is read from each form of text, alone and after text of each width."""

import json
import pathlib
import re

import pytest
from conftest import options
from jsonde import JSONDecodeError, loads

TABLE = pathlib.Path(__file__).with_name("positions.txt")
PICTURES = {0x2400 + code: code for code in range(0x20)}
PICTURES.update({0x2420: 0x20, 0x2421: 0x7F})

EMPTY = "Input is a zero-length, empty document"
BLANK = "input data is empty: only white space, no value"
BOM = "a byte order mark (BOM) is not allowed"
TRAILING = "unexpected content after the document"
SURROGATE = "surrogates are not allowed"
VALUE = "expected a value"

# Documents whose characters cannot be seen: (text, position, message).
UNSEEN = [
    ("\ufeff1", 0, BOM),
    ("\ufeff", 0, BOM),
    (" \ufeff1", 1, "expected a value, found '\\ufeff'"),
    ("\ufffe1", 0, "expected a value, found '\\ufffe'"),
    ("1\ufeff", 1, TRAILING),
    ("\xa01", 0, "expected a value, found '\\xa0'"),
    ("\u20281", 0, "expected a value, found '\\u2028'"),
    ("[1\u2028]", 2, "expected ',' or ']', found '\\u2028'"),
    ("{\u200b}", 1, "expected a key in double quotes or '}', found '\\u200b'"),
    ('{"a"\x85:1}', 4, "expected ':' after the key, found '\\x85'"),
    ('{"a":1,\xad', 7, "expected a key in double quotes, found '\\xad'"),
    ('{"a":1\U000e0001', 6, "expected ',' or '}', found '\\U000e0001'"),
]
# Documents that only a str can hold.
LONE = [
    ("\ud800", 0, "expected a value, found '\\ud800'"),
    ("[1\udc00]", 2, "expected ',' or ']', found '\\udc00'"),
    ('"\ud800"', 1, SURROGATE),
    ('"\xe9\udfff', 2, SURROGATE),
    ('{"\udbff":1}', 2, SURROGATE),
    ('"\\n\ud83d\ude00', 3, SURROGATE),
    (
        '"\\u00e\ud800',
        1,
        "invalid \\u escape: expected four hexadecimal digits",
    ),
    ('"\\\ud800', 1, "invalid escape in a string"),
    ("t\udc00", 1, "invalid literal"),
    ("-\udc00", 1, "invalid number"),
    ("1\udc00", 1, TRAILING),
]
# The beginnings of arrays and objects that a document may follow.
STARTS = [
    start
    for text in ("a", "\xe9", "\u65e5", "\U0001f600", "\xe9\u65e5\U0001f600")
    for start in (
        f'["{text}", ',
        f'{{"{text * 20}":',
        f'["\\n\\u65e5",\n\n"{text}",\r\n ',
    )
]


class Case:
    """A document, and each attribute of the error that loads() raises for it."""

    def __init__(self, text, pos, message, incomplete=False, option=0):
        self.text, self.pos, self.message = text, pos, message
        self.incomplete, self.option = incomplete, option
        self.bad = []  # the bytes that each U+FFFD of the text stands for
        self.line = text.count("\n", 0, pos) + 1
        self.column = pos + 1

    def behind(self, start):
        """Returns this case after start, in an array or object, or None if the
        document is valid there."""
        message, end = self.message, "]" if start[0] == "[" else "}"
        found = self.text[self.pos : self.pos + 1]
        if message == TRAILING:
            message = f"expected ',' or '{end}', found {found!r}"
        elif message == BOM:
            message = f"expected a value, found {found!r}"
        elif message in (EMPTY, BLANK):
            message = "unexpected end of data"
        if self.message == TRAILING and found in ("," + end):
            return None
        text, pos = start + self.text, len(start) + self.pos
        case = Case(text, pos, message, self.incomplete, self.option)
        case.bad, case.line = self.bad, self.line + start.count("\n")
        case.column = self.column
        if self.line == 1:
            case.column += len(start) - start.rfind("\n") - 1
        return case

    def data(self):
        data, *pieces = (s.encode() for s in self.text.split("\ufffd"))
        for bad, piece in zip(self.bad, pieces):
            data += bad + piece
        return data

    def check(self, source):
        try:
            value = loads(source, option=self.option)
        except JSONDecodeError as caught:
            error = caught
        else:
            raise AssertionError(f"accepted as {value!r}: {source!r}")
        assert (error.msg, error.pos) == (self.message, self.pos)
        assert (error.lineno, error.colno) == (self.line, self.column)
        assert error.doc == self.text
        assert error.incomplete is self.incomplete
        assert error.args == json.JSONDecodeError(self.message, self.text, self.pos).args
        where = f"line {self.line} column {self.column} (char {self.pos})"
        assert str(error) == f"{self.message}: {where}"

    def check_forms(self):
        data = self.data()
        array = bytearray(data)
        part = memoryview(b"##" + data + b"##")[2:-2]
        for source in (data, array, memoryview(data), memoryview(array), part):
            self.check(source)
        if not self.bad:
            self.check(self.text)


def case_of(block, option):
    """Returns the case of one block of the table. The caret gives its line and
    column."""
    lines = block.split("\n")
    line = next(i for i, s in enumerate(lines) if re.match(r" *\^ ", s))
    spaces, message = lines.pop(line).split("^ ")
    incomplete = message.endswith(" ...")
    message = re.sub(r" \.\.\.$", "", message)
    bad = re.search(r": ((?:[0-9a-f]{2,6} ?)+)$", message)
    message = message[: bad.start()] if bad else message
    text = "\n".join(lines).translate(PICTURES)
    pos = sum(len(s) + 1 for s in lines[: line - 1]) + len(spaces)
    case = Case(text, pos, message, incomplete, option)
    case.bad = [bytes.fromhex(s) for s in bad[1].split()] if bad else []
    case.line, case.column = line, len(spaces) + 1
    return case


def cases():
    option = 0
    yield Case("", 0, EMPTY, True)
    for block in TABLE.read_text("utf-8").strip("\n").split("\n\n")[2:]:
        if block.startswith("----"):
            names = re.search(r"\[(.*)\]$", block)
            option = options(names[1]) if names else 0
        else:
            yield case_of(block, option)
    yield from (Case(*row) for row in UNSEEN)


CASES = list(cases())


def test_count():
    assert len({(case.text, case.option) for case in CASES}) > 250


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.text))
def test_position(case):
    case.check_forms()
    for start in STARTS:
        behind = case.behind(start)
        if behind is not None:
            behind.check_forms()


@pytest.mark.parametrize("row", LONE, ids=ascii)
def test_position_in_str(row):
    case = Case(*row)
    case.check(case.text)
    for start in STARTS:
        behind = case.behind(start)
        behind.check(behind.text)


INVALID = [case for case in CASES if len(case.bad) == 1 and case.text[0] == '"']


@pytest.mark.parametrize("case", INVALID, ids=lambda case: ascii(case.data()))
def test_invalid_utf8_at_each_offset(case):
    for n in range(70):
        text = '"' + "x" * n + case.text[1:]
        moved = Case(text, case.pos + n, case.message, case.incomplete)
        moved.bad = case.bad
        moved.check(moved.data())


@pytest.mark.parametrize("lone", ["\ud800", "\udbff", "\udc00", "\udfff"])
@pytest.mark.parametrize("before", ["", "a", "\xe9", "\u20ac", "\U0001f600"])
def test_lone_surrogate_at_each_offset(lone, before):
    for n in range(40):
        text = f'["{before * n}{lone}"]'
        for cut in (text, text[:-2]):
            Case(cut, 2 + len(before * n), SURROGATE).check(cut)


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

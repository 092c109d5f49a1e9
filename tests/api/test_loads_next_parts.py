# SPDX-License-Identifier: MIT
"""loads_next() with input that must be copied: it copies parts, so that many
documents take linear time. The results equal those of the whole text."""

import array
import mmap
import random

import jsonde
import pytest
from conftest import outcome
from grammar import Writer, damaged
from jsonde import OPT_BUFFER_BASE64, OPT_DECIMAL, OPT_JSONC, dumps, loads_next

PARTS = [1024, 8192, 65536]


def mapped(text):
    view = mmap.mmap(-1, len(text.encode()) or 1)
    view[:] = text.encode()
    return view


def view(text):
    return memoryview(array.array("B", text.encode()))


# A str is copied with JSONDE_ABI=public. Some other types are always copied.
SOURCES = {
    "str": str,
    "bytearray": lambda text: bytearray(text.encode()),
    "array": lambda text: array.array("b", text.encode()),
    "mmap": mapped,
    "view": view,
}


def where(source, text):
    """Converts a number of characters to the units of the source."""
    if isinstance(source, str):
        return lambda n: n
    return lambda n: len(text[:n].encode())


def check(text, pos, option=0):
    """Compares each source with bytes, which are read in place."""
    data = text.encode()
    start = len(text[:pos].encode())
    want = outcome(loads_next, data, start, option=option)
    for make in SOURCES.values():
        source = make(text)
        if not isinstance(source, str):
            got = outcome(loads_next, source, start, option=option)
            assert repr(got) == repr(want), (text[pos : pos + 80], pos)
            continue
        got = outcome(loads_next, source, pos, option=option)
        assert repr(got[0]) == repr(want[0]), (text[pos : pos + 80], pos)
        if type(want[0]) is not str or want[0] != "JSONDecodeError":
            assert len(text[: got[1]].encode()) == want[1]
        else:
            assert got[1:] == want[1:]


# ---------------------------------------------------------- where a part ends

ENDS = [
    ('"', "a", '" 1'),
    ('"', "\u20ac", '"1'),
    ('"a', "\\u20ac", '" '),
    ('"', "\\ud83d\\ude00", '"[]'),
    ("[", "1,", "1][2]"),
    ("", "1", " 2"),
    ("1", "0", ".5e-3 2"),
    ("", " ", "true false"),
    ("1", " ", "2"),
    ("1", "\n", ""),
    ("[]", "\t", "]"),
    ('{"a":[', " ", 'null]}"x"'),
    ('{"a":"', "x", '"}{"a":"y"}'),
    ("[[", "[],", "1]"),
    ('"', "\U0001f600", "\\x"),
    ("[tru", "", "e]"),
    ("-", "", "1"),
]


@pytest.mark.parametrize("option", [0, OPT_DECIMAL | OPT_JSONC])
@pytest.mark.parametrize("start, fill, end", ENDS, ids=lambda s: ascii(s)[:10])
def test_end_of_a_part(start, fill, end, option):
    """All tokens that can be at the end of a part, cut at each unit."""
    for part in PARTS[:2]:
        for before in range(part - 9, part + 3):
            for lead in ("", "[3] ", "\u20ac"):
                body = before - len(start)
                text = start + fill * (body // max(len(fill), 1))
                text = " " * (before - len(text)) + text + end
                check(lead + text + " " * 5, len(lead), option)
                check(lead + text, len(lead), option)


COMMENTS = [
    ("1 ", "/*", "*/ 2"),
    ("1 /", "*", "/ 2"),
    ("1 //", "x", "\n2"),
    ("1 //", "\u20ac", "\r[2]"),
    ("1 /*", "\u20ac", "*/"),
    ("1 /*", "x", ""),
    ("1 //", "x", ""),
    ("1 ", "/**/", "/"),
    ("[1,", "/**/", "]/x"),
    ("[1 /*", "/", "*/,]"),
    ("/*", " ", "*/1/**/2"),
]


@pytest.mark.parametrize("start, fill, end", COMMENTS)
def test_comment_at_the_end_of_a_part(start, fill, end):
    for before in range(1024 - 9, 1024 + 3):
        text = start + fill * ((before - len(start)) // len(fill))
        check(text + end, 0, OPT_JSONC)
        check(text + "x" * (before - len(text)) + end, 0, OPT_JSONC)


def test_bad_utf8_at_the_end_of_a_part():
    for end in (b"\xff", b"\xe2\x82", b"\xe2\x82\xff", b"\xed\xa0\x80"):
        for before in range(1024 - 9, 1024 + 3):
            data = b'"' + b"x" * before + end
            for rest in (b"", b'" 1', b"\xac" * 2000):
                want = outcome(loads_next, data + rest)
                assert outcome(loads_next, bytearray(data + rest)) == want
                source = array.array("b", data + rest)
                assert outcome(loads_next, source) == want


def test_surrogates_at_the_end_of_a_part():
    option = jsonde.OPT_LONE_SURROGATES
    for before in range(1024 - 9, 1024 + 3):
        text = '["' + "x" * before + '\ud83d", "\\ud83d\\ude00\ude00"] 1'
        value, end = loads_next(text, option=option)
        assert value == ["x" * before + "\ud83d", "\U0001f600\ude00"]
        assert text[end:] == "1"
        assert outcome(loads_next, text)[0] == "JSONDecodeError"


def test_long_numbers_at_the_end_of_a_part():
    """A number out of range in the part, and in range with the rest."""
    for before in (1022, 1023, 1024, 1025, 8191, 8192):
        digits = "1" * before
        for end in (f"e-{before} 2", f"E-{before - 5}", ".5e-99999 1", "e9 1"):
            for option in (0, OPT_DECIMAL, jsonde.OPT_BIG_INTEGER):
                check(digits + end, 0, option)


# ------------------------------------------------------------ many documents


def all_ends(source, option=0):
    pos, found = 0, []
    while pos < len(source):
        value, pos = loads_next(source, pos, option=option)
        found.append((value, pos))
    return found


def is_right(text):
    """Returns whether a text is JSON, also as UTF-8."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        return False
    return outcome(loads_next, text)[0] != "JSONDecodeError"


def test_random_documents():
    writer = Writer(11)
    texts = [writer.document() for _ in range(300)]
    texts = [text for text in texts if is_right(text)]
    texts += [dumps("\u20ac" * n).decode() for n in (900, 1100, 9000, 70000)]
    random.Random(3).shuffle(texts)
    text = "\n".join(texts)
    at = where(text.encode(), text)
    want = all_ends(text.encode())
    for make in SOURCES.values():
        source = make(text)
        got = all_ends(source)
        if isinstance(source, str):
            got = [(value, at(end)) for value, end in got]
        assert repr(got) == repr(want)


def test_random_damage():
    writer = Writer(12)
    for _ in range(300):
        text = " ".join(writer.document() for _ in "12345")
        text = " " * writer.random.choice([0, 1000]) + text
        text = damaged(text, writer.random)
        if not any("\ud800" <= c <= "\udfff" for c in text):
            check(text, 0)


@pytest.mark.parametrize("name", SOURCES)
def test_positions_outside(name):
    source = SOURCES[name]("[1] \u20ac" + " " * 2000)
    n = len(source)
    for pos in (n + 1, n + 1024, 2**63 - 1, 2**70, -1):
        with pytest.raises(ValueError, match="pos must be from 0") as caught:
            loads_next(source, pos)
        assert not isinstance(caught.value, jsonde.JSONDecodeError)
    assert outcome(loads_next, source, n)[0] == "JSONDecodeError"


@pytest.mark.parametrize("text", ["x", "\u20ac"])
@pytest.mark.parametrize("option", [0, OPT_JSONC, OPT_BUFFER_BASE64])
@pytest.mark.parametrize("name", SOURCES)
def test_many_documents(name, option, text):
    n = 5000
    source = SOURCES[name](f'{{"a": [1, 2, "{text}"], "b": null}}\n' * n)
    assert len(all_ends(source, option)) == n

# SPDX-License-Identifier: MIT
"""loads() of strings: each script, length, alignment and position in memory, from
bytes and str of each width, and invalid text at each position."""

import json
import mmap

import pytest
from jsonde import JSONDecodeError, loads

# Characters of one, two, three and four bytes in UTF-8, alone and mixed.
SCRIPTS = {
    "ascii": "The quick brown fox jumps over a lazy dog and does so again ",
    "ff": "\xff",
    "latin-1": "Größe, naïve façade, señor Ångström übt in São Tomé ",
    "two bytes": "\u0100\u07ff\u0436",
    "cyrillic": "зонд опускают в глубину и измеряют всё что лежит внизу ",
    "cjk": "深度探測器把感測器放到海底測量溫度與鹽度並回報資料データ測定",
    "three bytes": "\u0800\uffff\ud7ff\ue000",
    "cjk and ascii": "測量 of 溫度 and 鹽度, データ: 12 °C at 300 m (北) ",
    "emoji": "ship it 🚀 well done 🎉🎉 thanks 🙏 all green ✅ 🌊 ",
    "four bytes": "\U00010000\U0010ffff\U0001f680",
    "all": "a\x7f\x80\xff\u0100\u07ff\u0800\uffff\U00010000\U0010ffff",
}
# This character gives a str wider units.
WIDER = ["", "\xe9", "\u65e5", "\U0001f600"]
BAD = [b"\xff", b"\x80", b"\xc3", b"\xc0\x80", b"\xe6\x97", b"\xe0\x9f\xbf"]
BAD += [b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xf0\x8f\xbf\xbf"]
BAD += [b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80"]


class Str(str):
    """The units are in separate memory."""


def cut(script, start, length):
    whole = SCRIPTS[script]
    return (whole * (2 + (start + length) // len(whole)))[start:][:length]


def check(text, value):
    result = loads(text)
    assert result == value
    for got, want in zip(result, value):
        assert type(got) is str and got.isascii() == want.isascii()
        if len(want) > 1:  # a copy, because the other one may cache its UTF-8
            copy = "".join([want[:1], want[1:]])
            assert got.__sizeof__() == copy.__sizeof__()
        assert hash(got) == hash(want) and {got: 1} == {want: 1}


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_length_and_alignment(script):
    for length in [*range(71), 95, 96, 97, 128, 129, 160, 300, 1000]:
        for lead in (0, 1, 2, 3, 5, 8, 13, 21, 29, 30, 31, 32):
            value = [cut(script, lead, length), cut(script, length, lead)]
            text = " " * lead + json.dumps(value, ensure_ascii=False)
            check(text.encode(), value)
            check(memoryview(text.encode()), value)
            check(text, value)


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
@pytest.mark.parametrize("script", SCRIPTS)
def test_beside_wider_text(script, wider):
    for length in [*range(71), 95, 96, 97, 128, 129, 300]:
        value = [cut(script, length, length), wider, cut(script, 1, length)]
        text = json.dumps(value, ensure_ascii=False)
        check(text, value)
        check(Str(text), value)
        assert loads(text[1:].split('", "')[0] + '"') == value[0]


@pytest.mark.parametrize("script", SCRIPTS)
def test_at_both_ends_of_a_page(script):
    size = mmap.PAGESIZE
    with mmap.mmap(-1, 3 * size) as pages, memoryview(pages) as view:
        for length in range(71):
            value = cut(script, 0, length)
            data = json.dumps(value, ensure_ascii=False).encode()
            for at in (0, 1, size - 1, size, 2 * size, 3 * size - len(data)):
                view[at : at + len(data)] = data
                with view[at : at + len(data)] as part:
                    assert loads(part) == value
                with view[at : at + len(data) - 1] as part:
                    with pytest.raises(JSONDecodeError):
                        loads(part)


# Yields strings at the start and at the end of memory pages, in two pieces at most.
@pytest.mark.parametrize("script", SCRIPTS)
def test_across_a_page(script):
    size = mmap.PAGESIZE
    value = cut(script, 3, 40)
    data = json.dumps(value, ensure_ascii=False).encode()
    with mmap.mmap(-1, 2 * size) as pages, memoryview(pages) as view:
        for at in range(size - len(data) - 70, size + 5):
            view[at : at + len(data)] = data
            with view[at : at + len(data)] as part:
                assert loads(part) == value


def check_bad(data):
    """This runs a hundred thousand times, and pytest.raises() would be slow."""
    wrong = raised = None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        wrong = error.start
    try:
        loads(data)
    except JSONDecodeError as error:
        raised = error.pos
    assert raised == len(data[:wrong].decode())


@pytest.mark.parametrize("bad", BAD, ids=ascii)
@pytest.mark.parametrize("script", SCRIPTS)
def test_bad_utf8_at_each_place(script, bad):
    for length in [*range(0, 36), 63, 64, 65, 70]:
        text = cut(script, 0, length)
        for at in range(length + 1):
            before, behind = text[:at].encode(), text[at:].encode()
            check_bad(b'["' + before + bad + behind + b'"]')


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("wrong", ["", "\n", "\x00", "\\x"], ids=ascii)
def test_unfinished(script, wrong):
    for length in range(71):
        text = '["' + cut(script, 0, length) + wrong
        where = set()
        for source in (text, Str(text), text.encode(), text + " "):
            with pytest.raises(JSONDecodeError) as raised:
                loads(source)
            where.add(raised.value.pos)
        assert len(where) <= (1 if wrong else 2)


@pytest.mark.parametrize("wider", WIDER[2:], ids=ascii)
@pytest.mark.parametrize("script", SCRIPTS)
def test_lone_surrogate_at_each_place(script, wider):
    for length in (0, 1, 5, 31, 32, 33, 64, 70):
        text = cut(script, 0, length)
        for at in range(length + 1):
            doc = f'["{text[:at]}\udc80{text[at:]}", "{wider}"]'
            with pytest.raises(JSONDecodeError) as raised:
                loads(doc)
            assert raised.value.pos == at + 2


def outcome(function, source):
    try:
        return function(source)
    except ValueError as e:
        return "pos", e.pos


# A text that is one string, and one that only ends like one.
@pytest.mark.parametrize("other", ["x", '"', "\\n", "\n", "\0", "é", "日"])
def test_whole_text_is_a_string(other):
    for length in [*range(505, 520), *range(635, 650), 767, 768, 1024, 5000]:
        for at in {0, 1, 31, 32, 127, 128, 129, length // 2, length - 33}:
            inside = "y" * at + other + "z" * (length - at)
            for text in (f'"{inside}"', f' "{inside}" ', f'["{inside}"]'):
                want = outcome(json.loads, text)
                assert outcome(loads, text) == want
                assert outcome(loads, text.encode()) == want
        for at in range(length - 33, length + 1):
            text = f'"{"y" * at}{other}{"z" * (length - at)}"'
            want = outcome(json.loads, text)
            assert outcome(loads, text) == want
            assert outcome(loads, text.encode()) == want
            bad = f'"{"y" * at}\\{"z" * (length - at)}"'
            assert outcome(loads, bad) == outcome(loads, bad.encode())
            assert outcome(loads, bad)[0] == "pos"


@pytest.mark.parametrize("text", ["{}", "[]", '""', "{ }", "12", "{]", "}{"])
def test_two_characters(text):
    try:
        expected = json.loads(text)
    except ValueError:
        for source in (text, text.encode(), Str(text), bytearray(text, "u8")):
            with pytest.raises(JSONDecodeError):
                loads(source)
        return
    for source in (text, text.encode(), Str(text), bytearray(text, "u8")):
        value = loads(source)
        assert value == expected and type(value) is type(expected)
        if isinstance(value, dict):
            value["a"] = 1
            assert loads(source) == {}

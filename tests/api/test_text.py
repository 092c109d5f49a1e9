# SPDX-License-Identifier: MIT
"""dumps() of text: each width, each escape, each length, each place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from conftest import said
from jsonde import JSONEncodeError, dumps

TEXT = st.text(max_size=80)  # without surrogates


class Str(str):
    pass


ESCAPES = {"\\": "\\\\", '"': '\\"'}  # in this order
ESCAPES.update((chr(code), f"\\u{code:04x}") for code in range(0x20))
ESCAPES.update(zip("\b\t\n\f\r", ["\\b", "\\t", "\\n", "\\f", "\\r"]))


def quoted(text):
    for character, escape in ESCAPES.items():
        if character in text:
            text = text.replace(character, escape)
    return b'"%s"' % text.encode()


WIDTHS = ["a", "\x7f", "\x80", "\xe9", "\u07ff", "\u0800", "\u20ac"]
WIDTHS += ["\uffff", "\U00010000", "\U0001f600", "\U0010ffff"]


@pytest.mark.parametrize("filler", WIDTHS, ids=ascii)
def test_each_code_point_below_128(filler):
    for code in range(0x80):
        text = chr(code) + filler
        assert dumps(text) == quoted(text)
        assert json.loads(dumps({text: text})) == {text: text}


@pytest.mark.parametrize("filler", WIDTHS, ids=ascii)
@pytest.mark.parametrize(
    "special", ['"', "\x00", "\n", "\u20ac", "\U0001f600"]
)
def test_escape_at_each_place(filler, special):
    for length in range(71):
        text = filler * length
        assert dumps(text) == quoted(text)
        for at in range(length + 1):
            marked = text[:at] + special + text[at:]
            assert dumps(marked) == quoted(marked)


@given(TEXT)
def test_any_text(text):
    assert dumps(text) == quoted(text)
    assert dumps([Str(text)]) == b"[%s]" % quoted(text)
    assert dumps({text: text}) == b"{%s:%s}" % (quoted(text), quoted(text))


@pytest.mark.parametrize("filler", ["", "a", "\xe9", "\u20ac", "\U0001f600"])
@pytest.mark.parametrize("lone", ["\ud800", "\udbff", "\udc00", "\udfff"])
def test_lone_surrogate(filler, lone):
    message = said("str is not valid UTF-8: surrogates not allowed")
    for length in (0, 1, 7, 8, 31, 32, 33, 70):
        for text in (filler * length + lone, lone + filler * length, lone * 2):
            for value in (text, [text], {text: 1}, {"a": text}, Str(text)):
                with pytest.raises(JSONEncodeError, match=message):
                    dumps(value)


@pytest.mark.parametrize("filler", WIDTHS + ['"', "\x00"], ids=ascii)
def test_long_text(filler):
    for n in (4000, 8100, 8190, 8191, 8192, 8193, 16384, 2**20):
        text = filler * n
        expected = quoted(text)
        assert dumps(text) == expected
        assert dumps([1, {text: text}]) == b"[1,{%s:%s}]" % (
            expected,
            expected,
        )


def test_each_size_around_the_first_buffer():
    for n in [*range(8050, 8210), *range(16300, 16400)]:
        assert dumps(["x" * n, 1]) == b'["%s",1]' % (b"x" * n)
        assert dumps([1.5] * n) == b"[%s]" % b",".join([b"1.5"] * n)

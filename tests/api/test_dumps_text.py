# SPDX-License-Identifier: MIT
"""dumps() of str: each width, length, escape and position of an escape, and str
objects that carry a copy of their UTF-8."""

import gc
import json
import random
import sys

import pytest
from conftest import said
from hypothesis import given
from hypothesis import strategies as st
from jsonde import JSONEncodeError, dumps

PLAIN = {
    "ascii": "a",
    "latin": "\xe9",
    "two bytes": "\u0416",
    "three bytes": "\u4e2d",
    "four bytes": "\U0001f600",
}
SPECIAL = ['"', "\\", "\n", "\0", "\x1f", "\b", "/", "\x7f", " "]
LENGTHS = range(201)


def expected(value):
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":")
    ).encode()


@pytest.fixture(params=PLAIN.values(), ids=PLAIN)
def plain(request):
    return request.param


def test_every_length(plain):
    for n in LENGTHS:
        text = plain * n
        assert dumps(text) == expected(text)
        assert dumps({text: text}) == expected({text: text})


@pytest.mark.parametrize("special", SPECIAL, ids=ascii)
def test_special_at_every_place(plain, special):
    for n in LENGTHS:
        texts = [plain * i + special + plain * (n - i) for i in range(n + 1)]
        assert dumps(texts) == expected(texts)


def test_special_everywhere(plain):
    for n in LENGTHS:
        for special in SPECIAL:
            value = [special * n, (special + plain) * n, plain + special * n]
            assert dumps(value) == expected(value)


def test_all_characters_beside_each_other():
    characters = [chr(c) for c in (*range(0xD800), *range(0xE000, 0x11000))]
    for step in (1, 7, 31, 32, 33):
        texts = ["".join(characters[i::step]) for i in range(min(step, 8))]
        assert dumps(texts) == expected(texts)


# The first and the last character of each length in UTF-8.
EDGES = "\x7f\x80\xff\u0100\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"


@pytest.mark.parametrize("widest", ["\xff", "\u07ff", "\uffff", "\U0010ffff"])
def test_lengths_beside_each_other(widest):
    """The compressed bytes depend on each of the sixteen lanes."""
    dice = random.Random(f"edges {widest!a}")
    of = " a" + "".join(c for c in EDGES if c <= widest)
    for n in list(range(1, 50)) * 20:
        text = "".join(dice.choices(of, k=n)) + widest
        at = dice.randrange(n)
        assert dumps(text) == expected(text)
        for special in SPECIAL[:4]:
            escaped = text[:at] + special + text[at:]
            assert dumps(escaped) == expected(escaped)
        if widest > "\xff":
            with pytest.raises(JSONEncodeError):
                dumps(text[:at] + "\udabc" + text[at:])


def test_strings_all_over_the_heap():
    """Makes many strings, so that some end at the end of a memory page."""
    kept = []
    for n in range(0, 120):
        kept.append(["".join(("x" * n, str(i))) for i in range(300)])
        if n % 3 == 2:
            kept[n - 1] = None
            gc.collect()
    for texts in kept:
        if texts is not None:
            assert dumps(texts) == expected(texts)
            keys = dict.fromkeys(texts)
            assert dumps(keys) == expected(keys)


@pytest.mark.parametrize("plain", ["", "a", "\xe9", "\u4e2d", "\U0001f600"])
@pytest.mark.parametrize("lone", ["\ud800", "\udbff", "\udc00", "\udfff"])
def test_lone_surrogate(plain, lone):
    for n in (0, 1, 7, 15, 16, 17, 31, 32, 33, 64, 100, 1000):
        for text in (lone + plain * n, plain * n + lone, plain + lone + "a"):
            for value in (text, [text], {text: 1}, {"a": text}):
                with pytest.raises(JSONEncodeError, match="surrogates"):
                    dumps(value)


def leave_utf8(text):
    """Makes the str cache its UTF-8 by PyUnicode_AsUTF8AndSize()."""
    ctypes = pytest.importorskip("ctypes")
    function = ctypes.pythonapi.PyUnicode_AsUTF8AndSize
    function.restype = ctypes.c_void_p
    function.argtypes = [ctypes.py_object, ctypes.c_void_p]
    assert function(text, None)


@pytest.mark.parametrize("special", ["", *SPECIAL], ids=ascii)
def test_str_with_utf8_inside(plain, special):
    for n in (*range(1, 40), 63, 64, 65, 200, 3000):
        for text in (plain * n + special, special + plain * n + special):
            text = "".join(list(text))
            size = sys.getsizeof(text)
            before = dumps(text)
            assert sys.getsizeof(text) == size
            leave_utf8(text)
            assert dumps(text) == before == expected(text)
            assert dumps({text: [text]}) == expected({text: [text]})


def test_subclass_with_utf8_inside(plain):
    kind = type("Str", (str,), {})
    for n in (1, 20, 40):
        text = kind(plain * n + '"')
        leave_utf8(text)
        assert dumps([text]) == expected([text])


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
def test_lone_surrogate_at_each_width(filler, lone):
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

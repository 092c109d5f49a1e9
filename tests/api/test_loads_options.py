# SPDX-License-Identifier: MIT
"""The options of loads(): accepted options, those for strings and keys, and all
together. Options for numbers and OPT_JSONC have their own files.

JSONDE_EXAMPLES: the number of random documents (default: 400).
"""

import json

import jsonde
import pytest
from conftest import FORMS, error_of, examples, options, same
from grammar import Writer, damaged
from jsonde import (
    OPT_BIG_INTEGER,
    OPT_DECIMAL,
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
    dumps,
    loads,
)
from standard import standard

EXAMPLES = examples(400, 50)
TAKEN = ["BUFFER_BASE64", "BIG_INTEGER", "DECIMAL", "NAN_LITERAL", "UNIQUE_KEYS"]
TAKEN = ["OPT_" + name for name in [*TAKEN, "LONE_SURROGATES", "JSONC"]]
FUNCTIONS = ["loads", "load", "loads_next", "loads_partial"]
# This text beside the string gives the str wider units.
WIDER = ["", "\xe9", "\u65e5", "\U0001f600"]


# ----------------------------------------------------------- which are taken


@pytest.fixture
def path(tmp_path):
    (tmp_path / "one").write_bytes(b"1")
    return tmp_path / "one"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_options_of_dumps(name, path):
    data = path if name == "load" else "1"
    for option in sorted(set(dir(jsonde)) - set(TAKEN)):
        bit = getattr(jsonde, option)
        if not option.startswith("OPT_") or bit == 0:
            continue
        for more in (0, OPT_UNIQUE_KEYS):
            with pytest.raises(ValueError) as caught:
                getattr(jsonde, name)(data, option=bit | more)
            assert type(caught.value) is ValueError
            assert f"does not take {option}" in str(caught.value)
    for option in TAKEN:
        getattr(jsonde, name)(data, option=getattr(jsonde, option))
    getattr(jsonde, name)(data, option=options("SERIALIZE_UUID"))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("option", [1 << 14, 1 << 63, 1 << 64, -1, 1.0, True])
def test_options_without_a_meaning(name, option, path):
    data = path if name == "load" else "1"
    with pytest.raises(ValueError, match="^option ") as caught:
        getattr(jsonde, name)(data, option=option)
    assert type(caught.value) is ValueError


def test_message():
    for name, bit in (
        ("OPT_INDENT_2", jsonde.OPT_INDENT_2),
        ("OPT_DECIMAL_STR", OPT_DECIMAL | jsonde.OPT_DECIMAL_STR),
        ("OPT_NAN_ERROR", OPT_NAN_LITERAL | jsonde.OPT_NAN_ERROR),
    ):
        with pytest.raises(ValueError) as caught:
            loads("x", option=bit)
        assert str(caught.value) == f"loads() does not take {name}"


def test_options_of_loads_alone():
    for option in ("OPT_UNIQUE_KEYS", "OPT_JSONC"):
        assert option in jsonde.__all__
        with pytest.raises(jsonde.JSONEncodeError) as caught:
            dumps(1, option=getattr(jsonde, option))
        assert str(caught.value) == f"dumps() does not take {option}"


def test_each_is_a_bit():
    bits = [getattr(jsonde, name) for name in TAKEN]
    assert all(bit & (bit - 1) == 0 < bit for bit in bits)
    assert len(set(bits)) == len(bits)


# ------------------------------------------------------ OPT_LONE_SURROGATES

PIECES = [
    "\\ud83d",
    "\\ude00",
    "\\uDBFF",
    "\\n",
    "a",
    "\\ud83d\\ude00",
    "\\\\",
]
RAW = ["\ud83d", "\ude00", "\udbff", "\xe9", "\u65e5", "\U0001f600"]


def texts_of(pieces):
    for a in pieces:
        for b in pieces:
            yield f'["{a}{b}",{{"{b}{a}":"{"x" * 40}{a}{b}{"y" * 40}"}}]'


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
def test_lone_surrogates(wider):
    for text in texts_of([*PIECES, wider]):
        want = json.loads(text)
        for form in FORMS.values():
            assert same(loads(form(text), option=OPT_LONE_SURROGATES), want)


def test_lone_surrogates_in_str():
    """Two adjacent surrogates stay two."""
    for text in texts_of(PIECES + RAW):
        got = loads(text, option=OPT_LONE_SURROGATES)
        assert same(got, json.loads(text))
        assert list(map(ord, got[0])) == list(map(ord, json.loads(text)[0]))
    assert len(loads('"\ud83d\\ude00"', option=OPT_LONE_SURROGATES)) == 2
    assert len(loads('"\\ud83d\ude00"', option=OPT_LONE_SURROGATES)) == 2
    assert len(loads('"\\ud83d\\ude00"', option=OPT_LONE_SURROGATES)) == 1


def test_lone_surrogates_elsewhere():
    option = OPT_LONE_SURROGATES
    assert error_of(b'"\xed\xa0\xbd"', option) == (
        "surrogates are not allowed",
        1,
    )
    assert error_of("[\ud83d]", option)[1] == 1
    assert error_of('"\\ud83\ud83d"', option)[1] == 1
    value = loads('"\\udc80"', option=option)
    assert loads(dumps(value, option=option), option=option) == value


# ---------------------------------------------------------- OPT_UNIQUE_KEYS


def unique(document):
    """Compares the value from each form of input with the reference."""
    try:
        want = standard(document, OPT_UNIQUE_KEYS)
    except ValueError:
        want = None
    for form in FORMS.values():
        if want is None:
            assert (
                error_of(form(document), OPT_UNIQUE_KEYS)[0] == "repeated key"
            )
        else:
            assert same(loads(form(document), option=OPT_UNIQUE_KEYS), want)
    return want


@pytest.mark.parametrize("wider", WIDER, ids=ascii)
def test_unique_keys(wider):
    for same_key in (
        "a",
        "\\u0061",
        "",
        "\xe9",
        "\\u00e9",
        "k" * 63,
        "k" * 64,
    ):
        pairs = [f'"{key}":1' for key in ("b", same_key, "c", wider + "w")]
        assert unique("{%s}" % ",".join(pairs)) is not None
        for at in range(5):
            repeated = [*pairs[:at], f'"{same_key}":2', *pairs[at:]]
            assert unique("{%s}" % ",".join(repeated)) is None
            assert unique('[{"b":{}},{%s}]' % ",".join(repeated)) is None


def test_unique_keys_in_other_spellings():
    for a, b in (
        ('"a"', '"\\u0061"'),
        ('"\\u0061"', '"a"'),
        ('"/"', '"\\/"'),
        ('"\xe9"', '"\\u00E9"'),
        ('"\U0001f600"', '"\\ud83d\\ude00"'),
        ('"\\""', '"\\u0022"'),
        ('"\\u0000"', '"\\u0000"'),
        ('""', '""'),
    ):
        text = '{%s:1,"x":{%s:2},%s:3}'
        assert unique(text % (a, a, b)) is None
        assert error_of(text % (a, a, b), OPT_UNIQUE_KEYS)[1] == len(
            text % (a, a, "")
        ) - len(":3}")
    assert unique('{"a":1,"A":2,"a ":3," a":4,"\\u0000a":5,"a\\u0000":6}')


def test_unique_keys_of_shapes():
    """Objects whose keys came many times, then one with a repeated key."""
    row = '{"id":%d,"name":"x","tags":[],"more":{"id":1,"name":null}}'
    rows = [row % i for i in range(100)]
    assert unique("[%s]" % ",".join(rows)) is not None
    for bad in (
        '{"id":1,"id":2}',
        '{"id":1,"name":"x","id":2}',
        '{"id":1,"name":"x","tags":[],"more":{},"tags":1}',
        '{"id":1,"name":"x","tags":[],"more":{"id":1,"name":null,"name":1}}',
        '{"id":1,"name":"x","\\u0069d":2}',
    ):
        for place in (1, 50, 99):
            text = "[%s]" % ",".join([*rows[:place], bad, *rows[place:]])
            assert unique(text) is None
            # Without the option the document is valid, also afterwards.
            assert same(loads(text), json.loads(text))
            assert unique("[%s]" % ",".join(rows)) is not None


@pytest.mark.parametrize("count", [2, 8, 9, 127, 128, 129, 1000])
def test_unique_keys_of_many(count):
    pairs = [f'"key{i}":{i}' for i in range(count)]
    assert len(unique("{%s}" % ",".join(pairs))) == count
    for i in {0, 1, count // 2, count - 1}:
        text = "{%s}" % ",".join([*pairs, f'"key{i}":0'])
        assert unique(text) is None
        assert error_of(text, OPT_UNIQUE_KEYS)[1] == text.rindex('"key')


# ----------------------------------------------------------------- together


def test_all_options_on_random_documents():
    numbers = Writer(7).random
    writer = Writer(8)
    kinds = [OPT_BIG_INTEGER, OPT_DECIMAL, OPT_NAN_LITERAL, OPT_UNIQUE_KEYS]
    kinds += [OPT_LONE_SURROGATES, OPT_JSONC]
    for i in range(EXAMPLES):
        text = writer.document()
        if i % 2:
            text = damaged(text, numbers).replace("/", "")
        option = sum(kind for kind in kinds if numbers.randrange(2))
        try:
            want = standard(text, option & ~OPT_JSONC)
        except ValueError:
            if not option & OPT_JSONC:  # trailing commas
                error_of(text, option)
            continue
        for form in FORMS.values():
            if form is not str and any("\ud800" <= c < "\ue000" for c in text):
                continue
            assert repr(loads(form(text), option=option)) == repr(want), text

# SPDX-License-Identifier: MIT
"""The style of output: indentation, order, escapes and omitted members, and the
options that contradict each other."""

import itertools
import json
import os
import pathlib
import re
import subprocess
import sys

import jsonde
import pytest
from conftest import options
from hypothesis import given
from hypothesis import strategies as st
from jsonde import JSONEncodeError, dumps, dumps_str

ANY = st.one_of(
    st.characters(max_codepoint=0x7F),
    st.sampled_from('"\\<>&/\u2028\u2029\x00\x1f\x7f\x80\xff\ud800\udfff'),
    st.characters(max_codepoint=0x7FF),
    st.characters(),  # lone surrogates are included
    st.sampled_from("\ud7ff\ue000\uffff\U00010000\U0010ffff"),
)
WHOLE = ANY.filter(lambda c: not "\ud800" <= c <= "\udfff")
TEXT = st.text(WHOLE, max_size=80)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=30,
)
INDENTS = [*range(17), "", " ", "\t", "\n", "\r\n", "  \t", " " * 255]


def std(value, **named):
    named.setdefault("ensure_ascii", False)
    return json.dumps(value, **named).encode("utf-8", "surrogatepass")


# ----------------------------------------------------------------- indentation


def nested(n):
    value = [1, {}, [], "a"]
    for _ in range(n):
        value = {"k": value, "": [value[:0] if type(value) is list else 2]}
    return value


@pytest.mark.parametrize("indent", INDENTS)
def test_indent(indent):
    for value in (1, [], {}, [[]], nested(3), nested(9)):
        expected = std(value, indent=indent)
        assert dumps(value, indent=indent) == expected
        assert dumps_str(value, indent=indent) == expected.decode()
        newline = jsonde.OPT_APPEND_NEWLINE
        assert dumps(value, None, newline, indent=indent) == expected + b"\n"


@given(VALUES, st.sampled_from(INDENTS[:-1]), st.booleans())
def test_indent_of_anything(value, indent, sort):
    option = jsonde.OPT_SORT_KEYS if sort else 0
    expected = std(value, indent=indent, sort_keys=sort)
    assert dumps(value, None, option, indent=indent) == expected
    if indent == 2:
        option |= jsonde.OPT_INDENT_2
        assert dumps(value, None, option) == expected


def test_indent_at_every_depth():
    for unit in (2, 3, "\t \n" * 5, "\t" * 255):
        levels = ["\n" + (unit if isinstance(unit, str) else " " * unit) * n for n in range(301)]
        value = "x"
        for _ in range(300):
            value = [value]
        text = "[" + "[".join(levels[1:]) + '"x"' + "]".join(levels[299::-1]) + "]"
        assert dumps(value, indent=unit) == text.encode()


@pytest.mark.parametrize(
    "indent, message",
    [
        (-1, "indent must be 0 to 16 spaces"),
        (17, "indent must be 0 to 16 spaces"),
        (2**70, "indent must be 0 to 16 spaces"),
        (-(2**70), "indent must be 0 to 16 spaces"),
        ("x", "indent must be JSON white space"),
        ("\x0b", "indent must be JSON white space"),
        ("\xa0", "indent must be JSON white space"),
        (" \u2003", "indent must be JSON white space"),
        (" " * 256, "indent must have at most 255 characters"),
        (True, "indent must be an int, a str or None"),
        (1.0, "indent must be an int, a str or None"),
        (b" ", "indent must be an int, a str or None"),
    ],
)
def test_indent_refused(indent, message):
    for call in (dumps, dumps_str):
        with pytest.raises(JSONEncodeError) as caught:
            call([1], indent=indent)
        assert str(caught.value) == message


@pytest.mark.parametrize("name", ["INDENT_2", "CANONICAL"])
def test_indent_contradicts(name):
    with pytest.raises(JSONEncodeError) as caught:
        dumps([1], None, options(name), indent=2)
    assert str(caught.value) == f"indent contradicts OPT_{name}"
    assert dumps([1], None, options(name), indent=None)


# ----------------------------------------------------------------------- order


@given(st.dictionaries(TEXT, st.integers(0, 9), max_size=60))
def test_sort_keys(value):
    for key in list(value)[:3]:  # prefixes of escapes, and longer texts
        value[key[:7]] = value[key + "\x00"] = value[key + "\u20ac"] = 5
    expected = std(value, sort_keys=True, separators=(",", ":"))
    assert dumps(value, None, jsonde.OPT_SORT_KEYS) == expected
    expected = [[value], value]
    got = json.loads(dumps(expected, None, jsonde.OPT_SORT_KEYS))
    assert list(got[1]) == sorted(value) and got == expected


def test_sort_many_keys():
    keys = [f"{'k' * (i % 11)}{i * 7919 % 1000}" for i in range(5000)]
    keys += [key + "\xe9" for key in keys] + [chr(i) for i in range(0x2000)]
    value = dict.fromkeys(keys, 0)
    got = json.loads(dumps(value, None, jsonde.OPT_SORT_KEYS))
    assert list(got) == sorted(value)


# --------------------------------------------------------------------- escapes


@given(st.text(ANY, max_size=120))
def test_ensure_ascii(text):
    option = options("ENSURE_ASCII LONE_SURROGATES")
    for value in (text, [text, {text: text}], {text: [text]}):
        expected = std(value, ensure_ascii=True, separators=(",", ":"))
        if "\x7f" not in text:
            assert dumps(value, None, option) == expected
        got = dumps(value, None, option)
        assert got.isascii() and json.loads(got) == json.loads(expected)


@given(st.text(ANY, max_size=120))
def test_lone_surrogates(text):
    option = jsonde.OPT_LONE_SURROGATES
    got = dumps([text, {text: 1}], None, option)
    expected = re.sub(
        "[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text)
    )
    assert json.loads(got) == json.loads(f"[{expected},{{{expected}:1}}]")
    assert got.decode().encode() == got
    if text.isprintable() and not re.search("[\ud800-\udfff]", text):
        assert got == dumps([text, {text: 1}])


@given(VALUES, st.sets(st.sampled_from(["ENSURE_ASCII", "INDENT_2"])))
def test_html_safe(value, names):
    option = options(" ".join({"HTML_SAFE", *names}))
    got = dumps(value, None, option)
    assert not re.search("[<>&\u2028\u2029]", got.decode())
    assert json.loads(got) == value
    text = dumps(value, None, option & ~jsonde.OPT_HTML_SAFE).decode()
    assert got.decode() == re.sub(
        "[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text
    )


def without_none(value):
    if isinstance(value, dict):
        return {k: without_none(v) for k, v in value.items() if v is not None}
    return [*map(without_none, value)] if isinstance(value, list) else value


@given(VALUES, st.sampled_from(["", "INDENT_2", "SORT_KEYS", "CANONICAL"]))
def test_skip_none(value, style):
    option = options(style)
    kept = without_none(value)
    try:
        expected = dumps(kept, None, option)
    except JSONEncodeError:  # too large for OPT_CANONICAL
        return
    assert dumps(value, None, option | jsonde.OPT_SKIP_NONE) == expected


# -------------------------------------------------------------- contradictions

CONTRADICTIONS = [
    *itertools.combinations(
        ["BYTES_BASE64", "BYTES_BASE64URL", "BYTES_HEX", "BYTES_UTF8"]
        + ["BYTES_NUMBERS"],
        2,
    ),
    ("DECIMAL", "DECIMAL_STR"),
    ("NAN_LITERAL", "NAN_ERROR"),
    ("STRICT_INTEGER", "BIG_INTEGER"),
    ("OMIT_MICROSECONDS", "MILLISECONDS"),
    ("EPOCH_SECONDS", "EPOCH_MILLISECONDS"),
    ("ENUM_NAME", "PASSTHROUGH_ENUM"),
    *(
        (name, "CANONICAL")
        for name in ["INDENT_2", "APPEND_NEWLINE", "BIG_INTEGER", "DECIMAL"]
        + ["NAN_LITERAL", "ENSURE_ASCII", "HTML_SAFE", "LONE_SURROGATES"]
    ),
]
NAMES = sorted(name[4:] for name in dir(jsonde) if name.startswith("OPT_"))


def is_of_dumps(name):
    try:
        return bool(dumps(1, None, options(name)))
    except JSONEncodeError as error:
        assert str(error) == f"dumps() does not take OPT_{name}"
        return False


def test_every_pair():
    told = {frozenset(pair): pair for pair in CONTRADICTIONS}
    names = [name for name in NAMES if is_of_dumps(name)]
    assert len(names) > 30
    for pair in itertools.combinations(names, 2):
        try:
            dumps([1], None, options(" ".join(pair)))
        except JSONEncodeError as error:
            both = re.findall(r"OPT_(\w+)", str(error))
            assert set(both) == set(told.pop(frozenset(pair)))
            assert " contradicts " in str(error) and error.path == ""
    assert told == {}


def test_unknown_bits():
    known = 0
    for name in NAMES:
        bit = getattr(jsonde, "OPT_" + name)
        assert bit & (bit - 1) == 0 and bit & known == 0
        known |= bit
    for i in range(64):
        if known >> i & 1 == 0:
            with pytest.raises(JSONEncodeError) as caught:
                dumps(1, None, 1 << i | jsonde.OPT_SORT_KEYS)
            assert str(caught.value).endswith(f"does not know: 1 << {i}")


# --------------------------------------------------------- where they are told


def test_table_of_options():
    source = os.environ.get("JSONDE_SRCDIR")
    if source is None:
        pytest.skip("JSONDE_SRCDIR does not name the source tree")
    source = pathlib.Path(source)
    done = subprocess.run(
        [sys.executable, "-B", source / "src/jsonde/make_options.py"]
        + ["--check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (0, "")
    table = (source / "src/py/option_table.def").read_text("utf-8")
    bits = dict(re.findall(r"JSD_OPTION\((\w+), (\d+),", table))
    bits.update(SERIALIZE_DATACLASS=None, SERIALIZE_UUID=None)
    assert sorted(bits) == NAMES
    for name, bit in bits.items():
        value = 0 if bit is None else 1 << int(bit)
        assert getattr(jsonde, "OPT_" + name) == value
    assert {"OPT_" + name for name in NAMES} <= set(jsonde.__all__)

# SPDX-License-Identifier: MIT
"""loads_array(): formats compared with struct; shapes and errors compared with a
reference (arrays.py).

JSONDE_EXAMPLES: the number of random texts of each kind (default: 300).
"""

import array
import json
import random
import re
import struct

import pytest
from arrays import (
    FORMATS,
    INTEGERS,
    LITTLE,
    RAGGED,
    Fault,
    fault_of,
    limits,
    read,
    values_for,
)
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonde import JSONDecodeError, loads, loads_array

EXAMPLES = examples(300, 50)

# ----------------------------------------------------------------- formats


@pytest.mark.parametrize("format", FORMATS)
def test_formats(format):
    values = values_for(format)
    packed = b"".join(struct.pack(format, v) for v in values)
    for text in (json.dumps(values), json.dumps(values, indent=3)):
        view = loads_array(text, format)
        assert bytes(view) == packed
        assert view.shape == (len(values),)
        assert not view.readonly
        room = bytearray(len(packed) + 3)
        assert loads_array(text, format, into=room) == (len(values),)
        assert room == packed + b"\0\0\0"


@pytest.mark.parametrize("format", FORMATS)
def test_format_of_the_view(format):
    """The format of the result is the code alone if native, else with its order."""
    view = loads_array(json.dumps(values_for(format)), format)
    assert view.itemsize == struct.calcsize(format)
    swapped = view.itemsize > 1 and (
        format[0] in ">!" if LITTLE else format[0] == "<"
    )
    if swapped:
        assert view.format == format.replace("!", ">")
        return
    assert len(view.format) == 1
    if struct.calcsize(format[-1]) == view.itemsize:
        assert view.format == format[-1]
    if view.format != "e":  # memoryview supports this format from 3.12 on
        assert view.tolist() == values_for(format)


def test_default_is_double():
    for view in (loads_array("[1, 2.5]"), loads_array("[1, 2.5]", None)):
        assert (view.format, view.tolist()) == ("d", [1.0, 2.5])


@pytest.mark.parametrize(
    "format",
    ["", "x", "c", "s", "dd", "d ", "@", "<", "<n", ">N", "=n", "!P", "\xe9"]
    + ["<<d", "2d", "\0", "\ud800", "T{d:a:}", "d" * 300],
)
def test_no_format(format):
    with pytest.raises(ValueError, match="^format must be one of"):
        loads_array("[1]", format)
    with pytest.raises(ValueError):
        loads_array("[", format)


@pytest.mark.parametrize("wrong", [1, b"d", [1], 1.5])
def test_arguments_of_other_types(wrong):
    with pytest.raises(TypeError, match="^format must be a str"):
        loads_array("[1]", wrong)
    with pytest.raises(TypeError, match="^pointer must be a str"):
        loads_array("[1]", pointer=wrong)
    if wrong != b"d":
        with pytest.raises(TypeError):
            loads_array("[1]", into=wrong)


def test_signature():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'data'"):
        loads_array()
    with pytest.raises(TypeError, match="at most 2 positional"):
        loads_array("[1]", "d", "")
    with pytest.raises(TypeError, match="multiple values for argument 'format'"):
        loads_array("[1]", "d", format="d")
    assert loads_array("[1]", format="i").format == "i"
    with pytest.raises(JSONDecodeError, match="not int"):
        loads_array(1)


# ---------------------------------------------------------------- integers


@pytest.mark.parametrize("format", [f for f in FORMATS if f[-1] in INTEGERS])
def test_limits_of_integers(format):
    low, high = limits(format)
    text = f"[ {low},{high}, -0, 0]" + " " * 64
    assert bytes(loads_array(text, format)) == b"".join(
        struct.pack(format, v) for v in (low, high, 0, 0)
    )
    for behind in ("", " " * 64):
        for value in (low - 1, high + 1, low - 10**30, 10**30, high * 10):
            for before in ("", "1,"):
                text = f"[{before}{value}]{behind}"
                assert fault_of(text, format) == (
                    "number is beyond the range of the format",
                    1 + len(before),
                )


@pytest.mark.parametrize("format", "bBhHiIlLqQnN")
@pytest.mark.parametrize("real", ["1.0", "1e0", "0.5", "1E2", "-0.0", "1e999"])
def test_integers_only(format, real):
    for behind in ("", " " * 64):
        assert fault_of(f"[1,{real}]{behind}", format) == (
            "the format takes integers only",
            3,
        )


@pytest.mark.parametrize("format", "bBqQfde")
def test_numbers_that_are_none(format):
    for wrong in ("01", "-", "1.", "1.x", "1e", "1e+", "-x", "00", "+1", ".5"):
        for behind in ("]", "] " + " " * 64, ""):
            text = f"[{wrong}{behind}"
            message, at = fault_of(text, format)
            if wrong[0] not in "+.":
                with pytest.raises(JSONDecodeError) as error:
                    loads(text)
                assert (message, at) == (error.value.msg, error.value.pos)


def test_every_length_of_integers():
    values = [
        sign * int(digits)
        for n in range(1, 20)
        for digits in ("1" * n, "9" * n, "1" + "0" * (n - 1))
        for sign in (1, -1)
    ]
    values = [v for v in values if -(2**63) <= v < 2**63]
    for format in "qd":
        for text in (json.dumps(values), json.dumps(values, indent=1)):
            got = loads_array(text, format).tolist()
            assert got == [float(v) if format == "d" else v for v in values]
    for n in range(70):
        assert loads_array("[" + " " * n + "12" + " " * n + "]", "i")[0] == 12
        assert loads_array("[" + "1," * n + "-5]", "b").tolist() == [
            *[1] * n,
            -5,
        ]


# ------------------------------------------------------------------- words


def test_words():
    text = "[[true,false] ,[ false, true]]"
    view = loads_array(text, "?")
    assert (view.shape, bytes(view)) == ((2, 2), b"\1\0\0\1")
    assert bytes(loads_array("true", "?")) == b"\1"
    many = [bool(i % 3) for i in range(1000)]
    assert loads_array(json.dumps(many), "?").tolist() == many
    for wrong in ("tru", "trux", "falsy", "t", "f", "fals"):
        for tail in ("", "]", "]" + " " * 64):
            text = f"[true,{wrong}{tail}"
            with pytest.raises(JSONDecodeError) as error:
                loads(text)
            assert fault_of(text, "?") == (error.value.msg, error.value.pos)


LITERAL = "OPT_NAN_LITERAL reads NaN, Infinity and null"


@pytest.mark.parametrize(
    "format, expected",
    [
        ("d", "expected a number or an array"),
        ("i", "expected a number or an array"),
        ("?", "expected true, false or an array"),
    ],
)
def test_other_values(format, expected):
    item = "true" if format == "?" else "1"
    others = ["null", '"a"', "{}", "nul", "x", "\xe9", "\u65e5", "N", "]", ","]
    others.append("1" if format == "?" else "true")
    for other in others:
        for before in ("", "[", f"[{item},", f"[[{item}],["):
            if before[-1:] == "[" and other == "]":
                continue
            text = before + other
            found = f"{expected}, found {text[len(before)]!r}"
            if other == "null" and format == "d":
                found = found.replace(", f", f" ({LITERAL}), f")
            assert fault_of(text, format) == (found, len(before))
            data = text.encode()
            assert fault_of(data, format) == (found, len(before))


# ------------------------------------------------------------------- shapes


def check(text):
    """Compares shape or error with the reference."""
    numbers = re.sub(r"[][,\s]+", " ", text).split()
    if any(re.search(r"e\+?\d{3}", n) for n in numbers):
        return  # a change made the number larger than any double
    try:
        shape, tokens = read(text)
    except Fault as fault:
        kind, at = fault.args
        message, pos = fault_of(text)
        if kind == "ragged" or message == RAGGED:
            # An invalid number may also be one number too many.
            assert (message, pos) == (RAGGED, at), text
            return
        with pytest.raises(JSONDecodeError) as error:
            loads(text)
        assert pos == error.value.pos >= at, (text, message)
        return
    view = loads_array(text)
    assert view.shape == shape, text
    assert view.ndim == len(shape)
    expected = struct.pack(f"{len(tokens)}d", *(float(t) for t, at in tokens))
    assert bytes(view) == expected, text
    room = array.array("d", [7.0]) * (len(tokens) + 1)
    assert loads_array(text, into=room) == shape
    assert room.tobytes() == expected + struct.pack("d", 7)


SPACES = ["", "", "", " ", "\n", "\r\n\t", " " * 33, "\n" + " " * 8]


def nested(shape, numbers, space):
    """Returns a text of this shape."""

    def one(depth):
        gap = numbers.choice(space)
        if depth == len(shape):
            item = numbers.choice(ITEMS)(numbers)
            return gap + item + numbers.choice(space)
        items = [one(depth + 1) for _ in range(shape[depth])]
        return f"{gap}[{','.join(items) or gap}]{numbers.choice(space)}"

    return one(0)


ITEMS = [
    lambda n: str(n.randrange(100)),
    lambda n: repr(n.random()),
    lambda n: repr(round(n.uniform(-200, 200), n.randrange(20))),
    lambda n: repr(n.uniform(-1, 1) * 10.0 ** n.randrange(-40, 40)),
    lambda n: str(n.randrange(-(10 ** n.randrange(1, 22)), 10)),
]


@given(
    st.lists(st.integers(0, 4), max_size=5),
    st.integers(0, 2**32),
    st.booleans(),
)
@settings(max_examples=EXAMPLES)
def test_shapes(shape, seed, compact):
    numbers = random.Random(seed)
    text = nested(shape, numbers, [""] if compact else SPACES)
    check(text)
    view = loads_array(text)
    if 0 in shape:
        shape = shape[: shape.index(0) + 1]
    assert view.shape == tuple(shape)


@given(
    st.lists(st.integers(0, 4), max_size=4),
    st.integers(0, 2**32),
    st.booleans(),
)
@settings(max_examples=EXAMPLES * 3)
def test_ragged(shape, seed, compact):
    """Removes or inserts brackets, commas and numbers, or truncates the text."""
    numbers = random.Random(seed)
    text = nested(shape, numbers, [""] if compact else SPACES)
    for _ in range(numbers.choice((1, 1, 2))):
        at = numbers.randrange(len(text) + 1)
        new = numbers.choice(["", "[", "]", ",", "1,", "[]", "],[", ",[1]"])
        text = text[:at] + new + text[at + numbers.randrange(2) :]
    check(text)


def test_rows_by_hand():
    rows = {
        "[]": (0,),
        "[[],[]]": (2, 0),
        "[[[]]]": (1, 1, 0),
        "[[[],[]],[[],[]]]": (2, 2, 0),
        "1": (),
        " -1.5e3 ": (),
        "[1]": (1,),
        "[[1,2],[3,4],[5,6]]": (3, 2),
    }
    for text, shape in rows.items():
        assert loads_array(text).shape == shape
        check(text)
    wrong = {
        "[1,[2]]": 3,
        "[[1],2]": 5,
        "[[],1]": 4,
        "[[],[1]]": 5,
        "[[],[[]]]": 5,
        "[[1,2],[3]]": 9,
        "[[1,2],[]]": 8,
        "[[1],[2,3]]": 8,
        "[[[1]],[]]": 8,
        "[[[1],[2]],[[3]]]": 15,
        "[[[1]],[[2],[3]]]": 12,
        "[[1,2],[3,4],[5,6],[7]]": 21,
        "[[1,2],[3,4],[5,6],[7,8,9]]" + " " * 64: 24,
        "[[1,2],[3,4],[5,6],7]" + " " * 64: 19,
    }
    for text, at in wrong.items():
        assert fault_of(text) == (RAGGED, at)
        check(text)


def test_large_ragged():
    rows = ["[1.5,2.25,3]"] * 20000
    for k, new, at in ((7, "[1,2]", 4), (19999, "[1,2,3,4]", 7), (5, "9", 0)):
        some = [*rows]
        some[k] = new
        text = "[" + ",".join(some) + "]"
        before = 1 + sum(len(r) + 1 for r in some[:k])
        assert fault_of(text)[1] == before + at
        check(text)


def test_depth():
    for n in (1, 63, 64):
        text = "[" * n + "7" + "]" * n
        assert loads_array(text).shape == (1,) * n
        text = "[" * n + "]" * n
        assert loads_array(text).shape == (1,) * (n - 1) + (0,)
    for text in ("[" * 65 + "7" + "]" * 65, "[" * 5000):
        assert fault_of(text) == (
            "nested too deeply: an array has 64 dimensions",
            64,
        )


@pytest.mark.parametrize("count", [0, 1, 31, 511, 512, 513, 5000, 70000])
def test_sizes(count):
    values = [i % 251 for i in range(count)]
    for format in "Bd":
        view = loads_array(json.dumps(values), format)
        assert view.tolist() == values
        assert view.nbytes == view.itemsize * count

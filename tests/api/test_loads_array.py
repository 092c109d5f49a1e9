# SPDX-License-Identifier: MIT
"""loads_array(): formats beside struct, shapes and their faults beside a
reference (arrays.py), rounding beside exact fractions, pointers, buffers.

JSONDE_EXAMPLES: how many random texts of each kind (default: 300)."""

import array
import gc
import itertools
import json
import math
import mmap
import os
import random
import re
import struct
import threading
from fractions import Fraction

import jsonde
import pytest
from arrays import Fault, read
from conftest import FORMS, SLOW, child_output, outcome
from grammar import Writer, damaged, damaged_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonde import JSONDecodeError, loads, loads_array

EXAMPLES = int(os.environ.get("JSONDE_EXAMPLES", 50 if SLOW else 300))

INTEGERS = "bBhHiIlLqQ"
ORDERS = ["", "@", "=", "<", ">", "!"]
FORMATS = [o + c for o in ORDERS for c in INTEGERS + "efd?"] + [
    o + c for o in ("", "@") for c in "nN"
]
LITTLE = struct.pack("=H", 1) == b"\1\0"


def fault_of(data, *arguments, **named):
    """What is wrong, and where."""
    try:
        view = loads_array(data, *arguments, **named)
    except JSONDecodeError as error:
        return error.msg, error.pos
    raise AssertionError(f"accepted as {bytes(view)!r}: {data!r}")


def limits(code):
    """The least and the largest integer of a format."""
    bits = 8 * struct.calcsize(code)
    if code[-1].isupper():
        return 0, 2**bits - 1
    return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1


# ----------------------------------------------------------------- formats


def values_for(format):
    code = format[-1]
    if code == "?":
        return [True, False, False, True]
    if code in "efd":
        return [0.5, -2.25, 1, -7, 0.0, 1.0625, 2048]
    low, high = limits(format)
    return [0, 1, low, high, high // 3, low // 5, 7]


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
    """A code alone where this machine has it so, and else with its order."""
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
    if view.format != "e":  # of which memoryview knows nothing before 3.12
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


@pytest.mark.parametrize("wrong", [1, b"d", ["d"], float])
def test_arguments_of_other_types(wrong):
    with pytest.raises(TypeError, match="^format must be a str"):
        loads_array("[1]", wrong)
    with pytest.raises(TypeError, match="^pointer must be a str"):
        loads_array("[1]", pointer=wrong)
    if wrong != b"d":
        with pytest.raises(TypeError):
            loads_array("[1]", into=wrong)


def test_signature():
    with pytest.raises(TypeError, match="missing required argument 'data'"):
        loads_array()
    with pytest.raises(TypeError, match="at most 2 positional"):
        loads_array("[1]", "d", "")
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        loads_array("[1]", format="d")
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        loads_array("[1]", option=0)
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


# ------------------------------------------------------------------- reals

# Code: bits of the significand, least exponent of a normal one, largest value.
REALS = {
    "e": (11, -14, Fraction(65504)),
    "f": (24, -126, Fraction(2**24 - 1) * 2**104),
    "d": (53, -1022, Fraction(2**53 - 1) * 2**971),
}


def nearest(x, code):
    """The nearest value to a Fraction, ties to even, by integers alone; None
    beyond the range."""
    bits, least, most = REALS[code]
    if x == 0:
        return x
    sign, x = (-1, -x) if x < 0 else (1, x)
    exponent = x.numerator.bit_length() - x.denominator.bit_length()
    if Fraction(2) ** exponent > x:
        exponent -= 1
    step = Fraction(2) ** (max(exponent, least) - bits + 1)
    whole, rest = divmod(x, step)
    if rest * 2 > step or (rest * 2 == step and whole % 2):
        whole += 1
    return None if whole * step > most else sign * whole * step


def check_rounding(texts, code):
    """Together, where the frequent road is taken, and one by one."""
    expected = [nearest(Fraction(t), code) for t in texts]
    right = [
        (t, float(e)) for t, e in zip(texts, expected) if e is not None
    ]
    for separator in (",", ", ", "\n,\n"):
        text = "[" + separator.join(t for t, e in right) + "]" + " " * 64
        got = struct.unpack(f"{len(right)}{code}", loads_array(text, code))
        for (t, e), g in zip(right, got):
            assert g == e, (t, code)
            assert math.copysign(1, g) == (-1 if t[0] == "-" else 1), t
    for t, e in zip(texts, expected):
        if e is None:
            message, at = fault_of(t, code)
            assert at == 0 and message.startswith("number is beyond the range")
        else:
            assert struct.unpack(code, loads_array(t, code)) == (float(e),), t


def decimal_of(x):
    """All the digits of a Fraction whose denominator is a power of two."""
    places = x.denominator.bit_length() - 1
    digits = str(abs(x.numerator) * 5**places).rjust(places + 1, "0")
    sign = "-" if x < 0 else ""
    if places == 0:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def values_of(code, numbers):
    """A positive value of a real format, of any size."""
    size = struct.calcsize(code)
    while True:
        bits = numbers.getrandbits(8 * size - 1)
        (value,) = struct.unpack(code, bits.to_bytes(size, "little" if LITTLE
                                                     else "big"))
        if math.isfinite(value):
            return Fraction(value)


def step_above(value, code):
    bits, least, _ = REALS[code]
    if value == 0:
        return Fraction(2) ** (least - bits + 1)
    exponent = math.frexp(float(value))[1] - 1
    return Fraction(2) ** (max(exponent, least) - bits + 1)


@pytest.mark.parametrize("code", "efd")
def test_middles(code):
    """Just at the middle of two values, and beside it by one digit far
    behind: where a double in between rounds to the middle itself."""
    numbers = random.Random(1)
    texts = []
    for i in range(EXAMPLES // 3):
        value = values_of(code, numbers) if i > 3 else Fraction(i)
        if i % 3 == 0:
            value = nearest(Fraction(numbers.random()) * 100, code)
        middle = value + step_above(value, code) / 2
        text = decimal_of(middle)
        texts += [text, "-" + text]
        if "." not in text:
            text += "."
        texts += [
            text + "0",
            text + "1",
            text + "0" * 40 + "1",
            decimal_of(middle - Fraction(1, 2**1100)),
            decimal_of(value),
        ]
    check_rounding(texts, code)


@pytest.mark.parametrize("code", "efd")
def test_digits(code):
    """Shortest digits, longer ones, with and without an exponent."""
    numbers = random.Random(2)
    texts = ["0", "-0", "0.0", "-0.0", "0e0", "0e400", "-0E-400", "1e-400"]
    texts += ["5e-324", "2.4703282292062328e-324", "2.4703282292062327e-324"]
    for _ in range(EXAMPLES):
        value = float(values_of(code, numbers)) * numbers.choice((1, -1))
        texts += [repr(value), "%.17g" % value, "%.9g" % value]
        texts.append("%.*f" % (numbers.randrange(1, 22), numbers.random()))
        texts.append("%.*f" % (numbers.randrange(1, 22), value))
        texts.append("%.*e" % (numbers.randrange(30), value))
        texts.append(str(numbers.randrange(10 ** numbers.randrange(1, 25))))
        texts.append(
            f"{numbers.randrange(10 ** numbers.randrange(1, 5))}."
            f"{numbers.randrange(10 ** numbers.randrange(1, 20))}"
        )
    texts = [re.sub(r"^(-?)0+(?=\d)", r"\1", t) for t in texts]
    texts = [re.sub(r"e([+-])0+(?=\d)", r"e\1", t) for t in texts]
    assert "nan" not in texts
    check_rounding(texts, code)


@pytest.mark.parametrize("code", "efd")
def test_ends_of_the_range(code):
    bits, least, most = REALS[code]
    beyond = most + step_above(most, code) / 2
    least = Fraction(2) ** (least - bits + 1)
    texts = [decimal_of(most), decimal_of(beyond), decimal_of(beyond - 1)]
    texts += [decimal_of(beyond - Fraction(1, 2**30)), "1e400", "-1e400"]
    texts += ["9" * 400, decimal_of(least), decimal_of(least / 2)]
    texts += [decimal_of(least / 2) + "1", decimal_of(least * 3 / 2), "1e-999"]
    check_rounding(texts, code)
    assert fault_of("[1,1e400]", code)[1] == 3
    if code == "d":
        with pytest.raises(JSONDecodeError) as error:
            loads("[1,1e400]")
        assert fault_of("[1,1e400]")[0] == error.value.msg


def test_double_rounding_is_avoided():
    """1 + 2^-24 + 2^-60 is the middle of two floats as a double."""
    x = 1 + Fraction(1, 2**24) + Fraction(1, 2**60)
    assert Fraction(float(x)) == 1 + Fraction(1, 2**24)
    (got,) = struct.unpack("f", loads_array(decimal_of(x), "f"))
    assert got == 1 + 2**-23
    (got,) = struct.unpack("f", loads_array(str(2**24 + 1), "f"))
    assert got == 2**24
    (got,) = struct.unpack("f", loads_array("16777217.0000000001", "f"))
    assert got == 2**24 + 2


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
            assert fault_of(text, format) == (found, len(before))
            data = text.encode()
            assert fault_of(data, format) == (found, len(before))


# ------------------------------------------------------------------- shapes


RAGGED = "the arrays differ in length or depth"


def check(text):
    """As the reference says, of a shape or a fault."""
    try:
        shape, tokens = read(text)
    except Fault as fault:
        kind, at = fault.args
        message, pos = fault_of(text)
        if kind == "ragged" or message == RAGGED:
            # A number that is none may be one too many as well.
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
    """A text of this shape."""

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
    """Brackets, commas and numbers taken out, put in, or the text cut."""
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


# ------------------------------------------------------------------ pointers

RFC = {
    "foo": [1, 2],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize("dump", [json.dumps, jsonde.dumps])
def test_pointers_of_the_rfc(dump):
    text = dump(RFC)
    for pointer, value in {
        "/foo": [1, 2],
        "/foo/0": 1,
        "/": 0,
        "/a~1b": 1,
        "/c%d": 2,
        "/e^f": 3,
        "/g|h": 4,
        "/i\\j": 5,
        '/k"l': 6,
        "/ ": 7,
        "/m~0n": 8,
    }.items():
        assert loads_array(text, pointer=pointer).tolist() == value, pointer
    assert fault_of(text)[1] == 0


def test_pointers():
    text = '{"a": [[1, 2], {"b": [3]}, [[4]]], "~1": [5], "0": [6], "": [7]}'
    found = {
        "/a/0": [1, 2],
        "/a/0/1": 2,
        "/a/1/b": [3],
        "/a/2/0/0": 4,
        "/~01": [5],
        "/0": [6],
        "/": [7],
    }
    for pointer, value in found.items():
        for data in (text, text.encode(), text + "\n", json.dumps(loads(text))):
            assert loads_array(data, pointer=pointer).tolist() == value
    container = {
        "/b": 0,
        "/a/3": text.index("[["),
        "/a/-": text.index("[["),
        "/a/00": text.index("[["),
        "/a/": text.index("[["),
        "/a/1e0": text.index("[["),
        "/a/\u0661": text.index("[["),
        "/a/18446744073709551615": text.index("[["),
        "/a/18446744073709551616": text.index("[["),
        "/a/1/c": text.index('{"b'),
        "/a/0/0/0": text.index("1, 2"),
        "/~1": 0,
        "/00": 0,
        "//": text.index("[7]"),
        "/\ud800": 0,
        "/a/0/0/0/0": text.index("1, 2"),
    }
    for pointer, at in container.items():
        assert fault_of(text, pointer=pointer) == (
            "the pointer leads nowhere from here",
            at,
        ), pointer


def test_no_pointers():
    for pointer in ("a", " /a", "#/a", "/~", "/~2", "/a~", "/~/", "/a/~x/b"):
        with pytest.raises(ValueError, match="^pointer must be") as error:
            loads_array("[1]", pointer=pointer)
        assert type(error.value) is ValueError


def test_of_equal_keys_the_last_counts():
    for text, pointer, value in (
        ('{"a":[1],"a":[2,3]}', "/a", [2, 3]),
        ('{"a":"x","a":[2,3]}', "/a", [2, 3]),
        ('{"a":[[1],2],"a":[2,3]}', "/a", [2, 3]),
        ('{"a":{"b":[1]},"a":{"b":[4]}}', "/a/b", [4]),
        ('{"a":7,"a":{"b":[4]}}', "/a/b", [4]),
        ('{"a":[[1,2],[3]],"a":[[5],[6]]}', "/a/1", [6]),
        ('{"\\u0061":[1],"a":[2]}', "/a", [2]),
        ('{"a":[1,2,3],"\\u0061":[2]}', "/a", [2]),
        ('{"a":%s,"a":[]}' % json.dumps([1.5] * 99999), "/a", []),
        ('{"a":[],"a":%s}' % json.dumps([1.5] * 99999), "/a", [1.5] * 99999),
    ):
        assert loads_array(text, pointer=pointer).tolist() == value
    assert fault_of('{"a":{"b":[1]},"a":{}}', pointer="/a/b")[1] == 19
    assert fault_of('{"a":[1],"a":2,"a":{"b":1}}', pointer="/a")[1] == 19
    assert fault_of('{"a":[[1]],"a":7}', pointer="/a/0")[1] == 15


def test_items_of_outer_arrays():
    """An index is one of its own array alone, not of those inside."""
    text = "[[9, 9, 9], [[8], [7, 7]], [6], [5, 5]]"
    value = loads(text)
    for i, j in itertools.product(range(5), repeat=2):
        try:
            want = value[i][j]
        except (IndexError, TypeError):
            assert "nowhere" in fault_of(text, pointer=f"/{i}/{j}")[0]
        else:
            got = loads_array(text, pointer=f"/{i}/{j}").tolist()
            assert got == want


@pytest.mark.parametrize(
    "key", ["a", "\xe9", "\u65e5", "\U0001f600", "\n\"\\/", "\0", "k" * 200]
)
def test_keys(key):
    pointer = "/" + key.replace("~", "~0").replace("/", "~1")
    wrong = [key[:-1], key + "x", key + "\0", "", key + key]
    for near in wrong:
        for ascii in (True, False):
            for first in (True, False):
                members = {near: [1], key: [2]}
                if first:
                    members = {key: [2], near: [1]}
                text = json.dumps(members, ensure_ascii=ascii)
                for data in (text, text.encode()):
                    assert loads_array(data, pointer=pointer).tolist() == [2]
    shouted = "".join(
        f"\\u{u:04X}" for u in struct.unpack(
            f"<{len(key.encode('utf-16-le')) // 2}H", key.encode("utf-16-le")
        )
    )
    assert loads_array('{"%s":[3]}' % shouted, pointer=pointer)[0] == 3


def test_long_pointer():
    depth = 1000
    text = '{"a":' * depth + "[1]" + "}" * depth
    assert loads_array(text, pointer="/a" * depth)[0] == 1
    assert fault_of(text, pointer="/a" * 5000)[1] == 5 * depth
    deep = "[" * 1023 + "[1]" + "]" * 1023
    assert loads_array(deep, pointer="/0" * 1023)[0] == 1
    with pytest.raises(JSONDecodeError) as error:
        loads("[" + deep + "]")
    assert fault_of("[" + deep + "]", pointer="/0" * 1024) == (
        error.value.msg,
        error.value.pos,
    )


# ---------------------------------------------------- the rest of a document


def check_around(text, at):
    """Accepted and refused as by loads(), beside an array at /at."""
    try:
        value = loads(text)
    except JSONDecodeError as error:
        with pytest.raises(JSONDecodeError) as other:
            loads_array(text, pointer=f"/{at}")
        other = other.value
        if other.msg != "invalid UTF-8":
            assert (other.msg, other.pos) == (error.msg, error.pos), text
        assert other.pos == error.pos, text
        assert other.doc == error.doc
        return
    key = int(at) if isinstance(value, list) else at
    try:
        expected = value[key]
    except (KeyError, IndexError):
        assert "nowhere" in fault_of(text, pointer=f"/{at}")[0]
        return
    if repr(expected) == "[1, 2.5]":
        assert loads_array(text, pointer=f"/{at}").tolist() == expected, text


def test_suite_outside_of_the_array(data_dir):
    files = sorted((data_dir / "JSONTestSuite/test_parsing").glob("*.json"))
    assert len(files) == 318
    for file in files:
        data = file.read_bytes()
        for text, at in (
            (b'{"a":[1,2.5],"x":' + data + b"}", "a"),
            (b'{"x":' + data + b',"a":[1,2.5]}', "a"),
            (b"[" + data + b",[1,2.5]]", "1"),
        ):
            check_around(text, at)
            try:
                check_around(text.decode(), at)
            except UnicodeDecodeError:
                pass


def test_suite_alone(data_dir):
    """What is no JSON is never an array."""
    for file in (data_dir / "JSONTestSuite/test_parsing").glob("*.json"):
        data = file.read_bytes()
        try:
            loads(data)
        except JSONDecodeError:
            with pytest.raises(JSONDecodeError):
                loads_array(data)


def test_random_documents_around():
    writer = Writer(5)
    numbers = random.Random(6)
    for i in range(EXAMPLES * 10):
        text = writer.document()
        if i % 2:
            text = '{"x":%s,"a":[1,2.5]}' % text
        else:
            text = '{"a":[1,2.5],"x":%s}' % text
        check_around(text.encode("utf-8", "surrogatepass"), "a")
        broken = damaged(text, numbers)
        check_around(broken, "a")
        check_around(damaged_bytes(text.encode(), numbers), "a")
        cut = text[: numbers.randrange(len(text) + 1)]
        check_around(cut, "a")


def test_no_json_counts_first():
    """What is wrong with the array is told where the document is right."""
    text = '{"a":[1,[2]],"b":nul}'
    assert fault_of(text, pointer="/a") == (
        "invalid literal",
        text.index("}"),
    )
    assert fault_of(text.replace("nul", "null"), pointer="/a")[1] == 8
    assert fault_of("[1,[2]] x")[1] == 3
    assert fault_of("[1] x")[0] == "unexpected content after the document"


def test_incomplete():
    for text, pointer in (
        ("", ""),
        (" ", ""),
        ("[", ""),
        ("[1", ""),
        ("[1,", ""),
        ("[-", ""),
        ("[[1],[", ""),
        ('{"a":[1]', "/a"),
        ('{"a', "/a"),
        ('{"a":[1],"b":"\\u12', "/a"),
    ):
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text, pointer=pointer)
        assert error.value.incomplete
        assert error.value.pos == len(text)
    for text in ("[1 2", "[[1],[]", "[x", "[1]]"):
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text)
        assert not error.value.incomplete


def test_byte_order_mark():
    for data in ("\ufeff[1]", "\ufeff[1]".encode()):
        for pointer in ("", "/0"):
            assert fault_of(data, pointer=pointer) == (
                "a byte order mark (BOM) is not allowed",
                0,
            )


# ------------------------------------------------------------------- inputs

WIDE = ["", "\xe9", "\u65e5", "\U0001f600"]


@pytest.mark.parametrize("wide", WIDE)
def test_forms(form, wide):
    numbers = [[i / 7, -i] for i in range(50)]
    text = json.dumps({"n": numbers, "k" + wide: wide}, ensure_ascii=False)
    view = loads_array(form(text), pointer="/n")
    assert (view.shape, view.tolist()) == ((50, 2), numbers)
    text = text.replace("]]", ",[1]]]")
    error = fault_of(form(text), pointer="/n")
    assert error == (RAGGED, text.index("[1]"))
    text = '{"%s":"%s","n":[1,x]}' % (wide, wide * 40)
    assert fault_of(form(text), pointer="/n")[1] == text.index("x")


def test_positions_behind_wide_text(form):
    for wide in WIDE:
        text = '["%s", [1, 2], [3, "%s"]]' % (wide * 9, wide)
        at = text.index("3, ") + 3
        assert fault_of(form(text), pointer="/2")[1] == at


def test_surrogates_in_a_str():
    for text in ('["\ud800",[1]]', '["\udfff\xe9",[1]]', '[\ud800,[1]]'):
        with pytest.raises(JSONDecodeError) as error:
            loads(text)
        assert fault_of(text, pointer="/1") == (
            error.value.msg,
            error.value.pos,
        )
    assert fault_of("[\ud800]")[1] == 1


def test_other_buffers(tmp_path):
    data = b"[1, 2, 3]"
    assert loads_array(array.array("B", data)).tolist() == [1, 2, 3]
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with open(file, "rb") as opened:
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            assert loads_array(mapped).tolist() == [1, 2, 3]
    view = memoryview(b"[1]")
    view.release()
    with pytest.raises(ValueError, match="released"):
        loads_array(view)
    with pytest.raises(BufferError):
        loads_array(memoryview(b"[ 1 ]  ")[::2])

    class Text(str):
        pass

    class Data(bytes):
        pass

    for make in (Text, lambda t: Text(t + " \u65e5"[:1]), lambda t: Data(data)):
        assert loads_array(make("[1, 2, 3]")).tolist() == [1, 2, 3]


def test_edges_of_pages():
    """Beside a page that cannot be read; see also tests/unit."""
    size = mmap.PAGESIZE
    with mmap.mmap(-1, size) as pages:
        for text in (b"[1.5,2.25]", b"[12345678,1]", b"[0.1234567890123456]"):
            pages[size - len(text) :] = text
            with memoryview(pages)[size - len(text) :] as view:
                assert loads_array(view).tolist() == json.loads(text)
        for text in (b"[1.5,2.25", b"[123", b"[0.12345", b"[[1],[2]", b"[-"):
            pages[size - len(text) :] = text
            with memoryview(pages)[size - len(text) :] as view:
                assert fault_of(view)[0] == "unexpected end of data"


# ------------------------------------------------------------------- results


def test_view_is_writable_and_alone():
    data = b"[[1,2],[3,4]]"
    view, other = loads_array(data), loads_array(data)
    view[1, 0] = 9.5
    assert view.tolist() == [[1, 2], [9.5, 4]]
    assert other.tolist() == loads(data)
    flat = view.cast("B").cast("d")
    flat[0] = 7
    assert view[0, 0] == 7
    del view
    gc.collect()
    assert flat.tolist() == [7, 2, 9.5, 4]


def test_of_nothing():
    for text in ("[]", "[[],[]]"):
        for format in ("d", ">i", "?"):
            view = loads_array(text, format)
            assert (view.nbytes, view.shape[-1]) == (0, 0)
            assert bytes(view) == b""
            assert loads_array(text, format, into=bytearray()) == view.shape


def test_numpy():
    numpy = pytest.importorskip("numpy")
    for format in FORMATS:
        values = [values_for(format)] * 3
        code, order = format[-1], format[:-1].strip("@").replace("!", ">")
        kind = "f" if code in "efd" else "i" if code.islower() else "u"
        dtype = numpy.dtype(f"{order}{kind}{struct.calcsize(format)}")
        if code == "?":
            dtype = numpy.dtype(bool)
        view = loads_array(json.dumps(values), format)
        items = numpy.asarray(view)
        assert items.dtype == dtype
        assert items.tolist() == values
        assert numpy.shares_memory(items, numpy.asarray(view))
        room = numpy.zeros(items.shape, dtype)
        shape = loads_array(json.dumps(values), into=room)
        assert shape == items.shape
        assert room.tolist() == values
    with pytest.raises((BufferError, ValueError)):  # numpy's own
        loads_array("[1,2]", into=numpy.zeros((2, 2))[:, 1])
    with pytest.raises(BufferError):
        loads_array("[1,2]", "f", into=numpy.zeros(2))


# ---------------------------------------------------------------------- into


def grows(room):
    """No export is left."""
    room.append(0)
    room.pop()
    return True


def test_into_array():
    for code in "bBhHiIlLqQfd":
        room = array.array(code, [1]) * 5
        assert loads_array("[[7],[8]]", into=room) == (2, 1)
        assert room.tolist() == [7, 8, 1, 1, 1]
        assert loads_array("[[9]]", code, into=room) == (1, 1)
        assert room[0] == 9 and grows(room)
        assert loads_array("[4]", "@" + code, into=memoryview(room)[3:]) == (
            1,
        )
        assert room.tolist() == [9, 8, 1, 4, 1] and grows(room)


def test_into_bytes():
    """Bytes are memory for any format; without one they are bytes."""
    room = bytearray(b"\xff" * 17)
    assert loads_array("[1,2]", into=room) == (2,)
    assert room[:3] == b"\1\2\xff"
    assert loads_array("[1,2]", "<i", into=memoryview(room)[1:]) == (2,)
    assert room[1:9] == struct.pack("<2i", 1, 2)
    assert loads_array("[1.5,2.5]", ">d", into=room) == (2,)
    assert room == struct.pack(">2d", 1.5, 2.5) + b"\xff"
    assert loads_array("7", "d", into=memoryview(room).cast("c")) == ()
    with pytest.raises(BufferError, match="no format that is known"):
        loads_array("7", into=memoryview(room).cast("c"))
    assert loads_array("[true]", into=memoryview(room).cast("?")) == (1,)
    assert grows(room)


def test_into_another_format():
    room = array.array("d", [1, 2])
    for format in ("f", "q", ">d" if LITTLE else "<d", "?", "B"):
        with pytest.raises(BufferError, match="another format"):
            loads_array("[1]", format, into=room)
    assert room.tolist() == [1, 2] and grows(room)
    for format in ("d", "@d", "=d", "<d" if LITTLE else ">d"):
        assert loads_array("[5]", format, into=room) == (1,)
    same = array.array("q" if array.array("l").itemsize == 8 else "i", [0])
    assert loads_array("[5]", "l", into=same) == (1,)


def test_into_read_only():
    for room in (b"12345678", memoryview(b"12345678"),
                 memoryview(bytearray(8)).toreadonly()):
        with pytest.raises(BufferError):
            loads_array("[1]", "d", into=room)
    with pytest.raises(BufferError):
        loads_array("[1]", "d", into=memoryview(bytearray(32))[::2])


@pytest.mark.parametrize("count", [1, 5, 513, 4096, 30000])
def test_into_too_small(count):
    """How much is needed, however much that is; the beginning is written."""
    text = json.dumps(list(range(count)))
    need = 8 * count
    for size in (0, 7, need // 2, need - 8, need - 1):
        room = bytearray(size)
        message = f"^{need} bytes are needed in a buffer of {size}$"
        if PUBLIC_BUFFERS:
            message = f"^{need} bytes are needed"
        with pytest.raises(BufferError, match=message):
            loads_array(text, "d", into=room)
        assert len(room) == size and grows(room)
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text + "x", "d", into=room)
        assert error.value.pos == len(text)
        assert grows(room)
    room = bytearray(need)
    assert loads_array(text, "d", into=room) == (count,)


PUBLIC_BUFFERS = not jsonde.layout()["symbols"].get("PyObject_GetBuffer", True)


def test_into_after_errors():
    room, source = bytearray(800), bytearray(b"[1,2,x]")
    for data in ("[", "[1,2,x]", "[[1],2]", source, b"\xff", 5):
        with pytest.raises(JSONDecodeError):
            loads_array(data, "d", into=room)
        assert grows(room) and grows(source)
    for named in ({"pointer": "x"}, {"pointer": 1}):
        with pytest.raises((ValueError, TypeError)):
            loads_array("[1]", "d", into=room, **named)
    with pytest.raises(ValueError):
        loads_array("[1]", "x", into=room)
    assert grows(room)
    loads_array(source[:-3] + b"]", "d", into=room)
    assert room[:16] == struct.pack("2d", 1, 2) and grows(room)


def test_into_mmap_and_shared_memory():
    with mmap.mmap(-1, 4096) as room:
        assert loads_array("[1,2]", "d", into=room) == (2,)
        assert room[:16] == struct.pack("2d", 1, 2)
    shared_memory = pytest.importorskip("multiprocessing.shared_memory")
    try:
        room = shared_memory.SharedMemory(create=True, size=4096)
    except OSError as error:
        pytest.skip(str(error))
    try:
        with room.buf.cast("d") as view:
            assert loads_array("[[1],[2]]", into=view) == (2, 1)
            assert view.tolist()[:2] == [1, 2]
    finally:
        room.close()
        room.unlink()


# ------------------------------------------------------- threads and memory

LARGE = json.dumps([i / 3 for i in range(60000)]).encode()


def test_others_run_meanwhile():
    """While a large text is read another thread gets on; with the GIL it
    could not, as this one never comes to a point where it is taken away."""
    program = """
import jsonde, sys, threading, time
text = b"[" + b",".join([b"0.12345678901234567"] * 2000000) + b"]"
sys.setswitchinterval(1000)
turns, done = 0, False
started = threading.Event()
def turn():
    global turns
    started.set()
    while not done:
        turns += 1
        time.sleep(0.0002)
thread = threading.Thread(target=turn)
thread.start()
started.wait()
before = turns
view = jsonde.loads_array(text)
after = turns
done = True
thread.join()
assert len(view) == 2000000
print(after > before)
"""
    assert child_output(program).strip() == "True"


def test_source_and_room_are_held():
    """A resize by another thread is refused while they are in use, and what
    is read is never wrong."""
    source, room = bytearray(LARGE), bytearray(8 * 60000)
    expected = struct.pack("60000d", *loads(LARGE))
    stop = threading.Event()
    refused = []

    def meddle():
        while not stop.is_set():
            for one in (source, room):
                try:
                    one.append(32)
                    one.pop()
                except BufferError:
                    refused.append(1)

    thread = threading.Thread(target=meddle)
    thread.start()
    try:
        for _ in range(20):
            try:
                loads_array(source, "d", into=memoryview(room)[: 8 * 60000])
            except JSONDecodeError:
                raise AssertionError("what was read has changed") from None
            assert room[: 8 * 60000] == expected
    finally:
        stop.set()
        thread.join()
    assert grows(source) and grows(room)


@pytest.mark.skipif(SLOW, reason="takes long")
def test_text_that_changes_meanwhile():
    """Nothing is promised of the result, but that memory stays whole."""
    source = bytearray(LARGE)
    stop = threading.Event()

    def meddle():
        numbers = random.Random(3)
        while not stop.is_set():
            source[numbers.randrange(len(source))] = numbers.choice(
                b"0123456789,.[]-e "
            )

    thread = threading.Thread(target=meddle)
    thread.start()
    room = bytearray(1000)
    try:
        for i in range(60):
            source[:] = LARGE
            for format in "fdq":
                outcome(loads_array, source, format)
                outcome(loads_array, source, format, into=room)
                outcome(loads_array, source, format, pointer="/3")
    finally:
        stop.set()
        thread.join()


def test_many_threads():
    text = json.dumps([[i, i / 7] for i in range(20000)])
    expected = bytes(loads_array(text))
    results = []

    def work():
        for _ in range(5):
            results.append(bytes(loads_array(text)) == expected)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 20


@pytest.mark.skipif(SLOW, reason="its allocator keeps what is freed")
def test_memory_is_given_back():
    program = """
import jsonde
good = "[" + ",".join(["1.5"] * 200000) + "]"
bad = good[:-1] + ",[1]]"
inner = '{"a":' + good + ',"a":' + bad + "}"
def size():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1])
def run(n):
    for _ in range(n):
        jsonde.loads_array(good)
        jsonde.loads_array(good.replace("]", "] "), pointer="")
        for text, pointer in ((bad, ""), (inner, "/a"), (good + "x", ""),
                              (inner, "/a/b"), (inner[:-1], "/a")):
            try:
                jsonde.loads_array(text, pointer=pointer)
            except jsonde.JSONDecodeError:
                pass
            else:
                raise AssertionError(text[-9:])
run(5)
before = size()
run(60)
print(size() - before < 4000)
"""
    try:
        open("/proc/self/statm").close()
    except OSError:
        pytest.skip("no /proc")
    assert child_output(program).strip() == "True"


def test_size_of_what_is_kept():
    """A document of which little is an array keeps little."""
    text = "[[1,2]," + ",".join(["7"] * 100000) + "]"
    assert loads_array(text, pointer="/0").nbytes == 16


def test_exact_type_of_forms():
    assert type(loads_array("[1]")) is memoryview
    assert type(loads_array("[1]", into=bytearray(9))) is tuple
    assert set(FORMS) >= {"str", "bytes"}

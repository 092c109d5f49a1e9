# SPDX-License-Identifier: MIT
"""loads_array(): literals of OPT_NAN_LITERAL, format names of numpy, and
memoryviews without numpy."""

import array
import math
import re
import struct

import jsonde
import pytest
from arrays import FORMATS, LITTLE, fault_of
from conftest import optional
from jsonde import (
    OPT_NAN_LITERAL,
    OPT_SERIALIZE_BUFFER,
    JSONDecodeError,
    dumps,
    loads,
    loads_array,
)

LITERAL = "OPT_NAN_LITERAL reads NaN, Infinity and null"

# --------------------------------------------------------- OPT_NAN_LITERAL

REALS = [f for f in FORMATS if f[-1] in "dfe"]
WORDS = {
    "NaN": math.nan,
    "null": math.nan,
    "Infinity": math.inf,
    "-Infinity": -math.inf,
}


@pytest.mark.parametrize("format", REALS)
def test_words(format):
    for pad in ("", " " * 80):
        for word, value in WORDS.items():
            for text, n in (
                (word, 1),
                (f"[{word}]", 1),
                (f"[1.5, {word},-0.25,{word} ]", 4),
                (f"[[{word},2],[3,{word}],[{word} , {word}]]", 6),
            ):
                view = loads_array(text + pad, format, option=OPT_NAN_LITERAL)
                assert bytes(view) == b"".join(
                    struct.pack(format, WORDS[v] if v in WORDS else float(v))
                    for v in re.findall(r"[-\w.]+", text)
                )
                assert view.nbytes == n * struct.calcsize(format)


def test_what_dumps_wrote_is_read():
    values = array.array("d", [1.0, math.nan, math.inf, -math.inf, -0.0])
    for option in (0, OPT_NAN_LITERAL):
        text = dumps(values, option=option | OPT_SERIALIZE_BUFFER)
        view = loads_array(text, option=OPT_NAN_LITERAL)
        assert [repr(v) for v in view] == (
            ["1.0", "nan", "inf", "-inf", "-0.0"]
            if option
            else ["1.0", "nan", "nan", "nan", "-0.0"]
        )


@pytest.mark.parametrize("word", WORDS)
def test_words_without_the_option(word):
    """The error names the literal. Integer formats never accept it."""
    message = f"expected a number or an array ({LITERAL}), found {word[0]!r}"
    for text in (word, f"[1, {word}]", f"[[1],[{word}", f"[{word}," + " " * 80):
        assert fault_of(text, "f") == (message, text.index(word))
    inner = f'{{"a": [1, {word}], "b": 1}}'
    assert fault_of(inner, "d", pointer="/a") == (message, inner.index(word))
    for option in (0, OPT_NAN_LITERAL):
        for format in ("i", "?"):
            with pytest.raises(JSONDecodeError) as error:
                loads_array(f"[{word}]", format, option=option)
            assert "OPT_" not in error.value.msg


def test_wrong_words():
    for word in WORDS:
        for n in range(1, len(word)):
            for text in (word[:n], f"[{word[:n]}", f"[1,{word[:n]}"):
                with pytest.raises(JSONDecodeError) as error:
                    loads_array(text, option=OPT_NAN_LITERAL)
                assert error.value.msg == "unexpected end of data"
                assert error.value.incomplete and error.value.pos == len(text)
        text = f"[{word[:-1]}x]"
        with pytest.raises(JSONDecodeError, match="^invalid literal") as error:
            loads_array(text, option=OPT_NAN_LITERAL)
        assert error.value.pos == len(word)
    for text in ("[nan]", "[+Infinity]", "[NULL]", "[--Infinity]", "[-NaN]"):
        with pytest.raises(JSONDecodeError):
            loads_array(text, option=OPT_NAN_LITERAL)


@pytest.mark.parametrize("word", WORDS)
def test_words_around(word):
    """The option has its usual meaning in the rest of the document."""
    text = f'{{"x": {word}, "y": [{word}, -1], "a": [1, {word}], "z": -2}}'
    assert loads(text, option=OPT_NAN_LITERAL)["z"] == -2
    view = loads_array(text, pointer="/a", option=OPT_NAN_LITERAL)
    assert repr(view[1]) == repr(WORDS[word])
    text = f'{{"x": {word[:-1]}x, "a": [1]}}'
    with pytest.raises(JSONDecodeError, match="^invalid literal") as error:
        loads_array(text, pointer="/a", option=OPT_NAN_LITERAL)
    assert error.value.pos == text.index("x,")


def test_options():
    assert loads_array("[1]", option=None).tolist() == [1]
    assert loads_array("[1]", option=0).tolist() == [1]
    for name in ("OPT_DECIMAL", "OPT_JSONC", "OPT_SORT_KEYS"):
        with pytest.raises(ValueError, match=rf"loads_array\(\) .* {name}"):
            loads_array("[1]", option=getattr(jsonde, name))
    with pytest.raises(ValueError, match="1 << 60"):
        loads_array("[1]", option=1 << 60)
    with pytest.raises(ValueError, match="must be an int"):
        loads_array("[1]", option="1")


# --------------------------------------------------------- numpy's own names

NAMES = {
    "f4": "f",
    "<f4": "f" if LITTLE else "<f",
    ">f4": ">f" if LITTLE else "f",
    "=f4": "f",
    "|u1": "B",
    "u1": "B",
    "<i1": "b",
    "i2": "h",
    ">u8": ">Q" if LITTLE else "Q",
    "b1": "?",
    "float16": "e",
    "float32": "f",
    "float64": "d",
    "half": "e",
    "single": "f",
    "double": "d",
    "bool": "?",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "uint8": "B",
    "uint16": "H",
    "uint32": "I",
    "uint64": "Q",
    "intc": "i",
    "short": "h",
}


class Dtype:
    """The attributes of numpy's dtypes."""

    def __init__(self, text):
        self.str = text


@pytest.mark.parametrize("name", NAMES)
def test_names_of_numpy(name):
    item = "true" if NAMES[name] == "?" else "1"
    own = type("Str", (str,), {})
    for format in (name, own(name), Dtype(name), type(name, (), {})):
        view = loads_array(f"[{item}]", format=format)
        assert view.format == NAMES[name]
        assert bytes(view) == struct.pack(NAMES[name], 1)
    into = bytearray(8)
    assert loads_array(f"[{item}]", name, into=into) == (1,)


def test_names_that_are_none():
    for name in ("f3", "f16", "c8", "complex64", "S1", "|S1", "M8[s]", "O"):
        for format in (name, Dtype(name)):
            with pytest.raises(ValueError, match="^format must be one of"):
                loads_array("[1]", format)
    for wrong in (Dtype(1), object(), 3):
        with pytest.raises(TypeError, match="^format must be a str or a dtype"):
            loads_array("[1]", wrong)

    class Failing:
        @property
        def str(self):
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        loads_array("[1]", Failing())


numpy = optional("numpy")


@pytest.mark.skipif(numpy is None, reason="needs numpy")
def test_dtypes_of_numpy():
    for code in "bBhHiIlLqQefd":
        dtype = numpy.dtype(code)
        for order in (dtype, dtype.newbyteorder(">"), dtype.newbyteorder("<")):
            view = loads_array("[1,2]", order)
            assert bytes(view) == numpy.array([1, 2], order).tobytes()
            assert numpy.asarray(view).dtype == order
        assert numpy.asarray(loads_array("[1]", dtype.type)).dtype == dtype
    for wrong in ("c8", "M8[s]", "O", [("a", "f4")]):
        with pytest.raises(ValueError, match="^format must be one of"):
            loads_array("[1]", numpy.dtype(wrong))


def test_two_dimensions_without_numpy():
    """The example of docs/buffers.md."""
    view = loads_array("[[1, 2], [3, 4]]", "d")
    view[1, 1] = 7
    assert view[1, 0] == 3.0 and len(view) == 2
    assert view.tolist() == [[1.0, 2.0], [3.0, 7.0]]
    assert view[1:].tolist() == [[3.0, 7.0]]
    flat = view.cast("B").cast("d")
    assert flat[2:4].tolist() == [3.0, 7.0] and sum(flat) == 13.0
    for wrong in (lambda: view[0], lambda: list(view)):
        with pytest.raises(NotImplementedError):
            wrong()

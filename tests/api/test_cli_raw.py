# SPDX-License-Identifier: MIT
"""raw_loads() and raw_dump(), by which the command line keeps the text of numbers."""

import json
import random

import jsonde
import pytest
from conftest import examples, form, same  # noqa: F401
from jsonde import _implementation

raw_loads = _implementation.raw_loads
raw_dump = _implementation.raw_dump


def dumped(value, option=None, indent=None):
    parts = []
    raw_dump(value, parts.append, option, indent)
    return b"".join(parts)


FLOATS = [
    "1.0", "1.00", "-0.0", "1e5", "1E+05", "1e-400", "1e400", "-1E999999999999999999999",
    "0.1e-7", "18446744073709551616", "-9223372036854775809", "9" * 4000,
    "3." + "1" * 2000, "0e0",
]


@pytest.mark.parametrize("text", FLOATS, ids=lambda text: text[:22])
def test_text_is_kept(form, text):  # noqa: F811
    for wide in "", "é", "日", "\U0001f600":
        data = f'["{wide}", {text}, {{"a": {text}}}]'
        raw = text.encode()
        value, end = raw_loads(form(data), 0, None)
        assert same(value, [wide, raw, {"a": raw}])
        assert end == len(data if isinstance(form(data), str) else data.encode())
        assert dumped(value).decode() == data.replace(" ", "")
        assert json.loads(dumped(value, None, 2)) == json.loads(data)


def test_other_values_are_those_of_loads():
    data = b'[0, -1, 18446744073709551615, -9223372036854775808, true, null, "x", {}]'
    assert same(raw_loads(data, 0, None)[0], jsonde.loads(data))
    assert raw_loads(b"[1] 2.50 3", 3, None) == (b"2.50", 9)


def random_number(dice):
    text = str(dice.randrange(10 ** dice.randrange(1, 25)))
    if dice.random() < 0.6:
        text += "." + str(dice.randrange(10**6))
    if dice.random() < 0.4:
        text += dice.choice(["e", "E"]) + dice.choice(["", "+", "-"]) + str(dice.randrange(400))
    return text


def test_random_numbers():
    dice = random.Random(7)
    for _ in range(examples(400)):
        numbers = [random_number(dice) for _ in range(dice.randrange(40))]
        data = f"[{','.join(numbers)}]".encode()
        value, _ = raw_loads(data, 0, None)
        assert dumped(value) == data
        assert [float(v) for v in value] == [float(n) for n in numbers]


WRONG = [b"[01]", b"[1.]", b"[1e]", b"[-]", b"[.5]", b"[1.5", b"1e", b"[1.5x]", b"", b"[NaN]"]


@pytest.mark.parametrize("data", WRONG)
def test_errors_are_those_of_loads_next(data):
    errors = []
    for call in (
        lambda: raw_loads(data, 0, jsonde.OPT_UNIQUE_KEYS),
        lambda: jsonde.loads_next(data, 0, option=jsonde.OPT_DECIMAL | jsonde.OPT_UNIQUE_KEYS),
    ):
        with pytest.raises(jsonde.JSONDecodeError) as caught:
            call()
        errors.append((caught.value.msg, caught.value.pos, caught.value.incomplete))
    assert errors[0] == errors[1]


def test_options():
    value, _ = raw_loads(b'{"b": "\\ud800", "a": 1.50} // c', 0,
                         jsonde.OPT_JSONC | jsonde.OPT_LONE_SURROGATES)
    option = jsonde.OPT_SORT_KEYS | jsonde.OPT_LONE_SURROGATES | jsonde.OPT_APPEND_NEWLINE
    assert dumped(value, option) == b'{"a":1.50,"b":"\\ud800"}\n'
    with pytest.raises(ValueError, match="does not take OPT_INDENT_2"):
        raw_loads(b"[]", 0, 1)
    with pytest.raises(jsonde.JSONEncodeError):
        dumped([], 1 << 61)


def test_other_objects():
    """Only exact bytes are written as they are."""
    assert dumped([b"1e5", 1.5, True]) == b"[1e5,1.5,true]"
    for wrong in bytearray(b"1"), object(), 1 << 70, {b"1": 1}:
        with pytest.raises(jsonde.JSONEncodeError):
            dumped([wrong])
    with pytest.raises(jsonde.JSONEncodeError):
        jsonde.dumps([b"1"])


def test_chunks():
    value = [b"1.0" * 100] * 3000
    parts = []
    raw_dump(value, parts.append, None, None)
    assert len(parts) > 5 and all(type(part) is bytes for part in parts)
    assert b"".join(parts) == b"[" + b",".join(value) + b"]"


def test_sink_that_fails():
    with pytest.raises(ZeroDivisionError):
        raw_dump([b"1"], lambda part: 1 / 0, None, None)


def test_many_missing_arguments():
    """Three names did not fit into the array for two."""
    for call, count in (_implementation.dumps_chunks, 6), (raw_dump, 4):
        for given in range(count - 2):
            with pytest.raises(TypeError, match=f"missing {count - given} required"):
                call(*[None] * given)


@pytest.mark.parametrize("arguments", [(), (b"[]",), (b"[]", "0", None), (b"[]", -1, None)])
def test_wrong_arguments(arguments):
    with pytest.raises((TypeError, OverflowError, ValueError)):
        raw_loads(*arguments)

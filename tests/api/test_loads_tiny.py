# SPDX-License-Identifier: MIT
"""Documents of a few bytes, which loads() reads by itself: the same results and
errors as with an option, for which it does not."""

import itertools
import sys

import pytest
from conftest import exact, outcome
from jsonde import OPT_NAN_LITERAL, loads

UNITS = ["{", "}", "[", "]", '"', "\\", "0", "7", "-", ".", "e", "n", " ", "\x1f", "\x7f", "\xe9"]


def check(text):
    for data in (text, text.encode(), memoryview(text.encode())):
        got, want = outcome(loads, data), outcome(loads, data, option=OPT_NAN_LITERAL)
        assert exact(got) == exact(want), data


@pytest.mark.parametrize("size", range(4))
def test_each_text(size):
    for units in itertools.product(UNITS, repeat=size):
        check("".join(units))


@pytest.mark.parametrize("size", range(1, 24))
def test_each_length(size):
    for digit in "019":
        check(digit * size)
        check("1" + digit * (size - 1))
        check("-" + digit * size)
    for inside in ("a", "\x7f", " ", "\t", '"', "\\", "\xe9", "\u20ac"):
        for place in range(size):
            check('"' + "x" * place + inside + "y" * (size - 1 - place) + '"')
    check('"' + "x" * size)
    check("[" * size + "]" * size)
    check(" " * size + "1")


def test_each_call_makes_an_object():
    first, second = loads("[]"), loads("[]")
    assert first is not second
    first.append(1)
    assert second == loads(b"[]") == []
    assert loads("{}") is not loads("{}")


def test_no_reference_is_kept():
    value, other = loads(b'"unique text 1"'), str(1.5)
    assert sys.getrefcount(value) == sys.getrefcount(other)

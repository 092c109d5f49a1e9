# SPDX-License-Identifier: MIT
"""dumps() of numbers: short decimals and others, in each order."""

import decimal
import itertools
import json
import math
import random

import pytest
from jsonde import dumps

PLACES = range(0, 9)


def expected(value):
    """Returns the digits of repr(), with an exponent below 1e-5 and from 1e16 on."""
    if value == 0 or not math.isfinite(value):
        return repr(value)
    sign, digits, exponent = decimal.Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, digits)).rstrip("0")
    exponent = decimal.Decimal(repr(value)).adjusted()
    if exponent < -5 or exponent > 15:
        return repr(value).replace("e-0", "e-")
    if exponent < 0:
        text = "0." + "0" * (-exponent - 1) + digits
    else:
        digits = digits.ljust(exponent + 1, "0")
        text = digits[: exponent + 1] + "." + (digits[exponent + 1 :] or "0")
    return "-" * sign + text


def check(values):
    values = list(values)
    text = "[%s]" % ",".join(map(expected, values))
    assert dumps(values) == text.encode()
    assert dumps([-v for v in values]) == (
        "[%s]" % ",".join(expected(-v) for v in values)
    ).encode()
    for value in values[:200]:
        assert dumps(value) == expected(value).encode()
        assert dumps({"a": value}) == b'{"a":%s}' % expected(value).encode()


def test_short_decimals():
    check(n / 10**k for k in PLACES for n in range(1, 2000))


def test_short_decimals_of_every_size():
    random_ = random.Random(1)
    check(
        random_.randrange(1, 10**digits) / 10**k
        for digits in range(1, 17)
        for k in PLACES
        for _ in range(60)
    )


def neighbours(value):
    for factor in (1 - 2**-53, 1, 1 + 2**-52):
        yield value * factor


def test_around_the_limits_of_short_decimals():
    limits = [1e8, 1e8 - 1e-6, 1e7, 99999999.5, 1e-5, 1e-6, 9e-6, 11e-6]
    limits += [10.0**k for k in range(-8, 18)]
    limits += [0.5e-6, 1.5e-6, 0.1234565, 1234567.1234565, 2.0**-20]
    check(v for limit in limits for v in neighbours(limit))


def test_next_to_short_decimals():
    check(
        v
        for n in range(1, 2000, 7)
        for v in neighbours(n * 1009 / 1e6)
    )


@pytest.mark.parametrize("pattern", list(itertools.product("sl", repeat=6)))
def test_short_and_long_take_turns(pattern):
    """The encoder tries short decimals first only if the last numbers were short."""
    random_ = random.Random(2)
    kinds = {
        "s": lambda: random_.randrange(10**6) / 1000,
        "l": lambda: random_.random(),
    }
    check(kinds[k]() for k in pattern * 30)


def test_not_finite_between_others():
    for value in (math.nan, math.inf, -math.inf):
        for n in range(40):
            data = dumps([0.1 + 0.2] * n + [value, 0.5])
            assert json.loads(data) == [0.1 + 0.2] * n + [None, 0.5]


def test_ints_of_every_length():
    random_ = random.Random(3)
    values = [
        sign * random_.randrange(10 ** (digits - 1), 10**digits)
        for digits in range(1, 19)
        for sign in (1, -1)
        for _ in range(50)
    ]
    values += [s * (2**30 + d) for s in (1, -1) for d in (-1, 0, 1)]
    random_.shuffle(values)
    assert json.loads(dumps(values)) == values
    assert dumps(values) == json.dumps(values, separators=(",", ":")).encode()
    for v in values:
        assert dumps({"a": v}) == b'{"a":%d}' % v

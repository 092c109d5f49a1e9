# SPDX-License-Identifier: MIT
"""loads_array(): floats of each size, rounded correctly, compared with exact
fractions.

JSONDE_EXAMPLES: the number of random texts of each kind (default: 300).
"""

import math
import random
import re
import struct
from fractions import Fraction

import pytest
from arrays import LITTLE, REALS, fault_of, nearest
from conftest import examples
from jsonde import JSONDecodeError, loads, loads_array

EXAMPLES = examples(300, 50)

def check_rounding(texts, code):
    """Reads the numbers together, on the fast path, and one by one."""
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
    """Returns all digits of a Fraction whose denominator is a power of two."""
    places = x.denominator.bit_length() - 1
    digits = str(abs(x.numerator) * 5**places).rjust(places + 1, "0")
    sign = "-" if x < 0 else ""
    if places == 0:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def values_of(code, numbers):
    """Returns a positive value of a float format, of any size."""
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
    """Returns texts exactly between two values and one distant digit beside it,
    where an intermediate double would be rounded to the middle."""
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
    """Returns the shortest digits, longer ones, and both with an exponent."""
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
    too_large = most + step_above(most, code) / 2
    least = Fraction(2) ** (least - bits + 1)
    texts = [decimal_of(most), decimal_of(too_large), decimal_of(too_large - 1)]
    texts += [decimal_of(too_large - Fraction(1, 2**30)), "1e400", "-1e400"]
    texts += ["9" * 400, decimal_of(least), decimal_of(least / 2)]
    texts += [decimal_of(least / 2) + "1", decimal_of(least * 3 / 2), "1e-999"]
    check_rounding(texts, code)
    assert fault_of("[1,1e400]", code)[1] == 3
    if code == "d":
        with pytest.raises(JSONDecodeError) as error:
            loads("[1,1e400]")
        assert fault_of("[1,1e400]")[0] == error.value.msg


def test_double_rounding_is_avoided():
    """As a double, 1 + 2^-24 + 2^-60 is exactly between two float32."""
    x = 1 + Fraction(1, 2**24) + Fraction(1, 2**60)
    assert Fraction(float(x)) == 1 + Fraction(1, 2**24)
    (got,) = struct.unpack("f", loads_array(decimal_of(x), "f"))
    assert got == 1 + 2**-23
    (got,) = struct.unpack("f", loads_array(str(2**24 + 1), "f"))
    assert got == 2**24
    (got,) = struct.unpack("f", loads_array("16777217.0000000001", "f"))
    assert got == 2**24 + 2

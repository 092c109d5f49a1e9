# SPDX-License-Identifier: MIT
"""Numbers as text: integers of any size, and the shortest digits of floats of
64, 32 and 16 bits. src/num/ does the same in C."""

import math
import struct

# fractions is imported late: it imports decimal.
MAX_SAFE_INTEGER = (1 << 53) - 1


def digits_of(value):
    """Returns (sign, digits, exponent) of a finite float: its shortest digits
    (str, without zeros at either end) and the exponent of the first digit."""
    return split_digits(repr(value))


def split_digits(text):
    """Returns (sign, digits, exponent) of the text that repr() or format()
    gives for a float."""
    sign = "-" if text[0] == "-" else ""
    mantissa, _, power = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    exponent = len(whole) - 1 + int(power or 0)
    stripped = digits.lstrip("0")
    exponent -= len(digits) - len(stripped)
    return sign, stripped.rstrip("0"), exponent


def float_text(value):
    """Returns the text of a finite float (float)."""
    text = repr(value)
    if "e" not in text:
        return text
    return spread(*split_digits(text))


def spread(sign, digits, exponent, least=-5, most=15):
    """Returns a number's text, positional for exponents from least to most."""
    if not digits:
        return sign + "0.0"
    if not least <= exponent <= most:
        point = "." if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{point}{digits[1:]}e{exponent:+d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    digits = digits.ljust(exponent + 1, "0")
    return f"{sign}{digits[: exponent + 1]}.{digits[exponent + 1 :] or '0'}"


def ecma_text(value):
    """Returns a finite float's text as ECMAScript and RFC 8785 have it."""
    if value == 0:
        return "0"
    sign, digits, exponent = digits_of(value)
    if -7 < exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    if 0 <= exponent < 21:
        whole = digits[: exponent + 1].ljust(exponent + 1, "0")
        rest = digits[exponent + 1 :]
        return f"{sign}{whole}.{rest}" if rest else sign + whole
    point = "." if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{point}{digits[1:]}e{exponent:+d}"


def literal_of(value):
    """Returns NaN, Infinity or -Infinity, which a float is."""
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


# ----------------------------------------------------------------- integers

# Integers of so many bits never exceed the limit of int's own conversion.
SHORT_BITS = 2048


def integer_text(value):
    """Returns the digits of an int of any size."""
    if value.bit_length() <= SHORT_BITS:
        return int.__repr__(value)
    if value < 0:
        return "-" + integer_text(-value)
    powers = [10**512]
    while powers[-1] <= value:
        powers.append(powers[-1] ** 2)
    return join_halves(value, powers, len(powers) - 1).lstrip("0")


def join_halves(value, powers, level):
    """Returns the digits of value, which is less than powers[level], with
    zeros before them."""
    if level == 0:
        return int.__repr__(value).rjust(512, "0")
    high, low = divmod(value, powers[level - 1])
    return join_halves(high, powers, level - 1) + join_halves(
        low, powers, level - 1
    )


# ------------------------------------------------------------ 32 and 16 bits

# Bits of the fraction, and the bias of the exponent.
NARROW = {"f": (23, 127), "e": (10, 15)}


def narrow_bits(code, value, exact):
    """Rounds a float to the format of code ("f" or "e").

    value: the double that is nearest to the number; exact: a function that
    returns the number itself, as a Fraction. Returns the bits, or None where
    the number is beyond the range.
    """
    fraction, bias = NARROW[code]
    (wide,) = struct.unpack("<Q", struct.pack("<d", value))
    sign = wide >> 63 << (fraction + (8 if code == "f" else 5))
    exponent = (wide >> 52 & 0x7FF) + bias - 1023
    significand = wide & ((1 << 52) - 1) | 1 << 52
    drop = 52 - fraction
    if exponent < 1:
        drop += 1 - exponent
        exponent = 1
    if drop > 53:
        return sign
    half = 1 << (drop - 1)
    rest = significand & (2 * half - 1)
    narrow = significand >> drop
    if rest == half:
        from fractions import Fraction

        number, middle = exact(), abs(Fraction(value))
        if number > middle or (number == middle and narrow & 1):
            narrow += 1
    elif rest > half:
        narrow += 1
    narrow += (exponent - 1) << fraction
    if narrow >= (2 * bias + 1) << fraction:
        return None
    return sign | narrow


def float32_text(value):
    """Returns the shortest text that reads back as the same float32.

    value: a finite float32, as a float.
    """
    if value == 0:
        return repr(value)
    (bits,) = struct.unpack("<I", struct.pack("<f", value))
    for precision in range(9):
        text = format(value, f".{precision}e")
        if reads_as(text, bits):
            return spread(*split_digits(text), -6, 12)
        if bits & 0x7FFFFF == 0:
            text = away_from_zero(text, precision)
            if reads_as(text, bits):
                return spread(*split_digits(text), -6, 12)
    raise AssertionError(value)


def away_from_zero(text, precision):
    """Returns the next number of as many digits that is farther from zero.

    The interval of the numbers that read as a power of two is wider there.
    """
    mantissa, _, power = text.partition("e")
    sign = "-" if mantissa[0] == "-" else ""
    digits = int(mantissa.lstrip("-").replace(".", "")) + 1
    return f"{sign}{digits}e{int(power) - precision}"


def reads_as(text, bits):
    """Tells whether a text, read as a float32, has these bits."""

    def exact():
        from fractions import Fraction

        return abs(Fraction(text))

    return narrow_bits("f", float(text), exact) == bits

# SPDX-License-Identifier: MIT
"""Numbers of a document. src/dec/dec_number.c and src/num/number.c do the same
in C."""

import math
import re
import sys

from jsonde._fallback import errors
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import OPT_BIG_INTEGER, OPT_DECIMAL, RAW_FLOAT

# A number, or what may be one up to its first fault.
NUMBER = re.compile(
    r"-?(?:(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)?(?![0-9])"
)
DIGITS = re.compile(r"[0-9]*")
GOES_ON = frozenset(".eE")
SHORT = 19  # digits that fit 64 bits, whatever they are


def read_number(text, i, end, options):
    """Returns (the number at i, its end).

    text[i] is a digit or "-".
    """
    match = NUMBER.match(text, i, end)
    if match is None:
        raise bad_number(text, i, end, options)
    stop = match.end()
    is_integer = match.lastindex is None
    if stop == i or text[stop - 1] == "-":
        raise bad_number(text, i, end, options)
    if stop < end and text[stop] in GOES_ON and may_go_on(match, text[stop]):
        raise bad_number(text, i, end, options)
    if is_integer and stop - i <= SHORT:
        return int(text[i:stop]), stop
    at_end = stop == end
    return number_of(text[i:stop], is_integer, i, at_end, options), stop


def may_go_on(match, c):
    """Tells whether a number goes on with a point or an exponent."""
    if match.group(2) is not None:
        return False
    return c != "." or match.group(1) is None


def number_of(token, is_integer, i, at_end, options):
    """Returns the value of a number's text, which begins at i.

    at_end: whether the text may go on behind it.
    """
    if is_integer and len(token) <= SHORT + 2:
        value = int(token)
        if -(1 << 63) <= value < 1 << 64:
            return value
    if is_integer and options & OPT_BIG_INTEGER:
        try:
            return int(token)
        except ValueError as error:
            text = str(error)
        raise Fault(text, i, at_end and may_shrink(token), may_hint=False)
    if options & OPT_DECIMAL:
        return decimal_of(token, i)
    if options & RAW_FLOAT:
        return token.encode()
    value = float(token)
    if math.isinf(value):
        raise Fault(errors.NUMBER_RANGE, i, at_end and may_shrink(token))
    return value


def decimal_of(token, i):
    """Returns the Decimal of a number's text, which begins at i."""
    import decimal

    from jsonde.decimals import exact

    try:
        # The module in Python has no range, and a limit of digits.
        if "_decimal" in sys.modules:
            return exact(token)
        return decimal.Decimal(decimal_parts(token))
    except ArithmeticError:
        pass
    raise Fault(errors.DECIMAL_RANGE, i)


MOST_EXPONENT = 999999999999999999  # MAX_EMAX of the module in C
LEAST_EXPONENT = -1999999999999999997  # MIN_ETINY


def decimal_parts(token):
    """Returns (sign, digits, exponent) of a number's text.

    Raises ArithmeticError beyond the range of the decimal module in C.
    """
    mantissa, _, power = token.lower().partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0") or "0"
    if len(power.lstrip("+-0")) > 20:
        raise ArithmeticError
    exponent = int(power or 0) - len(fraction)
    if exponent + len(digits) - 1 > MOST_EXPONENT:
        raise ArithmeticError
    if exponent < LEAST_EXPONENT:
        raise ArithmeticError
    return int(token[0] == "-"), tuple(map(int, digits)), exponent


def may_shrink(token):
    """Tells whether more digits could bring a number into range: an exponent
    that is not there yet could, and one that is negative."""
    if token.rstrip("0123456789")[-1:] == "-":
        return True
    return "e" not in token and "E" not in token


def bad_number(text, i, end, options):
    """Returns the Fault of what is no number."""
    first = i + (text[i] == "-")
    stop = DIGITS.match(text, first, end).end()
    if stop > first + 1 and text[first] == "0":
        return Fault(errors.LEADING_ZERO, first)
    if stop > first and stop < end and text[stop] == ".":
        first = stop + 1
        stop = DIGITS.match(text, first, end).end()
    if stop > first and stop < end and text[stop] in "eE":
        first = stop + 1
        first += text[first : min(first + 1, end)] in ("-", "+")
        stop = first
    if stop < end:
        return Fault(errors.BAD_NUMBER, stop)
    if not options & (OPT_DECIMAL | RAW_FLOAT) and is_hopeless(text[i:end]):
        return Fault(errors.NUMBER_RANGE, i)
    return Fault(errors.END, end, True)


def is_hopeless(token):
    """Tells whether a number that ends in "e+" is beyond the range already."""
    if len(token) <= 2 or token[-1] != "+":
        return False
    return math.isinf(float(token[:-2]))

# SPDX-License-Identifier: MIT
"""A reference implementation of loads_array() for the tests. read() parses a text
into events, then interprets brackets and numbers. It reports position and kind of
the first error."""

import re
import struct
from fractions import Fraction

from jsonde import JSONDecodeError, loads_array

INTEGERS = "bBhHiIlLqQ"
ORDERS = ["", "@", "=", "<", ">", "!"]
FORMATS = [o + c for o in ORDERS for c in INTEGERS + "efd?"] + [
    o + c for o in ("", "@") for c in "nN"
]
LITTLE = struct.pack("=H", 1) == b"\1\0"
RAGGED = "the arrays differ in length or depth"

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LEADING_ZERO = re.compile(r"-?0[0-9]")
SPACE = re.compile(r"[ \t\r\n]*")


class Fault(Exception):
    """kind is syntax, ragged or value; pos is the position."""


def events(text):
    """Yields ('[', pos), (']', pos) and (token of a number, pos) up to the first
    error."""
    at, depth, after_value = 0, 0, False
    may_close = False
    while True:
        at = SPACE.match(text, at).end()
        c = text[at : at + 1]
        if after_value and depth == 0:
            if c:
                yield "syntax", at
            return
        if after_value:
            if c == ",":
                at, after_value, may_close = at + 1, False, False
            elif c == "]":
                yield "]", at
                at, depth = at + 1, depth - 1
            else:
                yield "syntax", at
                return
        elif c == "[":
            yield "[", at
            at, depth, may_close = at + 1, depth + 1, True
        elif c == "]" and may_close:
            yield "]", at
            at, depth, after_value = at + 1, depth - 1, True
        else:
            number = NUMBER.match(text, at)
            if number is None or LEADING_ZERO.match(text, at):
                yield "syntax", at
                return
            yield number.group(), at
            at, after_value = number.end(), True


def read(text):
    """Returns (shape, tokens) of a text, or raises a Fault."""
    lengths, counts, tokens = {}, [], []
    bottom, before = None, None
    for what, at in events(text):
        if what == "syntax":
            raise Fault("syntax", at)
        if what == "]":
            count = counts.pop()
            if before == "[" and bottom is None:
                bottom = len(counts) + 1
            if lengths.setdefault(len(counts), count) != count:
                raise Fault("ragged", at)
        else:
            is_number = what != "["
            if is_number and bottom is None:
                bottom = len(counts)
            if is_number != (len(counts) == bottom):
                raise Fault("ragged", at)
            if counts:
                counts[-1] += 1
                if counts[-1] > lengths.get(len(counts) - 1, counts[-1]):
                    raise Fault("ragged", at)
            if is_number:
                tokens.append((what, at))
            else:
                counts.append(0)
        before = what
    return tuple(lengths[i] for i in range(bottom)), tokens


def fault_of(data, *arguments, **named):
    """Returns kind and position of the first error."""
    try:
        view = loads_array(data, *arguments, **named)
    except JSONDecodeError as error:
        return error.msg, error.pos
    raise AssertionError(f"accepted as {bytes(view)!r}: {data!r}")


def limits(code):
    """Returns the least and the largest integer of a format."""
    bits = 8 * struct.calcsize(code)
    if code[-1].isupper():
        return 0, 2**bits - 1
    return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1


def values_for(format):
    code = format[-1]
    if code == "?":
        return [True, False, False, True]
    if code in "efd":
        return [0.5, -2.25, 1, -7, 0.0, 1.0625, 2048]
    low, high = limits(format)
    return [0, 1, low, high, high // 3, low // 5, 7]


def grows(room):
    """Checks that no export of the buffer is left."""
    room.append(0)
    room.pop()
    return True


# By code: bits of the significand, least exponent of a normal number, largest
# value.
REALS = {
    "e": (11, -14, Fraction(65504)),
    "f": (24, -126, Fraction(2**24 - 1) * 2**104),
    "d": (53, -1022, Fraction(2**53 - 1) * 2**971),
}


def nearest(x, code):
    """Returns the float nearest to a Fraction, ties to even, by integer arithmetic;
    None outside of the range."""
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

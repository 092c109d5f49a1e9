# SPDX-License-Identifier: MIT
"""Objects that need no look at their class: str, int, float, bool and None.

src/enc/enc_number.c and enc_str.c do the same in C.
"""

import math

from jsonde._fallback import number_text, string_text
from jsonde._fallback.errors import JSONEncodeError
from jsonde._fallback.options import (
    OPT_BIG_INTEGER,
    OPT_CANONICAL,
    OPT_NAN_ERROR,
    OPT_NAN_LITERAL,
    OPT_STRICT_INTEGER,
)



def integer_writer(options):
    """Returns the function that writes an exact int."""
    if options & OPT_CANONICAL:
        return canonical_integer
    if options & OPT_STRICT_INTEGER:
        return strict_integer
    if options & OPT_BIG_INTEGER:
        return number_text.integer_text
    return small_integer


def small_integer(value):
    """Returns the text of an int of 64 bits."""
    if -0x8000000000000000 <= value <= 0xFFFFFFFFFFFFFFFF:
        return int.__repr__(value)
    raise JSONEncodeError("Integer exceeds 64-bit range")


def strict_integer(value):
    """Returns the text of an int of 53 bits."""
    if abs(value) <= number_text.MAX_SAFE_INTEGER:
        return int.__repr__(value)
    small_integer(value)
    raise JSONEncodeError("Integer exceeds 53-bit range")


def canonical_integer(value):
    """Returns the text of an int that is a double, too (RFC 8785)."""
    if abs(value) <= number_text.MAX_SAFE_INTEGER:
        return int.__repr__(value)
    small_integer(value)
    if int(float(value)) != value:
        raise JSONEncodeError("Integer exceeds 53-bit range")
    return number_text.ecma_text(float(value))


def no_number(value, options):
    """Returns the text of NaN or an infinity."""
    if options & OPT_NAN_LITERAL:
        return number_text.literal_of(value)
    if options & (OPT_NAN_ERROR | OPT_CANONICAL):
        raise JSONEncodeError("NaN and infinities are not JSON")
    return "null"


def float_writer(options):
    """Returns the function that writes a float."""
    canonical = options & OPT_CANONICAL
    finite = number_text.ecma_text if canonical else number_text.float_text

    def write(value):
        if math.isfinite(value):
            return finite(value)
        return no_number(value, options)

    return write


LEAVES = {}
MOST_LEAVES = 64


def leaves_of(options):
    """Returns the functions that write objects without items, by their type."""
    leaves = LEAVES.get(options)
    if leaves is None:
        leaves = {
            str: string_text.quoter(options),
            int: integer_writer(options),
            float: float_writer(options),
            bool: lambda value: "true" if value else "false",
            type(None): lambda value: "null",
        }
        if len(LEAVES) >= MOST_LEAVES:
            LEAVES.clear()
        LEAVES[options] = leaves
    return leaves

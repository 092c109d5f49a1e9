# SPDX-License-Identifier: MIT
"""The meaning of a document for loads(), computed with the standard library's json."""

import decimal
import json
import math
import re

from jsonde import (
    OPT_BIG_INTEGER,
    OPT_DECIMAL,
    OPT_LONE_SURROGATES,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
)


def is_large(text):
    """Returns whether an integer has more than 64 bits."""
    return len(text) > 21 or not -(2**63) <= int(text) < 2**64


def kind_of(text, option):
    """Returns the value of a number: int, float or Decimal."""
    if not re.search(r"[.eE]", text):
        if option & OPT_BIG_INTEGER or not is_large(text):
            return int
    return decimal.Decimal if option & OPT_DECIMAL else float


def exact_decimal(text):
    """Makes a Decimal regardless of the context; ValueError outside of the range."""
    with decimal.localcontext() as context:
        context.traps[decimal.InvalidOperation] = True
        try:
            return decimal.Decimal(text)
        except decimal.InvalidOperation:
            raise ValueError(text) from None


def number(text, option):
    """Makes a float; ValueError outside of the range."""
    kind = kind_of(text, option)
    if kind is decimal.Decimal:
        return exact_decimal(text)
    value = kind(text)
    if kind is float and math.isinf(value):
        raise ValueError(text)
    return value


def in_range(text, option):
    try:
        number(text, option)
    except ValueError:
        return False
    return True


# Skips pairs of surrogates, and characters after a backslash.
LONE = re.compile(
    r"(?i)\\ud[89ab]..\\ud[c-f]..|\\[^u]|(\\ud[89a-f]..)|([\ud800-\udfff])"
)
# Matches text that may be a special number. Strings can contain such text.
HARD = re.compile(r"[0-9]{19}|[eE]\+?[0-9]{3}")


def refuse(word):
    raise ValueError(word)


def without_repeats(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("repeated key")
    return dict(pairs)


def standard(text, option=0):
    """Returns the value of a document as loads() reads it, or raises ValueError. It
    does not know OPT_JSONC."""
    named = {}
    if not option & OPT_LONE_SURROGATES:
        if any(m.group(1) or m.group(2) for m in LONE.finditer(text)):
            raise ValueError("lone surrogate")
    if option & (OPT_BIG_INTEGER | OPT_DECIMAL) or HARD.search(text):
        named["parse_int"] = named["parse_float"] = lambda s: number(s, option)
    if not option & OPT_NAN_LITERAL:
        named["parse_constant"] = refuse
    if option & OPT_UNIQUE_KEYS:
        named["object_pairs_hook"] = without_repeats
    return json.loads(text, **named)

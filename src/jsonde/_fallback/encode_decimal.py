# SPDX-License-Identifier: MIT
"""Decimals, digit by digit. src/enc/enc_decimal.c does the same in C."""

import re

from jsonde._fallback import encode_plain, facts
from jsonde._fallback.classes import CLASSES
from jsonde._fallback.errors import JSONEncodeError, raise_from
from jsonde._fallback.options import OPT_DECIMAL_STR

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?")
SPECIAL = re.compile(r"-?[A-Za-z]+[0-9]*")


def decimal_text(o):
    """Returns the text of a Decimal by its class's own __str__."""
    try:
        for name in ("decimal", "python_decimal"):
            base = CLASSES.known.places.get(name)
            if facts.is_derived(type(o), base):
                text = base.__str__(o)
                text.encode("ascii")
                return text
        raise TypeError("it is no Decimal any more")
    except BaseException as error:
        raise_from("a Decimal cannot be read", error)


def put_decimal(e, o):
    """Writes a Decimal as a number or as a string."""
    text = decimal_text(o)
    if not NUMBER.fullmatch(text) and not SPECIAL.fullmatch(text):
        raise JSONEncodeError("the text of a Decimal is no number")
    if e.options & OPT_DECIMAL_STR:
        e.write(f'"{text}"')
    elif text.lstrip("-")[0].isdigit():
        e.write(text)
    else:
        sign = -1.0 if text[0] == "-" else 1.0
        is_infinite = text.lstrip("-")[0] == "I"
        value = float("inf") * sign if is_infinite else float("nan")
        e.write(encode_plain.no_number(value, e.options))

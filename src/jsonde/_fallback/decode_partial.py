# SPDX-License-Identifier: MIT
"""What the beginning of a document says. src/dec/dec_partial.c does the same
in C."""

from jsonde._fallback.decode import LITERALS, NAN_LITERALS
from jsonde._fallback.decode_numbers import read_number
from jsonde._fallback.errors import Fault

NUMBER_CHARACTERS = "0123456789.eE+-"
DIGITS = "0123456789"
NOTHING = object()


def value_of(decoder, closed):
    """Returns the value of a document that ended too early.

    decoder: a Decoder whose document() has failed; closed: a scalar at the
    end that may go on is left out.
    """
    if decoder.token is not None and not decoder.wants_key and not closed:
        value = partial_scalar(decoder)
        if value is not NOTHING and not decoder.open:
            return value
        if value is not NOTHING:
            decoder.put(value)
    if not decoder.open:
        return None
    while len(decoder.open) > 1:
        inner = decoder.open.pop()
        decoder.keys.pop()
        decoder.put(inner)
    return decoder.open[0]


def partial_scalar(decoder):
    """Returns the value of the scalar that began last, or NOTHING."""
    rest = decoder.text[decoder.token : decoder.end]
    c = rest[0]
    if c == '"':
        return "".join(decoder.strings.pieces)
    if rest.startswith("-I") or (c != "-" and c not in DIGITS):
        return {**LITERALS, **NAN_LITERALS}[c][1]
    number = rest.rstrip(".eE+-")
    if not number:
        return NOTHING
    try:
        return read_number(number, 0, len(number), decoder.options)[0]
    except Fault:
        return NOTHING  # it may come back into the range


def last_number(decoder):
    """Returns the number of characters of the number at the end, which may go
    on; 0 where the text does not end in one."""
    text = decoder.text[decoder.start : decoder.end]
    if decoder.token is not None or text[-1:] not in tuple(DIGITS):
        return 0
    return len(text) - len(text.rstrip(NUMBER_CHARACTERS))

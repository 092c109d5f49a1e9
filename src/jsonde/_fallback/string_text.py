# SPDX-License-Identifier: MIT
"""Strings as JSON text, with the escapes that the options ask for.

src/text/escape*.c and src/enc/enc_str.c do the same in C.
"""

import re

from jsonde._fallback.errors import JSONEncodeError
from jsonde._fallback.options import (
    OPT_ENSURE_ASCII,
    OPT_HTML_SAFE,
    OPT_LONE_SURROGATES,
)

SHORT = {
    **{'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n"},
    **{"\r": "\\r", "\t": "\\t"},
}
SURROGATES = "\ud800-\udfff"


def escape_of(match):
    """Returns the escape of the character that a match is."""
    c = match.group()
    short = SHORT.get(c)
    if short is not None:
        return short
    code = ord(c)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}"


PATTERNS = {}


def pattern_of(options):
    """Returns the pattern of the characters that need an escape, or that are
    refused."""
    style = options & (OPT_ENSURE_ASCII | OPT_HTML_SAFE)
    if style not in PATTERNS:
        characters = r'"\\\x00-\x1f'
        if options & OPT_HTML_SAFE:
            characters += "<>&\u2028\u2029"
        if options & OPT_ENSURE_ASCII:
            characters += "\x80-\U0010ffff"
        PATTERNS[style] = re.compile(f"[{characters}{SURROGATES}]")
    return PATTERNS[style]


LONE = re.compile(f"[{SURROGATES}]")


def quoter(options):
    """Returns the function that writes an exact str as a JSON string."""
    pattern = pattern_of(options)
    search, replace = pattern.search, pattern.sub
    lone = None if options & OPT_LONE_SURROGATES else LONE.search

    def quote(text):
        if search(text) is None:
            return f'"{text}"'
        if lone is not None and not text.isascii() and lone(text):
            raise_surrogate()
        return f'"{replace(escape_of, text)}"'

    return quote


def raise_surrogate():
    """Raises the error for a str with a surrogate."""
    raise JSONEncodeError("str is not valid UTF-8: surrogates not allowed")

# SPDX-License-Identifier: MIT
"""Colours for JSON on a terminal, and escapes for characters that control it."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["painter"]

# Matches a string that dumps() has written, with the colon behind a key, or another
# scalar.
TOKEN = re.compile(
    rb'("[^"\\]*(?:\\.[^"\\]*)*")(:?)|(-?[0-9][0-9.eE+-]*)|(true|false|null)'
)
KEY, STRING, NUMBER, LITERAL = b"1;34", b"32", b"36", b"35"

# DEL and the C1 controls, which JSON may contain unescaped.
CONTROL = re.compile(rb"\x7f|\xc2[\x80-\x9f]")


def escape(match: re.Match[bytes]) -> bytes:
    """Return a control character as an escape of JSON."""
    return b"\\u%04x" % ord(match[0].decode())


def paint(match: re.Match[bytes]) -> bytes:
    """Return a token in its colour."""
    text, colon, number, _ = match.groups()
    if text is not None:
        color = KEY if colon else STRING
        text = CONTROL.sub(escape, text)
        return b"\033[%sm%s\033[m%s" % (color, text, colon)
    return b"\033[%sm%s\033[m" % (NUMBER if number else LITERAL, match[0])


def painter(colored: bool) -> Callable[[bytes], bytes]:
    """Return a function that prepares JSON for a terminal."""
    if colored:
        return lambda text: TOKEN.sub(paint, text)
    return lambda text: CONTROL.sub(escape, text)

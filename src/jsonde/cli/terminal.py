# SPDX-License-Identifier: MIT
"""Text for terminals: colours, and text without control characters."""

from __future__ import annotations

import os
import unicodedata
from typing import Any

__all__ = ["columns", "has_colors", "is_terminal", "painted", "printable"]

COLORS = {"place": "1", "error": "1;31", "caret": "1;32", "old": "31", "new": "32"}


def is_terminal(stream: Any) -> bool:
    """Tell whether a stream, or None, is a terminal."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):  # None, or closed
        return False


def has_colors(stream: Any, choice: str = "auto") -> bool:
    """Tell whether text for a stream is coloured.

    choice: "always", "never", or "auto": on a terminal that has colours, if
    the environment has no NO_COLOR (https://no-color.org).
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt" and "WT_SESSION" not in os.environ:
        return False  # a console that prints escape sequences as they are
    return is_terminal(stream)


def painted(text: str, role: str, colored: bool) -> str:
    """Return a text in the colour of its role, or as it is."""
    return f"\033[{COLORS[role]}m{text}\033[m" if colored else text


def printable(text: str) -> str:
    """Return a text with its control characters and surrogates as escapes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else escape(c) for c in text)


def escape(c: str) -> str:
    """Return a character as an escape: the byte of a name that is no text."""
    code = ord(c)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def columns(text: str) -> int:
    """Return the number of columns that a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(map(width, text))


def width(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1

# SPDX-License-Identifier: MIT
"""Shows where a text is not JSON: name, line and column, and the line itself
with a caret under the character."""

from __future__ import annotations

from jsonde import JSONDecodeError
from jsonde.cli.terminal import columns, painted, printable

__all__ = ["diagnosis", "excerpt"]

BEFORE = 48  # characters of the line that are shown before the place
AFTER = 24  # and from the place on
CUT = "..."


def diagnosis(
    name: str,
    error: JSONDecodeError,
    line: int,
    column: int,
    colored: bool = False,
    is_cut: bool = False,
) -> str:
    """Return the report of an error: a message, the line, and a caret.

    line, column: where it is in the file. The line of error.doc is shown.
    is_cut: its first line is the rest of a line.
    """
    place = painted(f"{printable(name)}:{line}:{column}:", "place", colored)
    before, after = excerpt(error.doc, error.pos)
    if is_cut and not before.startswith(CUT):
        before = CUT + before
    caret = " " * columns(before) + painted("^", "caret", colored)
    message = printable(error.msg)
    return f"{place} {message}\n  {before}{after}\n  {caret}"


def excerpt(text: str, place: int) -> tuple[str, str]:
    """Return the line around a place: what is before it, and what follows.

    A long line is cut. Each control character becomes one character.
    """
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    before, after = text[start:place], text[place:end].rstrip("\r")
    if len(before) > BEFORE:
        before = CUT + before[len(CUT) - BEFORE :]
    if len(after) > AFTER:
        after = after[: AFTER - len(CUT)] + CUT
    return harmless(before), harmless(after)


def harmless(text: str) -> str:
    """Return a text with a space for a tab, and ? for what is not printable."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c == "\t" else "?" for c in text
    )

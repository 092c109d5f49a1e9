# SPDX-License-Identifier: MIT
"""Checks OPT_JSONC: a reference that reads one unit at a time agrees, and so does
loads() on the text with spaces in place of comments."""

import re

import oracle_partial
from jsonde import (
    OPT_BUFFER_BASE64,
    OPT_JSONC,
    loads,
    loads_next,
    loads_partial,
)
from oracle import (
    LOADS_OPTIONS,
    call_every_form,
    decoded,
    demand,
    demand_same,
    exact,
    is_deep,
    option_of,
    outcome,
)

TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*(?:"|\\?\Z))'
    r"|(?P<comment>//[^\r\n]*|/\*.*?\*/)"
    r"|(?P<rest>.)",
    re.DOTALL,
)
TRAILING = re.compile(r",[ \t\r\n]*[\]}]")


def blanked(text):
    """Returns the text with spaces in place of comments; None if a slash remains,
    or if a comma may be a trailing one."""
    pieces, outside = [], []
    for match in TOKEN.finditer(text):
        piece = match.group()
        if match.lastgroup == "comment":
            piece = re.sub(r"[^\n]", " ", piece)  # positions count lines
        pieces.append(piece)
        outside.append('"' if match.lastgroup == "string" else piece)
    outside = "".join(outside)
    if "/" in outside or TRAILING.search(outside):
        return None
    return "".join(pieces)


def check_blanked(text, option, got):
    plain = blanked(text)
    if plain is None:
        return
    want = outcome(loads, plain, option=option & ~OPT_JSONC)
    demand_same(want, got, "blanked", plain)


def check_next(raw, option, want):
    """The text after this document may be anything."""
    if want[0] == "value":
        got = outcome(loads_next, raw + b" \xff", option=option)
        demand(got[0] == "value", "loads_next()", want, got)
        demand(exact(got[2][0]) == want[1], "loads_next()", want, got)
    else:
        got = outcome(loads_next, raw, option=option)
        demand(got[0] == "error" or got[2][1] < len(raw), want, got)


def check(data):
    if not data:
        return
    option = option_of(data[0], LOADS_OPTIONS) | OPT_JSONC
    option &= ~OPT_BUFFER_BASE64
    raw = data[1:]
    want = call_every_form(loads, raw, option)
    text = decoded(raw)
    if text is not None:
        check_blanked(text, option, want)
    check_next(raw, option, want)
    oracle_partial.check_document(raw, option)
    if not is_deep(raw.decode("latin-1")):
        got = outcome(loads_partial, raw, option=option)
        oracle_partial.check_reference(raw, option, got)

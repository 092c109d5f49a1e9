# SPDX-License-Identifier: MIT
"""Checks loads_partial(): a reference that reads one unit at a time agrees on each
prefix, and no prefix of a document is refused."""

from automaton import COMPLETE, INVALID, Reader
from jsonde import OPT_BUFFER_BASE64, loads, loads_partial
from oracle import (
    LOADS_OPTIONS,
    call_every_form,
    decoded,
    demand,
    exact,
    is_deep,
    option_of,
    outcome,
)

# The number of prefixes that are checked.
CUTS = 24


def closed_partial(data, option):
    return loads_partial(data, option=option, partial="closed")


def check_reference(data, option, got):
    """Returns the reference's result for a prefix."""
    reader = Reader(option)
    reader.feed(data)
    verdict = reader.verdict()
    demand((verdict == INVALID) == (got[0] == "error"), verdict, got)
    closed = outcome(closed_partial, data, option=option)
    demand(closed[0] == got[0], "closed", got, closed)
    if verdict == INVALID:
        return
    for how, found in (("all", got), ("closed", closed)):
        demand(found[0] == "value", how, found)
        value, complete = found[2]
        demand(complete == (verdict == COMPLETE), verdict, how, found)
        want = reader.value(closed=how == "closed")
        demand(exact(value) == exact(want), how, want, found)


def check_document(raw, option):
    """Checks that both functions agree, and that no prefix of a document is refused."""
    whole = outcome(loads, raw, option=option)
    part = call_every_form(loads_partial, raw, option)
    accepted = part[0] == "value" and part[2][1]
    demand(accepted == (whole[0] == "value"), "loads()", whole, part)
    if whole[0] == "error":
        demand(
            whole[2].incomplete == (part[0] == "value"),
            "incomplete",
            whole,
            part,
        )
    if part[0] == "value":
        step = 1 + len(raw) // CUTS
        for end in range(0, len(raw), step):
            got = outcome(loads_partial, raw[:end], option=option)
            demand(got[0] == "value", "a beginning", end, got)


def check(data):
    if len(data) < 2:
        return
    option, raw = option_of(data[0], LOADS_OPTIONS), data[2:]
    check_document(raw, option)
    # The reference does not decide these.
    option &= ~OPT_BUFFER_BASE64
    if is_deep(raw.decode("latin-1")):
        return
    for part in (raw, raw[: len(raw) * data[1] // 255]):
        got = outcome(loads_partial, part, option=option)
        check_reference(part, option, got)
        text = decoded(part)
        if text is not None:
            got = outcome(loads_partial, text, option=option)
            check_reference(text, option, got)

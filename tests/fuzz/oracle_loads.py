# SPDX-License-Identifier: MIT
"""Checks loads(): all forms of a text give equal results, json.loads() of the
standard library agrees, and the output of dumps() for the value is read back."""

import decimal

import jsonde
from jsonde import loads, loads_next, loads_partial
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
    replaced,
)
from standard import standard

# Options to write the value with.
STYLES = [
    dict(),
    dict(option=jsonde.OPT_INDENT_2),
    dict(option=jsonde.OPT_ENSURE_ASCII),
    dict(option=jsonde.OPT_HTML_SAFE | jsonde.OPT_APPEND_NEWLINE),
    dict(indent="\t"),
]
NO_REFERENCE = jsonde.OPT_JSONC | jsonde.OPT_BUFFER_BASE64


def check_standard(text, option, got):
    """Compares with the standard library's json, which must agree or refuse."""
    if option & NO_REFERENCE or is_deep(text):
        return
    want = outcome(standard, text, option)
    demand(want[0] == got[0], "json.loads()", want, got)
    if want[0] == "value":
        demand_same(want, got, "json.loads()")


def check_wide(raw, option):
    """Makes a str of bytes whose only errors are surrogates."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    check_standard(text, option, outcome(loads, text, option=option))


def check_next(raw, option, want):
    """loads_next() reads the document, also with others around it."""
    got = outcome(loads_next, raw, option=option)
    if want[0] == "value":
        demand(got[0] == "value", "loads_next()", want, got)
        value, end = got[2]
        demand(exact(value) == want[1], "loads_next()", want, got)
        demand(end == len(raw), "loads_next()", end)
        got = outcome(loads_next, b"[1]" + raw + b"\n[2]", 3, option=option)
        demand(got[0] == "value", "loads_next() among others", want, got)
        demand(exact(got[2][0]) == want[1], "loads_next()", want, got)
    elif got[0] == "error" and not option & jsonde.OPT_JSONC:
        demand_same(want, got, "loads_next()")


def check_partial(raw, option, want):
    """loads_partial() refuses text that no continuation can complete."""
    got = outcome(loads_partial, raw, option=option)
    if want[0] == "value":
        demand(got[0] == "value", "loads_partial()", want, got)
        demand(exact(got[2][0]) == want[1], "loads_partial()", want, got)
        demand(got[2][1] is True, "loads_partial(): complete", got)
    elif want[2].incomplete:
        demand(got[0] == "value", "loads_partial()", want, got)
        demand(got[2][1] is False, "loads_partial(): incomplete", got)
    else:
        demand_same(want, got, "loads_partial()")


def settled(value):
    """Replaces Decimals with an integer's text by ints, as for 1e0."""
    if type(value) is decimal.Decimal and value.is_finite():
        if value.as_tuple().exponent == 0:
            return int(value)
    return value


def check_round_trip(value, option):
    """The output is read back. dumps() has a lower limit of depth."""
    if any(type(v) is memoryview for v in leaves(value)):
        return
    both = option & (
        jsonde.OPT_BIG_INTEGER
        | jsonde.OPT_DECIMAL
        | jsonde.OPT_NAN_LITERAL
        | jsonde.OPT_LONE_SURROGATES
    )
    want = exact(replaced(value, settled))
    for style in STYLES:
        named = dict(style, option=style.get("option", 0) | both)
        written = outcome(jsonde.dumps, value, **named)
        if written[0] == "error":
            demand("ecursion" in written[1][1] or "deep" in written[1][1])
            return
        demand(
            jsonde.dumps_str(value, **named).encode("utf-8", "surrogatepass")
            == written[2],
            "dumps_str()",
            written,
        )
        back = jsonde.loads(written[2], option=both)
        got = exact(replaced(back, settled))
        demand(got == want, "round trip", style, value, written, back)


def leaves(value):
    stack = [value]
    while stack:
        value = stack.pop()
        if type(value) is list:
            stack += value
        elif type(value) is dict:
            stack += value.values()
        else:
            yield value


def check(data):
    if not data:
        return
    option, raw = option_of(data[0], LOADS_OPTIONS), data[1:]
    want = call_every_form(loads, raw, option)
    text = decoded(raw)
    if text is None:
        demand(want[0] == "error", "no UTF-8, and accepted", want)
        check_wide(raw, option)
    else:
        check_standard(text, option, want)
    check_next(raw, option, want)
    check_partial(raw, option, want)
    if want[0] == "value":
        check_round_trip(want[2], option)

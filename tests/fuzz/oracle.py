# SPDX-License-Identifier: MIT
"""Helpers of the oracles. An oracle is a module whose check(data) raises an
AssertionError if the bytes are a finding."""

import ctypes
import itertools
import marshal
import re
import sys

import jsonde

# The references recurse into 1,024 arrays, jsonde does not.
sys.setrecursionlimit(20_000)

# Options of loads(), one for each bit of a byte.
LOADS_OPTIONS = [
    jsonde.OPT_BIG_INTEGER,
    jsonde.OPT_DECIMAL,
    jsonde.OPT_NAN_LITERAL,
    jsonde.OPT_UNIQUE_KEYS,
    jsonde.OPT_LONE_SURROGATES,
    jsonde.OPT_JSONC,
    jsonde.OPT_BUFFER_BASE64,
]


def option_of(byte, options):
    """Returns the options that the bits of an integer choose."""
    chosen = 0
    for i, option in enumerate(options):
        if byte >> i & 1:
            chosen |= option
    return chosen


def demand(condition, *about):
    if not condition:
        raise AssertionError(about)


def replaced(value, leaf):
    """Returns the value with leaf(x) in place of each x that is no list or dict."""
    if type(value) is list:
        return [replaced(item, leaf) for item in value]
    if type(value) is dict:
        return {key: replaced(item, leaf) for key, item in value.items()}
    return leaf(value)


def shown(value):
    """Returns a tuple in place of a memoryview, whose contents repr() does not show."""
    if type(value) is memoryview:
        return ("view", value.format, value.shape, value.tobytes())
    return value


def exact(value):
    """Returns a decoded value as bytes, which show types, order and each bit.
    Version 2 of marshal has no references."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return repr(replaced(value, shown))


# The errors that only bytes can have, because a str has no encoding.
ENCODING = re.compile(r" \(the data is [^)]*\)")
ATTRIBUTES = ("msg", "pos", "lineno", "colno", "incomplete", "path")


def outcome(function, *arguments, **named):
    """Returns ("value", exact(result), result) of a call, or ("error", attributes
    of the exception, the exception)."""
    try:
        result = function(*arguments, **named)
    except (ValueError, TypeError, BufferError) as error:
        told = [getattr(error, name, None) for name in ATTRIBUTES]
        told = [ENCODING.sub("", t) if type(t) is str else t for t in told]
        return "error", (type(error), ENCODING.sub("", str(error)), told), error
    return "value", exact(result), result


def demand_same(want, got, *about):
    demand(want[:2] == got[:2], *about, want, got)


def texts_of(value):
    """Yields each str of a decoded value."""
    stack = [value]
    while stack:
        value = stack.pop()
        if type(value) is str:
            yield value
        elif type(value) in (list, tuple):
            stack += value
        elif type(value) is dict:
            stack += itertools.chain(value, value.values())


def demand_text(text):
    """Checks that a str has the form that CPython gives to its characters. A wrong
    form would make equal texts differ."""
    made = text.encode("utf-8", "surrogatepass")
    made = made.decode("utf-8", "surrogatepass")
    demand(
        made == text
        and hash(made) == hash(text)
        and len(made) == len(text)
        and made.isascii() == text.isascii()
        and sys.getsizeof(made) == sys.getsizeof(text),
        "invariants of a str",
        ascii(text),
    )


def demand_texts(value):
    for text in texts_of(value):
        demand_text(text)


# The program's function that returns the number of allocated blocks.
BLOCKS = ctypes.CDLL(None).fuzz_python_blocks
BLOCKS.restype = ctypes.c_long
# The longest free list of CPython has 2,000 tuples.
LEAKS = 3000


def demand_no_leak(function, *arguments, **named):
    """Checks that memory does not grow with each call. LeakSanitizer would scan all
    of Python's memory each time."""
    before = BLOCKS()
    for _ in range(LEAKS):
        outcome(function, *arguments, **named)
        now = BLOCKS()
        if now <= before:
            return
        before = now
    demand(False, "a leak", function, arguments, named)


def forms_of(raw):
    """Yields (name, input of another type with these bytes)."""
    return [
        ("bytearray", bytearray(raw)),
        ("memoryview", memoryview(raw)),
        ("slice", memoryview(bytearray(b"##" + raw + b"##"))[2:-2]),
    ]


def decoded(raw):
    """Returns the bytes as a str; None if they are not UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def is_deep(text):
    """Returns whether a document may be too deep for loads() or for a reference."""
    return text.count("[") + text.count("{") > 1000


def call_every_form(function, raw, option):
    """Returns the outcome of function(data, option=option). All forms of the data
    must have equal outcomes."""
    want = outcome(function, raw, option=option)
    demand_no_leak(function, raw, option=option)
    for name, form in forms_of(raw):
        demand_same(want, outcome(function, form, option=option), name, option)
    text = decoded(raw)
    if text is not None:
        got = outcome(function, text, option=option)
        demand_same(want, got, "str", option)
    if want[0] == "error":
        text = raw.decode("utf-8", "replace")
        demand(getattr(want[2], "doc", text) == text, "doc", want)
    else:
        demand_texts(want[2])
    return want

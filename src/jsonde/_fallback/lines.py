# SPDX-License-Identifier: MIT
"""loads_lines() and dumps_lines(). src/module/lines.c has them in C."""

from jsonde._fallback import encode
from jsonde._fallback.arguments import bound
from jsonde._fallback.encode_types import TypeEncoder
from jsonde._fallback.errors import JSONDecodeError, JSONEncodeError
from jsonde._fallback.load import loads
from jsonde._fallback.options import (
    DUMPS,
    LOADS,
    OPT_APPEND_NEWLINE,
    OPT_INDENT_2,
    read,
)
from jsonde._fallback.source import Source


def lines_of(data, feed, mark, blank):
    """Yields (start, end) of each line of data that is not blank. The end is -1
    for a last line without a line feed."""
    start = len(mark) if data.startswith(mark) else 0
    while start < len(data):
        end = data.find(feed, start)
        line = data[start:] if end < 0 else data[start:end]
        if line.strip(blank):
            yield start, end
        if end < 0:
            return
        start = end + 1


def error_in(source, error, start, end):
    """Returns the error of a line as an error in the whole document."""
    before = start
    if not source.is_str:
        before = len(source.data[:start].decode("utf-8", "replace"))
    found = JSONDecodeError(error.msg, source.document(), before + error.pos)
    found.incomplete = error.incomplete and end < 0
    return found


@bound(TypeError)
def loads_lines(data, /, *, option=None):
    """loads_lines: see DOCSTRINGS."""
    read(option, LOADS, ValueError)
    source = Source(data)
    text = source.data
    marks = ("\n", "\ufeff", " \t\r")
    if not source.is_str:
        marks = tuple(mark.encode() for mark in marks)
    values = []
    for start, end in lines_of(text, *marks):
        line = text[start:] if end < 0 else text[start:end]
        try:
            values.append(loads(line, option=option))
        except JSONDecodeError as error:
            raise error_in(source, error, start, end) from None
    return values


@bound(JSONEncodeError)
def dumps_lines(iterable, /, default=None, option=None):
    """dumps_lines: see DOCSTRINGS."""
    options = read(option, DUMPS, JSONEncodeError) & ~OPT_APPEND_NEWLINE
    if options & OPT_INDENT_2:
        raise JSONEncodeError(
            "OPT_INDENT_2 breaks lines: dumps_lines() does not take it"
        )
    lines = []
    for i, o in enumerate(iterable):
        e = TypeEncoder(default, options, None)
        e.before = (i,)
        e.one_line = True
        e.run(o)
        lines.append(encode.to_bytes(e.text()) + b"\n")
    return b"".join(lines)

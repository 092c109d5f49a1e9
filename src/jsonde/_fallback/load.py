# SPDX-License-Identifier: MIT
"""loads() and the functions like it. src/module/methods.c has the same calls
in C."""

import operator

from jsonde._fallback import array_matches, arrays, errors
from jsonde._fallback.arguments import bound
from jsonde._fallback.decode import Decoder
from jsonde._fallback.decode_jsonc import Blanker
from jsonde._fallback.decode_partial import last_number, value_of
from jsonde._fallback.errors import Fault
from jsonde._fallback.options import (
    LOADS,
    LOADS_ARRAY,
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    read,
)
from jsonde._fallback.source import Source

FIRST_PART = 1024  # units of a text that are read first by loads_next()
MORE_OF_PART = 8  # times as many if the document does not end in them


def plain_text(source, text, options, one):
    """Returns (text, cut): without its comments, where the option is given;
    cut: the text ends inside a comment."""
    if not options & OPT_JSONC:
        return text, False
    is_lone = bool(options & OPT_LONE_SURROGATES) and source.is_str
    blanker = Blanker(text, one, not source.is_str, is_lone)
    return blanker.run(), blanker.cut


def decode_whole(source, options):
    """Returns the value of a Source that is one document."""
    text, cut = plain_text(source, source.text(), options, False)
    decoder = Decoder(text, 0, len(text), options, not source.is_str)
    try:
        value, end = decoder.document()
        end = decoder.skip(end)
        if end < len(text):
            raise Fault(errors.TRAILING, end)
        if cut:
            raise Fault(errors.END, len(text), True)
        return value
    except Fault as fault:
        error = source.error(fault)
    raise error


@bound(TypeError)
def loads(data, /, *, option=None):
    """loads: see DOCSTRINGS."""
    options = read(option, LOADS, ValueError) if option is not None else 0
    return decode_whole(Source(data), options)


# ---------------------------------------------------------------- loads_next


def decode_part(source, start, most, options):
    """Returns (value, end, text): the document at start and its end in a part
    of the text; most: so many units of it, or None. Raises Fault."""
    part = source.text(start, most)
    text, cut = plain_text(source, part, options, True)
    decoder = Decoder(text, 0, len(text), options, not source.is_str)
    value, end = decoder.document()
    end = decoder.skip(end)
    if cut and end == len(text):
        raise Fault(errors.END, len(text), True)
    return value, end, part


def next_document(source, start, options):
    """Returns (value, end) of the document that begins at a position."""
    most = FIRST_PART
    while most < len(source.data) - start:
        try:
            value, end, text = decode_part(source, start, most, options)
        except Fault as fault:
            if not fault.incomplete:
                break  # the whole text tells where it is wrong
        else:
            behind = source.text(start + source.size_of(text[:end]), 1)
            is_comment = options & OPT_JSONC and behind == "/"
            if end < len(text) and not is_comment:
                return value, start + source.size_of(text[:end])
        most *= MORE_OF_PART
    try:
        value, end, text = decode_part(source, start, None, options)
        return value, start + source.size_of(text[:end])
    except Fault as fault:
        error = source.error(fault, start)
    raise error


@bound(TypeError)
def loads_next(data, pos=0, /, *, option=None):
    """loads_next: see DOCSTRINGS."""
    start = operator.index(pos)
    options = read(option, LOADS, ValueError)
    source = Source(data)
    if not 0 <= start <= len(source.data):
        raise ValueError(
            f"pos must be from 0 to the length of data, {len(source.data)}"
        )
    return next_document(source, start, options)


# ------------------------------------------------------------- loads_partial


def decode_partial_text(source, text, cut, options, closed):
    """Returns (value, complete) of what may be the beginning of a text."""
    decoder = Decoder(text, 0, len(text), options, not source.is_str)
    try:
        value, end = decoder.document()
        end = decoder.skip(end)
        if end < len(text):
            raise Fault(errors.TRAILING, end)
        return value, not cut
    except Fault as fault:
        if not fault.incomplete:
            raise
    last = last_number(decoder) if closed else 0
    if last > 0:
        return decode_partial_text(source, text[:-last], False, options, closed)
    return value_of(decoder, closed), False


@bound(TypeError)
def loads_partial(data, /, *, option=None, partial="all"):
    """loads_partial: see DOCSTRINGS."""
    options = read(option, LOADS, ValueError)
    if not isinstance(partial, str) or partial not in ("all", "closed"):
        raise ValueError("partial must be 'all' or 'closed'")
    source = Source(data)
    text, cut = plain_text(source, source.text(), options, False)
    try:
        return decode_partial_text(source, text, cut, options, partial == "closed")
    except Fault as fault:
        error = source.error(fault)
    raise error


# --------------------------------------------------------------- loads_array


@bound(TypeError)
def loads_array(
    data, /, format=None, *, pointer="", into=None, option=None
):
    """loads_array: see DOCSTRINGS."""
    options = read(option, LOADS_ARRAY, ValueError)
    item, code = arrays.read_format(format)
    matches, is_several = array_matches.read_pointer(pointer)
    if into is None:
        array_matches.read_arrays(
            Source(data), matches, is_several, item, options
        )
        return array_matches.views(matches, is_several, item, code)
    if is_several:
        raise TypeError(
            "into takes the arrays of one pointer, not of a list or tuple"
        )
    with memoryview(into) as view:
        if view.readonly:
            raise BufferError("Object is not writable.")
        if not view.c_contiguous:
            raise BufferError(
                "memoryview: underlying buffer is not C-contiguous"
            )
        item = arrays.choose_format(view, format, item)
        array_matches.read_arrays(Source(data), matches, False, item, options)
        return array_matches.fill(view, matches[0], item)

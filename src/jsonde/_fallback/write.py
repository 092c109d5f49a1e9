# SPDX-License-Identifier: MIT
"""dumps() and the functions like it. src/module/ has the same calls in C."""

import io
import operator
import sys

from jsonde._fallback import encode
from jsonde._fallback.arguments import bound
from jsonde._fallback.encode_buffers import contiguous
from jsonde._fallback.encode_types import TypeEncoder
from jsonde._fallback.errors import JSONEncodeError
from jsonde._fallback.options import DUMPS, read

BINARY = (io.BufferedWriter, io.BufferedRandom, io.BytesIO)
TEXT = (io.TextIOWrapper, io.StringIO)


def encoded(obj, default, option, indent, sink=None):
    """Returns the encoder that has written an object. Runs user code."""
    options = read(option, DUMPS, JSONEncodeError)
    e = TypeEncoder(default, options, indent, sink)
    e.run(obj)
    return e


@bound(JSONEncodeError)
def dumps(obj, default=None, option=None, *, indent=None):
    """dumps: see DOCSTRINGS."""
    return encode.to_bytes(encoded(obj, default, option, indent).text())


@bound(JSONEncodeError)
def dumps_str(obj, default=None, option=None, *, indent=None):
    """dumps_str: see DOCSTRINGS."""
    return encode.to_str(encoded(obj, default, option, indent).text())


@bound(JSONEncodeError)
def dumps_into(
    obj, buffer, default=None, option=None, *, indent=None, offset=0
):
    """dumps_into: see DOCSTRINGS."""
    read(option, DUMPS, JSONEncodeError)
    start = operator.index(offset)
    if not -sys.maxsize - 1 <= start <= sys.maxsize:
        raise OverflowError(
            f"cannot fit '{type(offset).__name__}' into an index-sized integer"
        )
    if start < 0:
        raise BufferError("offset is negative")
    text = encode.to_bytes(encoded(obj, default, option, indent).text())
    with writable(buffer) as view:
        if start + len(text) > len(view):
            raise BufferError(
                f"{len(text)} bytes are needed at offset {start} of a buffer "
                f"of {len(view)}"
            )
        view[start : start + len(text)] = text
    return start + len(text)


def writable(buffer):
    """Returns a memoryview of the bytes of a buffer, which may be written."""
    with contiguous(buffer) as view:
        if view.readonly:
            raise BufferError("Object is not writable.")
        if view.nbytes == 0:
            return memoryview(bytearray())
        return view.cast("B")


@bound(JSONEncodeError)
def dumps_chunks(obj, sink, default, option, indent, rest, /):
    """dumps_chunks: see DOCSTRINGS."""
    encoded(obj, default, option, indent, encode.Sink(sink, rest))


@bound(JSONEncodeError)
def dump(
    obj, file, default=None, option=None, *, indent=None, atomic=True
):
    """dump: see DOCSTRINGS."""
    if type(file) in BINARY or type(file) in TEXT:
        is_text = type(file) in TEXT
        sink = encode.Sink(file.write, None, is_text)
        encoded(obj, default, option, indent, sink)
    else:
        from jsonde.files import dump_other

        dump_other(obj, file, default, option, indent, atomic)

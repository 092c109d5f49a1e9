# SPDX-License-Identifier: MIT
"""raw_loads() and raw_dump(). src/module/raw.c has them in C."""

from jsonde._fallback.arguments import bound
from jsonde._fallback.encode import Sink
from jsonde._fallback.encode_types import TypeEncoder
from jsonde._fallback.errors import JSONEncodeError
from jsonde._fallback.load import next_document
from jsonde._fallback.options import DUMPS, LOADS, RAW_BYTES, RAW_FLOAT, read
from jsonde._fallback.source import Source


@bound(TypeError)
def raw_loads(data, pos, option, /):
    """raw_loads: see DOCSTRINGS."""
    options = read(option, LOADS, ValueError) | RAW_FLOAT
    return next_document(Source(data), pos, options)


@bound(JSONEncodeError)
def raw_dump(obj, sink, option, indent, /):
    """raw_dump: see DOCSTRINGS."""
    options = read(option, DUMPS, JSONEncodeError) | RAW_BYTES
    TypeEncoder(None, options, indent, Sink(sink)).run(obj)

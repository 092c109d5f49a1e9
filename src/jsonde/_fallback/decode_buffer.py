# SPDX-License-Identifier: MIT
"""Objects of dtype, shape and data that are buffers (OPT_BUFFER_BASE64).

src/dec/dec_buffer.c does the same in C.
"""

import base64
import re
import sys

from jsonde._fallback import blocks, errors, item_format
from jsonde._fallback.errors import Fault

BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={1,2})?")


def as_buffer(made, at):
    """Returns the memoryview that an object means, or the object itself.

    made: a dict; at: the place of its closing brace.
    """
    if len(made) != 3 or not {"dtype", "shape", "data"} == made.keys():
        return made
    dtype = made["dtype"]
    if type(dtype) is not str or not dtype.isascii():
        return made
    item = item_format.read_dtype(dtype)
    if item is None:
        return made
    size = size_of(made["shape"], item.size, at)
    data = read_data(made["data"], size, at)
    code = item.plain_code()
    return blocks.view_of(bytearray(data), code, item, made["shape"])


def size_of(shape, stretch, at):
    """Returns the bytes of all items of a shape; stretch: of one of them."""
    if type(shape) is not list or len(shape) > item_format.DIMENSIONS:
        raise Fault(errors.BAD_SHAPE, at)
    for size in shape:
        if type(size) is not int or not 0 <= size <= sys.maxsize:
            raise Fault(errors.BAD_SHAPE, at)
        stretch *= size or 1
        if stretch > sys.maxsize:
            raise Fault(errors.BAD_SHAPE, at)
    return stretch if all(shape) else 0


def read_data(text, size, at):
    """Returns the bytes of a base64 text, which must be `size` bytes."""
    if type(text) is not str or not text.isascii():
        raise Fault(errors.BAD_BASE64, at)
    padding = 0
    if text and len(text) % 4 == 0:
        padding = (text[-1] == "=") + (text[-2] == "=")
    length = len(text) // 4 * 3 - padding
    if len(text) != (size + 2) // 3 * 4 or length != size:
        raise Fault(errors.BAD_BUFFER_SIZE, at)
    data = b""
    if BASE64.fullmatch(text):
        data = base64.b64decode(text)
    # Stray bits behind the last byte would be lost.
    if base64.b64encode(data).decode() != text:
        raise Fault(errors.BAD_BASE64, at)
    return data

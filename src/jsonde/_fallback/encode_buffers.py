# SPDX-License-Identifier: MIT
"""Buffers: bytes as strings, numbers as nested arrays or as base64.

src/enc/enc_buffer.c, enc_bytes.c and enc_base64.c do the same in C.
"""

import base64
import itertools
import math
import sys

from jsonde._fallback import facts, item_format, number_text
from jsonde._fallback.blocks import IS_PYPY
from jsonde._fallback.encode import MAX_DEPTH
from jsonde._fallback.encode_plain import float_writer, no_number
from jsonde._fallback.errors import JSONEncodeError, must_stay, raise_from
from jsonde._fallback.options import (
    BUFFER_OPTIONS,
    BYTES_OPTIONS,
    OPT_BUFFER_BASE64,
    OPT_BYTES_BASE64URL,
    OPT_BYTES_HEX,
    OPT_BYTES_NUMBERS,
    OPT_BYTES_UTF8,
    OPT_CANONICAL,
    OPT_SERIALIZE_BUFFER,
    OPT_STRICT_INTEGER,
    SORT_OPTIONS,
)
from jsonde._fallback.string_text import SHORT

PIECE = 32 * 1536  # bytes that are written as base64 at once
RUN = 4096  # items that are written at once
CANNOT_READ = "a buffer cannot be read"

# ---------------------------------------------------------------- exporters


class Array:
    """An array of numbers in memory, whose export is held.

    view: a memoryview; item: the ItemFormat; shape: a tuple.
    """

    def __init__(self, view, item):
        self.view = view
        self.item = item
        self.shape = view.shape

    def data(self):
        """Returns the bytes of the items in C's order, in place or a copy."""
        if IS_PYPY and not self.view.c_contiguous:
            return in_c_order(self.view, self.item)
        if self.view.c_contiguous and self.view.nbytes:
            return self.view.cast("B") if self.shape else self.view.tobytes()
        return self.view.tobytes()

    def release(self):
        """Ends the export."""
        self.view.release()


def in_c_order(view, item):
    """Returns the bytes of a strided memoryview in C's order.

    On PyPy, tobytes() of an array of numpy ignores its strides, and tolist()
    fails for some."""
    numpy = sys.modules.get("numpy")
    if numpy:
        return numpy.asarray(view).tobytes()
    values = view.tolist()
    for _ in view.shape[1:]:
        values = itertools.chain.from_iterable(values)
    return item.pack(list(values))


def acquire(o):
    """Returns the Array that an object exports, or None where it exports no
    numbers. Runs user code; raises what a closed exporter raises."""
    try:
        view = memoryview(o)
    except TypeError:
        return None
    except BufferError:
        if type(o) is memoryview:
            raise
        return None
    item = item_format.parse(view.format)
    if item is None or item.size != view.itemsize:
        view.release()
        return None
    return Array(view, item)


def raise_unreadable(o, error):
    """Raises the error of an exporter: a ValueError of CPython's own exporters
    stays as it is."""
    if isinstance(error, ValueError) and not facts.has_python_buffer(type(o)):
        raise error
    raise_from(CANNOT_READ, error)


def acquire_checked(o):
    """Returns what acquire() returns, or raises the encoder's error."""
    try:
        return acquire(o)
    except BaseException as error:
        raise_unreadable(o, error)


def fits_bytes(o):
    """Tells whether an object exports bytes. Runs user code."""
    try:
        view = memoryview(o)
    except (TypeError, BufferError):
        return False
    except BaseException as error:
        raise_unreadable(o, error)
    with view:
        return is_of_bytes(view)


def is_of_bytes(view):
    """Tells whether the items of a memoryview are bytes."""
    try:
        item = item_format.parse(view.format)
    except BaseException as error:
        raise_unreadable(view, error)
    return item is not None and item.size == 1 and item.kind in "iuS"


# --------------------------------------------------------------------- bytes


def put_bytes(e, o):
    """Writes bytes, or a memoryview, as the options say. Runs user code."""
    is_view = type(o) is memoryview
    if not e.options & BYTES_OPTIONS:
        if is_view or e.options & OPT_BUFFER_BASE64:
            put_buffer(e, o)
        else:
            e.by_default(o)
    elif not is_view or is_of_bytes(o):
        if e.options & OPT_BYTES_NUMBERS:
            put_numbers(e, o)
        else:
            put_string(e, o)
    elif e.options & BUFFER_OPTIONS:
        put_buffer(e, o)
    else:
        e.by_default(o)


def contiguous(o):
    """Returns a memoryview of the bytes of an object, which is contiguous."""
    view = memoryview(o)
    if not view.c_contiguous:
        view.release()
        raise BufferError(
            "memoryview: underlying buffer is not C-contiguous"
        )
    return view


def put_string(e, o):
    """Writes bytes as a string by one of OPT_BYTES_*. Runs user code."""
    try:
        view = contiguous(o)
    except BaseException as error:
        raise_unreadable(o, error)
    with view:
        if e.options & OPT_BYTES_UTF8:
            try:
                text = bytes(view).decode()
            except UnicodeDecodeError:
                message = "bytes are not valid UTF-8"
                raise JSONEncodeError(message) from None
            e.write(e.leaves[str](text))
            return
        if e.options & OPT_BYTES_HEX:
            text = view.hex() if view.ndim else bytes(view).hex()
        elif e.options & OPT_BYTES_BASE64URL:
            text = base64.urlsafe_b64encode(view).decode()
        else:
            text = base64.b64encode(view).decode()
        e.write(f'"{text}"')


def put_numbers(e, o):
    """Writes bytes as an array of numbers. Runs user code."""
    array = acquire_checked(o)
    if array is None:
        e.by_default(o)
        return
    if array.item.kind == "S":
        array.item = item_format.ItemFormat("u", 1, False)
    put_array(e, array)


def fragment_text(contents):
    """Returns the text of a Fragment that a buffer holds."""
    try:
        with contiguous(contents) as view:
            return bytes(view).decode("utf-8", "surrogateescape")
    except BaseException as error:
        if isinstance(error, TypeError):
            error = None  # it tells of memoryview()
        elif must_stay(error):
            raise
        raise JSONEncodeError(
            "jsonde.Fragment's content is not of type bytes or str, and no "
            "contiguous buffer"
        ) from error


# -------------------------------------------------------------------- arrays


def put_buffer(e, o):
    """Writes a buffer of numbers, or what default makes of it."""
    if not try_buffer(e, o):
        e.by_default(o)


def try_buffer(e, o):
    """Writes a buffer of numbers; tells whether it is one. Runs user code."""
    array = acquire_checked(o)
    if array is None:
        return False
    put_acquired(e, o, array)
    return True


def put_acquired(e, o, array):
    """Writes an array of numbers as the options say."""
    if e.options & OPT_BUFFER_BASE64:
        put_base64(e, o, array)
    else:
        put_array(e, array)


def char_text(byte):
    """Returns a character (bytes) as a JSON string, without any style."""
    c = byte.decode("latin-1")
    if c in SHORT:
        return f'"{SHORT[c]}"'
    return f'"\\u{ord(c):04x}"' if c < " " else f'"{c}"'


def safe_integer(value):
    """Returns the text of an integer that a double holds exactly."""
    if abs(value) > number_text.MAX_SAFE_INTEGER:
        raise JSONEncodeError("Integer exceeds 53-bit range")
    return int.__repr__(value)


def float32_writer(options):
    """Returns the function that writes a float32, as a float."""

    def write(value):
        if math.isfinite(value):
            return number_text.float32_text(value)
        return no_number(value, options)

    return write


def item_writer(e, item):
    """Returns the function that writes items of a format."""
    canonical = e.options & OPT_CANONICAL
    if item.kind == "b":
        return lambda value: "true" if value else "false"
    if item.kind == "S":
        return char_text
    if item.kind == "f":
        narrow = item.size < 8 and not canonical
        return float32_writer(e.options) if narrow else float_writer(e.options)
    # orjson's option for numpy knows no limit of integers.
    strict = e.options & OPT_STRICT_INTEGER
    if canonical or (strict and e.options & OPT_SERIALIZE_BUFFER):
        return safe_integer
    return int.__repr__


def put_array(e, array, write=None, hidden=None):
    """Writes an array as nested arrays, and ends its export.

    write: the function that writes an item, or None for numbers; hidden: the
    items that are null (a bytes object with a byte for each), or None.
    """
    if e.depth + len(array.shape) > MAX_DEPTH:
        e.fail_too_deep()
    with array.view:
        data = array.data()
        if write is None:
            write = item_writer(e, array.item)
        values = array.item.unpack(data)
        if hidden is None:
            texts = map(write, values)
        else:
            texts = (
                "null" if mask else write(value)
                for mask, value in zip(hidden, values)
            )
        Nester(e, array.shape, texts).put()
        if isinstance(values, memoryview):
            values.release()
        if isinstance(data, memoryview):
            data.release()


class Nester:
    """Writes the texts of items as arrays of a shape."""

    def __init__(self, e, shape, texts):
        self.e = e
        self.shape = shape
        self.texts = iter(texts)
        self.index = [0] * len(shape)
        self.done = 0  # items of the innermost run

    def put(self):
        """Writes all of the items. An error leads to its item."""
        try:
            if self.shape:
                self.put_level(0)
            else:
                self.e.write(next(self.texts))
        except JSONEncodeError:
            self.e.extra = tuple(self.index)
            raise

    def put_level(self, level):
        """Writes one array of a dimension."""
        e = self.e
        line = e.line_break(e.depth + level + 1)
        n = self.shape[level]
        if n == 0:
            self.index[level:] = []
            e.write("[]")
            self.index.extend([0] * (len(self.shape) - level))
            return
        e.write("[" + line)
        if level == len(self.shape) - 1:
            self.put_row(level, n, "," + line)
        else:
            for i in range(n):
                self.index[level] = i
                e.write("," + line if i else "")
                self.put_level(level + 1)
                e.flush_if_full()
        e.write(e.line_break(e.depth + level) + "]")

    def put_row(self, level, n, comma):
        """Writes the items of the innermost dimension."""
        e = self.e
        for start in range(0, n, RUN):
            count = min(RUN, n - start)
            self.index[level] = start
            texts = []
            try:
                texts.extend(itertools.islice(self.texts, count))
            except JSONEncodeError:
                self.index[level] = start + len(texts)
                raise
            e.write((comma if start else "") + comma.join(texts))
            e.flush_if_full()


# -------------------------------------------------------------------- base64


def put_base64(e, o, array):
    """Writes an array as an object of dtype, shape and data."""
    frame = e.enter(o)
    frame.steps = put_base64_members(e, frame, array)


def put_base64_members(e, frame, array):
    """Writes the members of such an object, and ends the array's export."""
    before, comma, end = e.brackets("{", "}")
    colon = ":" if e.indent is None else ": "
    names = ("dtype", "shape", "data")
    if e.options & SORT_OPTIONS:
        names = ("data", "dtype", "shape")
    with array.view:
        for name in names:
            frame.part = name
            e.write(f'{before}"{name}"{colon}')
            before = comma
            if name == "dtype":
                e.write(e.leaves[str](array.item.dtype()))
            elif name == "shape":
                yield list(array.shape)
            else:
                put_base64_data(e, array)
            e.flush_if_full()
    frame.part = None
    e.write(end)


def put_base64_data(e, array):
    """Writes the bytes of an array as base64."""
    data = array.data()
    e.write('"')
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE]
        e.write(base64.b64encode(piece).decode())
        if isinstance(piece, memoryview):
            piece.release()
        e.flush_if_full()
    if isinstance(data, memoryview):
        data.release()
    e.write('"')

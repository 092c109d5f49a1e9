# SPDX-License-Identifier: MIT
"""Memory of its own for loads_array() and OPT_BUFFER_BASE64, as a memoryview
with a format and a shape. src/py/memblock.c does the same in C."""

import ctypes
import sys

IS_CPYTHON = sys.implementation.name == "cpython"
IS_PYPY = sys.implementation.name == "pypy"

# Bytes of a row that is allocated to get a shape of no rows.
MOST_UNUSED = 1 << 16

# The codes that memoryview.cast() takes in this Python.
CASTS = frozenset("cbB?hHiIlLqQnNfd")


def can_cast(code):
    """Tells whether memoryview.cast() takes a code of struct."""
    if code in CASTS:
        return True
    try:
        memoryview(bytearray(8)).cast(code)
    except (ValueError, TypeError, NotImplementedError):
        return False
    return True


def view_of(data, code, item, shape):
    """Returns a writable memoryview of items.

    data: a bytearray of the items in C's order; code: the format of the view;
    item: the ItemFormat; shape: a list of sizes.
    """
    if can_cast(code):
        flat = memoryview(data).cast("B")
        # On PyPy, tobytes() fails after a cast to a shape of one dimension.
        if len(shape) == 1:
            return flat.cast(code)
        if all(shape):
            return flat.cast(code, list(shape))
        if all(shape[1:]):
            n = item.size
            for size in shape[1:]:
                n *= size
            if n <= MOST_UNUSED:
                one = memoryview(bytearray(n))
                return one.cast(code, [1, *shape[1:]])[:0]
    if not data and IS_CPYTHON:
        return empty_view(code, item.size, shape)
    view = by_numpy(data, item, shape)
    return by_ctypes(data, code, item, shape) if view is None else view


# ------------------------------------------------- views of no items, CPython


class Buffer(ctypes.Structure):
    """Py_buffer, as the stable ABI has it."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    )


# Views keep the addresses of their memory and format.
NO_ITEMS = ctypes.create_string_buffer(8)
FORMATS = {}


def empty_view(code, size, shape):
    """Returns a view without items, of any shape. CPython copies the shape."""
    text = FORMATS.setdefault(code, code.encode())
    sizes = (ctypes.c_ssize_t * len(shape))(*shape)
    buffer = Buffer(
        buf=ctypes.addressof(NO_ITEMS),
        itemsize=size,
        ndim=len(shape),
        format=text,
        shape=ctypes.addressof(sizes),
    )
    make = ctypes.pythonapi.PyMemoryView_FromBuffer
    make.restype = ctypes.py_object
    return make(ctypes.byref(buffer))


# ---------------------------------------------------------- numpy and ctypes


def by_numpy(data, item, shape):
    """Returns such a view by numpy, or None without numpy.

    memoryview.cast() has no other order of bytes, no sizes of 0 behind the
    first dimension, and before Python 3.12 no float of 16 bits.
    """
    try:
        import numpy
    except ImportError:
        return None
    dtype = numpy.dtype(item.dtype())
    flat = numpy.frombuffer(data, dtype) if data else numpy.empty(0, dtype)
    return memoryview(flat.reshape(shape))


TYPES = {
    **{"?": ctypes.c_bool, "c": ctypes.c_char, "b": ctypes.c_int8},
    **{"B": ctypes.c_uint8, "h": ctypes.c_int16, "H": ctypes.c_uint16},
    **{"i": ctypes.c_int32, "I": ctypes.c_uint32, "q": ctypes.c_int64},
    **{"Q": ctypes.c_uint64, "f": ctypes.c_float, "d": ctypes.c_double},
}


def by_ctypes(data, code, item, shape):
    """Returns such a view by ctypes, whose format has an order of bytes.

    Raises NotImplementedError for floats of 16 bits. PyPy ends with a signal
    where it makes a view of no items.
    """
    kind = TYPES.get(item.code)
    if kind is None or (IS_PYPY and not data):
        raise NotImplementedError(
            f"a memoryview of the format {code!r} and the shape {shape} needs "
            "numpy, or the native module of jsonde"
        )
    if item.size > 1:
        big = item.order() == ">"
        kind = kind.__ctype_be__ if big else kind.__ctype_le__
    for size in reversed(shape):
        kind = kind * size
    if not data:
        return memoryview(kind())
    return memoryview(kind.from_buffer(data))

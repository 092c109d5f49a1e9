# SPDX-License-Identifier: MIT
"""Reads memoryviews by the C API of jsonde, with ctypes alone."""

import ctypes

import jsonde._jsonde


class PyBuffer(ctypes.Structure):
    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
        ("internal", ctypes.c_void_p),
    ]


# PYFUNCTYPE keeps the GIL, and raises the exception that a function has set.
GET_BUFFER = ctypes.PYFUNCTYPE(ctypes.POINTER(PyBuffer), ctypes.py_object)


class API(ctypes.Structure):
    """The first members of JsondeAPI."""

    _fields_ = [
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("size", ctypes.c_size_t),
        ("context", ctypes.c_void_p),
        ("memoryview_get_buffer", GET_BUFFER),
    ]


def address():
    """Return the address of the JsondeAPI of this interpreter."""
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype = ctypes.c_void_p
    pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    return pointer(jsonde._jsonde._C_API, b"jsonde._jsonde._C_API")


def sum_bytes(view):
    """Return the sum of the bytes of a one-dimensional memoryview."""
    api = API.from_address(address())
    assert api.major == 1
    buffer = api.memoryview_get_buffer(view)
    if not buffer:  # the struct is not proven on this interpreter
        return sum(view)
    inside = buffer.contents
    return sum(ctypes.string_at(inside.buf, inside.len))

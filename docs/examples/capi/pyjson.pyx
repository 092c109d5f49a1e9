# SPDX-License-Identifier: MIT
# cython: language_level=3, freethreading_compatible=True
"""A Cython module that uses the C API of jsonde."""

from libc.stdint cimport uint64_t


cdef extern from "jsonde.h":
    ctypedef struct JsondePyBuffer:
        void *buf
        Py_ssize_t len
        int ndim

    ctypedef struct JsondeImport:
        pass

    int Jsonde_Import(JsondeImport *imported) except -1
    const JsondePyBuffer *JSONDE_MEMORYVIEW_GET_BUFFER(object view) except? NULL
    int JSONDE_BUFFER_ACQUIRE(object o, int flags, JsondePyBuffer *b) except -1
    void JSONDE_BUFFER_RELEASE(JsondePyBuffer *b)
    object JSONDE_LOADS(const char *text, size_t size, uint64_t options)
    object JSONDE_DUMPS(object o, object fallback, uint64_t options)
    int JSONDE_BUF_SIMPLE
    uint64_t JSONDE_OPT_SORT_KEYS


# The macros of jsonde.h use a variable of this name.
cdef extern from *:
    """
    #include <Python.h>
    #include <jsonde.h>
    static JsondeImport jsonde;
    """
    JsondeImport jsonde

Jsonde_Import(&jsonde)


def sum_bytes(view):
    """Return the sum of the bytes of a one-dimensional memoryview."""
    cdef const JsondePyBuffer *buffer = JSONDE_MEMORYVIEW_GET_BUFFER(view)
    cdef JsondePyBuffer acquired
    cdef unsigned long long total = 0
    cdef Py_ssize_t i
    if buffer is NULL:  # not proven here
        JSONDE_BUFFER_ACQUIRE(view, JSONDE_BUF_SIMPLE, &acquired)
        for i in range(acquired.len):
            total += (<const unsigned char *>acquired.buf)[i]
        JSONDE_BUFFER_RELEASE(&acquired)
        return total
    for i in range(buffer.len):
        total += (<const unsigned char *>buffer.buf)[i]
    return total


def loads(bytes text, uint64_t options=0):
    """Return the value of a JSON document."""
    return JSONDE_LOADS(text, len(text), options)


def dumps_sorted(value, fallback=None):
    """Return the JSON of a value, with sorted keys."""
    return JSONDE_DUMPS(value, fallback, JSONDE_OPT_SORT_KEYS)

/* SPDX-License-Identifier: MIT */
#include "py/output.h"

#include "abi/abi.h"
#include "py/error.h"

/* bytes with room for cap, in place where that can be. On failure the old
 * object is gone, as _PyBytes_Resize has it, and an exception is set. */
static int
resize(PyObject **bytes, size_t used, size_t cap)
{
    PyObject *old = *bytes;

    if (jsd_abi.symbols.bytes_resize != NULL)
        return jsd_abi.symbols.bytes_resize(bytes, (Py_ssize_t)cap);
    *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)cap);
    if (*bytes != NULL)
        memcpy(PyBytes_AsString(*bytes), PyBytes_AsString(old),
               used < cap ? used : cap);
    Py_DecRef(old);
    return *bytes == NULL ? -1 : 0;
}

char *
jsd_output_grow(jsd_output *out, char *p, size_t more)
{
    size_t used = (size_t)(p - out->start);
    size_t cap;

    /* Twice as much, so that growing stays linear. */
    if (jsd_add_over(used, more, &cap) || jsd_mul_over(cap, 2, &cap) ||
        cap > PY_SSIZE_T_MAX) {
        jsd_raise_no_memory();
        return NULL;
    }
    if (out->bytes == NULL) {
        out->bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)cap);
        if (out->bytes == NULL)
            return NULL;
        memcpy(PyBytes_AsString(out->bytes), out->start, used);
    } else if (resize(&out->bytes, used, cap) < 0) {
        return NULL;
    }
    out->start = PyBytes_AsString(out->bytes);
    out->limit = out->start + cap;
    return out->start + used;
}

PyObject *
jsd_output_finish(jsd_output *out, char *p)
{
    size_t used = (size_t)(p - out->start);
    PyObject *bytes = out->bytes;

    out->bytes = NULL;
    if (bytes == NULL)
        return PyBytes_FromStringAndSize(out->start, (Py_ssize_t)used);
    if (resize(&bytes, used, used) < 0)
        return NULL;
    return bytes;
}

void
jsd_output_clear(jsd_output *out)
{
    Py_DecRef(out->bytes);
    out->bytes = NULL;
}

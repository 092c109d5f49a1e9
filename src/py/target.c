/* SPDX-License-Identifier: MIT */
#include "py/target.h"

#include "py/error.h"

/* Whether n bytes have room behind the offset of `len`. */
static bool
fits(const jsd_target *t, size_t n, Py_ssize_t len)
{
    if (t->offset <= len && n <= (size_t)(len - t->offset))
        return true;
    jsd_raise_buffer("%zu bytes are needed at offset %zd of a buffer of %zd",
                     n, t->offset, len);
    return false;
}

static int
put_export(jsd_target *t, const char *text, size_t n)
{
    jsd_buffer view;
    int status = -1;

    if (jsd_abi.symbols.get_buffer(t->buffer, &view, JSD_BUF_WRITABLE) < 0)
        return -1;
    if (fits(t, n, view.len)) {
        memcpy((char *)view.buf + t->offset, text, n);
        status = 0;
    }
    jsd_abi.symbols.release_buffer(&view);
    return status;
}

/* view[offset:offset + n] = text */
static int
assign(jsd_target *t, PyObject *view, const char *text, size_t n)
{
    PyObject *start = PyLong_FromSsize_t(t->offset);
    PyObject *stop = PyLong_FromSsize_t(t->offset + (Py_ssize_t)n);
    PyObject *slice =
        start == NULL || stop == NULL ? NULL : PySlice_New(start, stop, NULL);
    PyObject *bytes =
        slice == NULL ? NULL : PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    int status = bytes == NULL ? -1 : PyObject_SetItem(view, slice, bytes);

    Py_DecRef(bytes);
    Py_DecRef(slice);
    Py_DecRef(stop);
    Py_DecRef(start);
    return status;
}

/* Without PyObject_GetBuffer. */
static int
put_view(jsd_target *t, const char *text, size_t n)
{
    PyObject *view = PyMemoryView_FromObject(t->buffer);
    PyObject *only =
        view == NULL ? NULL : PyObject_GetAttrString(view, "readonly");
    PyObject *bytes = NULL;
    int status = -1;

    if (only == Py_True)
        jsd_raise_buffer("Object is not writable.");
    else if (only != NULL)
        bytes = PyObject_CallMethod(view, "cast", "s", "B");
    if (bytes != NULL && fits(t, n, PyObject_Size(bytes)))
        status = assign(t, bytes, text, n);
    Py_DecRef(bytes);
    Py_DecRef(only);
    Py_DecRef(view);
    return status;
}

int
jsd_target_put(jsd_target *t, const char *text, size_t n)
{
    int status = jsd_abi.symbols.get_buffer != NULL &&
                         jsd_abi.symbols.release_buffer != NULL
                     ? put_export(t, text, n)
                     : put_view(t, text, n);

    if (status == 0)
        t->end = t->offset + (Py_ssize_t)n;
    return status;
}

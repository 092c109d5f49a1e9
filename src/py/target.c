/* SPDX-License-Identifier: MIT */
#include "py/target.h"

#include "py/ask.h"
#include "py/error.h"
#include "py/gate.h"

/* Whether n bytes have room behind the offset of `len`. */
static bool
target_fits(const jsd_target *t, size_t n, Py_ssize_t len)
{
    if (t->offset <= len && n <= (size_t)(len - t->offset))
        return true;
    JSD_GATED(JSD_NOTHING_BORROWED,
              jsd_raise_buffer(
                  "%zu bytes are needed at offset %zd of a buffer of %zd", n,
                  t->offset, len));
    return false;
}

static int
put_export(jsd_target *t, const char *text, size_t n)
{
    jsd_pybuffer view;
    int status = -1;

    if (jsd_ask_buffer(JSD_NOTHING_BORROWED, t->buffer, &view,
                       JSD_PYBUF_WRITABLE) < 0)
        return -1;
    if (target_fits(t, n, view.len)) {
        memcpy((char *)view.buf + t->offset, text, n);
        status = 0;
    }
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_abi.symbols.release_buffer(&view));
    return status;
}

/* view[offset:offset + n] = text */
static int
assign_slice(jsd_target *t, PyObject *view, const char *text, size_t n)
{
    PyObject *start = PyLong_FromSsize_t(t->offset);
    PyObject *stop = PyLong_FromSsize_t(t->offset + (Py_ssize_t)n);
    PyObject *slice =
        start == NULL || stop == NULL
            ? NULL
            : JSD_GATED(JSD_NOTHING_BORROWED, PySlice_New(start, stop, NULL));
    PyObject *bytes =
        slice == NULL ? NULL : PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    int status = bytes == NULL
                     ? -1
                     : JSD_GATED(JSD_NOTHING_BORROWED,
                                 PyObject_SetItem(view, slice, bytes));

    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    jsd_gate_drop(JSD_NOTHING_BORROWED, slice);
    jsd_gate_drop(JSD_NOTHING_BORROWED, stop);
    jsd_gate_drop(JSD_NOTHING_BORROWED, start);
    return status;
}

/* Without PyObject_GetBuffer. */
static int
put_view(jsd_target *t, const char *text, size_t n)
{
    PyObject *view = jsd_ask_view(JSD_NOTHING_BORROWED, t->buffer);
    PyObject *only = view == NULL
                         ? NULL
                         : JSD_GATED(JSD_NOTHING_BORROWED,
                                     PyObject_GetAttrString(view, "readonly"));
    PyObject *bytes = NULL;
    int status = -1;

    if (only == Py_True)
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_buffer("Object is not writable."));
    else if (only != NULL)
        bytes = JSD_GATED(JSD_NOTHING_BORROWED,
                          PyObject_CallMethod(view, "cast", "s", "B"));
    if (bytes != NULL &&
        target_fits(t, n,
                    JSD_GATED(JSD_NOTHING_BORROWED, PyObject_Size(bytes))))
        status = assign_slice(t, bytes, text, n);
    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    jsd_gate_drop(JSD_NOTHING_BORROWED, only);
    jsd_gate_drop(JSD_NOTHING_BORROWED, view);
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

/* ------------------------------------------------------------------- items */

/* format: as in a Py_buffer. */
static void
set_format(jsd_target_items *items, const char *format)
{
    items->format = jsd_item_parse(format);
    items->is_plain = items->format.item == JSD_ITEM_U8 ||
                      items->format.item == JSD_ITEM_CHAR;
}

/* Without PyObject_GetBuffer: what its memoryview tells. */
static int
read_view_items(PyObject *buffer, jsd_target_items *items)
{
    PyObject *view = jsd_ask_view(JSD_NOTHING_BORROWED, buffer);
    PyObject *size = NULL, *text = NULL, *bytes = NULL;

    if (view != NULL)
        size = JSD_GATED(JSD_NOTHING_BORROWED,
                         PyObject_GetAttrString(view, "nbytes"));
    if (size != NULL)
        text = JSD_GATED(JSD_NOTHING_BORROWED,
                         PyObject_GetAttrString(view, "format"));
    if (text != NULL)
        bytes = JSD_GATED(JSD_NOTHING_BORROWED, PyUnicode_AsUTF8String(text));
    if (bytes != NULL) {
        items->len = PyLong_AsSize_t(size);
        set_format(items, PyBytes_AsString(bytes));
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    jsd_gate_drop(JSD_NOTHING_BORROWED, text);
    jsd_gate_drop(JSD_NOTHING_BORROWED, size);
    jsd_gate_drop(JSD_NOTHING_BORROWED, view);
    return PyErr_Occurred() == NULL ? 0 : -1;
}

int
jsd_target_hold(PyObject *buffer, jsd_target_items *items)
{
    items->buffer = buffer;
    items->data = NULL;
    items->export.obj = NULL;
    if (jsd_abi.symbols.get_buffer == NULL ||
        jsd_abi.symbols.release_buffer == NULL)
        return read_view_items(buffer, items);
    if (jsd_ask_buffer(JSD_NOTHING_BORROWED, buffer, &items->export,
                       JSD_PYBUF_ITEMS) < 0) {
        items->export.obj = NULL;
        return -1;
    }
    items->data = items->export.buf;
    items->len = (size_t)items->export.len;
    set_format(items, items->export.format);
    return 0;
}

void
jsd_target_release(jsd_target_items *items)
{
    if (items->export.obj != NULL)
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_abi.symbols.release_buffer(&items->export));
}

void
jsd_target_refuse(size_t n, size_t len)
{
    JSD_GATED(
        JSD_NOTHING_BORROWED,
        jsd_raise_buffer("%zu bytes are needed in a buffer of %zu", n, len));
}

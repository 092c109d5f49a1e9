/* SPDX-License-Identifier: MIT */
#include "py/exporter.h"

#include "abi/bytes.h"
#include "abi/memoryview.h"
#include "py/ask.h"
#include "py/error.h"
#include "py/unlocked.h"

/* Is an exception set that says: no exporter, or none of what has a format?
 * Then it is none any more. What a memoryview says is meant for the user, and
 * so is a ValueError: it tells of an exporter that is closed. */
static bool
is_no_exporter(jsd_gate *gate, PyObject *o)
{
    if (!PyErr_ExceptionMatches(PyExc_TypeError) &&
        (jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type ||
         !PyErr_ExceptionMatches(PyExc_BufferError)))
        return false;
    JSD_GATED(gate, PyErr_Clear());
    return true;
}

/* Strides of an array that is contiguous in C's order. */
static void
fill_strides(jsd_exporter *x, int ndim)
{
    ptrdiff_t step = (ptrdiff_t)jsd_item_size(x->array.format.item);

    for (int i = ndim; i-- > 0;) {
        x->strides[i] = step;
        step *= x->array.shape[i];
    }
    x->array.strides = x->strides;
}

/* From a Py_buffer; false: not of numbers. */
static bool
read_buffer(jsd_exporter *x, const jsd_buffer *b)
{
    jsd_array *a = &x->array;

    a->format = jsd_item_parse(b->format);
    if (a->format.item == JSD_ITEM_NONE || b->ndim > JSD_ARRAY_DIMENSIONS ||
        b->itemsize != (Py_ssize_t)jsd_item_size(a->format.item))
        return false;
    a->data = b->buf;
    a->ndim = b->ndim;
    a->shape = b->shape;
    a->strides = b->strides;
    a->suboffsets = b->suboffsets;
    if (b->shape == NULL && b->ndim == 1) {
        x->shape[0] = b->len / b->itemsize;
        a->shape = x->shape;
    }
    if (b->strides == NULL)
        fill_strides(x, b->ndim);
    return true;
}

/* ------------------------------------- without PyObject_GetBuffer: a view */

/* The format of a view, as a number's; JSD_ITEM_NONE for others, and, with an
 * exception, when it cannot be asked. */
static jsd_item_format
format_of(jsd_gate *gate, PyObject *view)
{
    jsd_item_format none = {JSD_ITEM_NONE, false};
    PyObject *format = JSD_GATED(gate, PyObject_GetAttrString(view, "format"));
    PyObject *ascii = format == NULL
                          ? NULL
                          : JSD_GATED(gate, PyUnicode_AsASCIIString(format));

    if (ascii != NULL)
        none = jsd_item_parse(PyBytes_AsString(ascii));
    jsd_drop_inert(ascii);
    jsd_drop_inert(format);
    return none;
}

/* -1 with an exception. A memoryview's shape is a tuple of ints. */
static int
read_shape(jsd_gate *gate, jsd_exporter *x, PyObject *view)
{
    PyObject *shape = JSD_GATED(gate, PyObject_GetAttrString(view, "shape"));
    Py_ssize_t n = shape == NULL ? -1 : PyTuple_Size(shape);

    for (Py_ssize_t i = 0; i < n && i < JSD_ARRAY_DIMENSIONS; i++)
        x->shape[i] = PyLong_AsSsize_t(PyTuple_GetItem(shape, i));
    jsd_gate_drop(gate, shape);
    if (n < 0 || PyErr_Occurred() != NULL)
        return -1;
    if (n > JSD_ARRAY_DIMENSIONS)
        return 0;
    x->array.ndim = (int)n;
    x->array.shape = x->shape;
    x->array.suboffsets = NULL;
    fill_strides(x, (int)n);
    return 1;
}

static int
copy_view(jsd_gate *gate, jsd_exporter *x, PyObject *view)
{
    const void *data;
    size_t n;
    int got;

    x->array.format = format_of(gate, view);
    if (x->array.format.item == JSD_ITEM_NONE)
        return PyErr_Occurred() == NULL ? 0 : -1;
    got = read_shape(gate, x, view);
    if (got <= 0)
        return got;
    x->copy = JSD_GATED(gate, PyObject_CallMethod(view, "tobytes", NULL));
    if (x->copy == NULL)
        return -1;
    jsd_bytes_peek(jsd_abi.caps, x->copy, &data, &n);
    x->array.data = data;
    return 1;
}

static int
acquire_copy(jsd_gate *gate, PyObject *o, jsd_exporter *x)
{
    PyObject *view = jsd_ask_view(gate, o);
    int got;

    if (view == NULL)
        return is_no_exporter(gate, o) ? 0 : -1;
    got = copy_view(gate, x, view);
    jsd_gate_drop(gate, view);
    return got;
}

/* ------------------------------------------------------------- in place */

/* A memoryview that is read without an export: 1, 0 or -1; 2: not so. */
static int
acquire_view(jsd_gate *gate, PyObject *view, jsd_exporter *x)
{
    const jsd_caps needs =
        JSD_CAP_MEMORYVIEW | JSD_CAP_MANAGEDBUFFER | JSD_CAP_BUFFER;

    if ((jsd_abi.caps & needs) != needs)
        return 2;
    switch (jsd_memoryview_look(view)) {
    case JSD_VIEW_IS_RELEASED:
        JSD_GATED(gate, jsd_raise_released());
        return -1;
    case JSD_VIEW_IN_PLACE:
    case JSD_VIEW_BY_STRIDES:
        if (jsd_memoryview_get_buffer(view)->len >= JSD_UNLOCKED_BYTES)
            return 2;
        return read_buffer(x, jsd_memoryview_get_buffer(view));
    default:
        return 2;
    }
}

static int
acquire_export(jsd_gate *gate, PyObject *o, jsd_exporter *x)
{
    if (jsd_ask_buffer(gate, o, &x->export, JSD_BUF_FULL_RO) < 0) {
        x->export.obj = NULL;
        return is_no_exporter(gate, o) ? 0 : -1;
    }
    if (read_buffer(x, &x->export))
        return 1;
    jsd_exporter_release(gate, x);
    return 0;
}

int
jsd_exporter_acquire(jsd_gate *gate, PyObject *o, bool calls, jsd_exporter *x)
{
    int got = 2;

    jsd_exporter_init(x);
    if (jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type &&
        jsd_exporter_is_alone(calls))
        got = acquire_view(gate, o, x);
    if (got != 2)
        return got;
    if (jsd_abi.symbols.get_buffer == NULL ||
        jsd_abi.symbols.release_buffer == NULL)
        return acquire_copy(gate, o, x);
    return acquire_export(gate, o, x);
}

void
jsd_exporter_release(jsd_gate *gate, jsd_exporter *x)
{
    jsd_raised raised;

    if (x->export.obj == NULL && x->copy == NULL)
        return;
    jsd_raised_take(&raised);
    if (x->export.obj != NULL)
        JSD_GATED(gate, jsd_abi.symbols.release_buffer(&x->export));
    jsd_drop_inert(x->copy);
    jsd_raised_restore(&raised);
}

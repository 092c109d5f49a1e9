/* SPDX-License-Identifier: MIT */
#include "py/exporter.h"

#include "abi/bytes.h"
#include "abi/memoryview.h"
#include "base/mem.h"
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

/* Room for the shape, and behind it the strides, of so many dimensions; NULL
 * with a MemoryError. */
static ptrdiff_t *
take_own(jsd_gate *gate, jsd_exporter *x, int ndim)
{
    if (ndim <= 1)
        return x->single;
    if (x->own == NULL)
        x->own = jsd_mem_new(2 * (size_t)ndim * sizeof *x->own);
    if (x->own == NULL)
        JSD_GATED(gate, jsd_raise_no_memory());
    return x->own;
}

/* Strides of an array that is contiguous in C's order. */
static void
fill_strides(jsd_exporter *x, ptrdiff_t *strides, int ndim)
{
    ptrdiff_t step = (ptrdiff_t)jsd_item_size(x->array.format.item);

    for (int i = ndim; i-- > 0;) {
        strides[i] = step;
        step *= x->array.shape[i];
    }
    x->array.strides = strides;
}

/* What a buffer does not say. -1 with an exception. */
static int
fill_own(jsd_gate *gate, jsd_exporter *x, const jsd_pybuffer *b)
{
    ptrdiff_t *own = take_own(gate, x, b->ndim);

    if (own == NULL)
        return -1;
    if (b->shape == NULL && b->ndim == 1) {
        own[0] = b->len / b->itemsize;
        x->array.shape = own;
    }
    if (b->strides == NULL)
        fill_strides(x, own + b->ndim, b->ndim);
    return 1;
}

/* From a Py_buffer: 1; 0: not of numbers; -1 with an exception. */
static int
read_buffer(jsd_gate *gate, jsd_exporter *x, const jsd_pybuffer *b)
{
    jsd_array *a = &x->array;

    a->format = jsd_item_parse(b->format);
    if (a->format.item == JSD_ITEM_NONE || b->ndim > JSD_ARRAY_DIMENSIONS ||
        b->itemsize != (Py_ssize_t)jsd_item_size(a->format.item))
        return 0;
    a->data = b->buf;
    a->ndim = b->ndim;
    a->shape = b->shape;
    a->strides = b->strides;
    a->suboffsets = b->suboffsets;
    return b->shape == NULL || b->strides == NULL ? fill_own(gate, x, b) : 1;
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
read_exporter_shape(jsd_gate *gate, jsd_exporter *x, PyObject *view)
{
    PyObject *shape = JSD_GATED(gate, PyObject_GetAttrString(view, "shape"));
    Py_ssize_t n = shape == NULL ? -1 : PyTuple_Size(shape);
    ptrdiff_t *own = NULL;

    if (n >= 0 && n <= JSD_ARRAY_DIMENSIONS)
        own = take_own(gate, x, (int)n);
    for (Py_ssize_t i = 0; own != NULL && i < n; i++)
        own[i] = PyLong_AsSsize_t(PyTuple_GetItem(shape, i));
    jsd_gate_drop(gate, shape);
    if (n < 0 || PyErr_Occurred() != NULL)
        return -1;
    if (own == NULL)
        return 0;
    x->array.ndim = (int)n;
    x->array.shape = own;
    x->array.suboffsets = NULL;
    fill_strides(x, own + n, (int)n);
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
    got = read_exporter_shape(gate, x, view);
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
        return read_buffer(gate, x, jsd_memoryview_get_buffer(view));
    default:
        return 2;
    }
}

static int
acquire_by_api(jsd_gate *gate, PyObject *o, jsd_exporter *x)
{
    if (jsd_ask_buffer(gate, o, &x->export, JSD_PYBUF_FULL_RO) < 0) {
        x->export.obj = NULL;
        return is_no_exporter(gate, o) ? 0 : -1;
    }
    return read_buffer(gate, x, &x->export);
}

int
jsd_exporter_acquire(jsd_gate *gate, PyObject *o, bool calls, jsd_exporter *x)
{
    int got = 2;

    jsd_exporter_init(x);
    if (jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type &&
        jsd_exporter_is_alone(calls))
        got = acquire_view(gate, o, x);
    if (got == 2)
        got = jsd_abi.symbols.get_buffer == NULL ||
                      jsd_abi.symbols.release_buffer == NULL
                  ? acquire_copy(gate, o, x)
                  : acquire_by_api(gate, o, x);
    if (got <= 0)
        jsd_exporter_release(gate, x);
    return got;
}

void
jsd_exporter_release(jsd_gate *gate, jsd_exporter *x)
{
    jsd_raised raised;

    jsd_mem_free(x->own);
    if (x->export.obj == NULL && x->copy == NULL)
        return;
    jsd_raised_take(&raised);
    if (x->export.obj != NULL)
        JSD_GATED(gate, jsd_abi.symbols.release_buffer(&x->export));
    jsd_drop_inert(x->copy);
    jsd_raised_restore(&raised);
}

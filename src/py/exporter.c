/* SPDX-License-Identifier: MIT */
#include "py/exporter.h"

#include "abi/buffer.h"
#include "base/mem.h"
#include "py/error.h"
#include "py/unlocked.h"

/* Returns whether the exception that is set only says that o exports no
 * buffer, or none with a format, and clears it. Keeps the exception of a
 * memoryview, which is meant for the user, and a ValueError, which tells of a
 * closed exporter. */
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

/* Returns room for the shape of ndim dimensions and, behind it, the strides;
 * NULL with a MemoryError. */
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

/* Fills the strides of a C-contiguous array. */
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

/* Fills the shape and strides that buffer b does not have. Returns -1 with an
 * exception. */
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

/* Reads the array that buffer b describes. Returns 1; 0 if its items are no
 * numbers; -1 with an exception. */
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

/* A third result: the memory cannot be borrowed and needs an export. */
enum { NEEDS_EXPORT = 2 };

/* Reads a memoryview in place, without an export. Returns 1, 0, -1 or
 * NEEDS_EXPORT. */
static int
borrow_view(jsd_gate *gate, PyObject *view, jsd_exporter *x)
{
    const jsd_pybuffer *buffer;

    switch (jsd_buffer_borrow(view, &buffer)) {
    case JSD_VIEW_RELEASED:
        JSD_GATED(gate, jsd_raise_released());
        return -1;
    case JSD_VIEW_CONTIGUOUS:
    case JSD_VIEW_STRIDED:
        return buffer->len >= JSD_UNLOCKED_BYTES
                   ? NEEDS_EXPORT
                   : read_buffer(gate, x, buffer);
    default:
        return NEEDS_EXPORT;
    }
}

static int
acquire_export(jsd_gate *gate, PyObject *o, jsd_exporter *x)
{
    if (JSD_GATED(gate, jsd_buffer_acquire(o, JSD_PYBUF_FULL_RO, &x->export)) <
        0)
        return is_no_exporter(gate, o) ? 0 : -1;
    return read_buffer(gate, x, &x->export);
}

int
jsd_exporter_acquire(jsd_gate *gate, PyObject *o, bool calls, jsd_exporter *x)
{
    int got = NEEDS_EXPORT;

    jsd_exporter_init(x);
    if (jsd_type_of(jsd_abi.caps, o) == &PyMemoryView_Type &&
        jsd_exporter_is_alone(calls))
        got = borrow_view(gate, o, x);
    if (got == NEEDS_EXPORT)
        got = acquire_export(gate, o, x);
    if (got <= 0)
        jsd_exporter_release(gate, x);
    return got;
}

void
jsd_exporter_release(jsd_gate *gate, jsd_exporter *x)
{
    jsd_raised raised;

    jsd_mem_free(x->own);
    if (x->export.obj == NULL)
        return;
    jsd_raised_take(&raised);
    JSD_GATED(gate, jsd_buffer_release(&x->export));
    jsd_raised_restore(&raised);
}

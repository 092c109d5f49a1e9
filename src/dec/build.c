/* SPDX-License-Identifier: MIT */
#include "dec/build.h"

#include "abi/sequence.h"

enum { FIRST_VALUES = 512 };

jsd_status
jsd_dec_grow(jsd_dec *d)
{
    size_t used = d->base == NULL ? 0 : (size_t)(d->top - d->base);
    size_t count = used + used / 2 + FIRST_VALUES;
    jsd_status status;
    size_t bytes;

    if (jsd_mul_over(count, sizeof *d->base, &bytes))
        return JSD_TOO_BIG;
    status = jsd_buf_reserve(&d->work->values, bytes);
    if (status != JSD_OK)
        return status;
    d->base = d->work->values.data;
    d->top = d->base + used;
    d->limit = d->base + d->work->values.cap / sizeof *d->base;
    return JSD_OK;
}

static PyObject *
build_dict(PyObject **items, size_t n)
{
    PyObject *dict = PyDict_New();

    for (size_t i = 0; dict != NULL && i < n; i += 2)
        if (PyDict_SetItem(dict, items[i], items[i + 1]) < 0) {
            Py_DecRef(dict);
            return NULL;
        }
    if (dict != NULL)
        for (size_t i = 0; i < n; i++)
            Py_DecRef(items[i]);
    return dict;
}

jsd_status
jsd_dec_close(jsd_dec *d)
{
    const struct jsd_dec_frame *frame = &d->open[d->depth - 1];
    PyObject **items = d->base + frame->start;
    size_t n = (size_t)(d->top - items);
    PyObject *container = frame->is_object
                              ? build_dict(items, n)
                              : jsd_list_from(d->caps, items, n);

    if (container == NULL)
        return JSD_RAISED;
    d->top = items;
    d->depth--;
    return jsd_dec_push(d, container);
}

void
jsd_dec_drop(jsd_dec *d)
{
    while (d->top != d->base)
        Py_DecRef(*--d->top);
}

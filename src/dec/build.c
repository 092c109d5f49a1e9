/* SPDX-License-Identifier: MIT */
#include "dec/build.h"

#include "py/error.h"

enum { FIRST_VALUES = 512 };

/* Moves the items of an open array, which end at `end`, into a list that takes
 * their place on the stack. Returns false if they are few, or without memory;
 * the stack may still grow then. */
static bool
move_items(jsd_dec *d, jsd_dec_frame *frame, PyObject **end)
{
    PyObject **items = d->base + frame->start + frame->spilled;
    PyObject *list;
    size_t n = (size_t)(end - items);

    if (frame->kind != JSD_DEC_ARRAY || n < JSD_DEC_SPILLED)
        return false;
    list = frame->spilled ? items[-1]
                          : JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0));
    if (list == NULL || !jsd_list_extend(list, items, n, false)) {
        JSD_GATED(JSD_NOTHING_BORROWED, PyErr_Clear());
        if (!frame->spilled)
            jsd_gate_drop(JSD_NOTHING_BORROWED, list);
        return false;
    }
    frame->spilled = true;
    d->base[frame->start] = list;
    return true;
}

/* Makes room on the stack: moves the items of the innermost array that has
 * many. Values of containers inside of that array move down. */
static bool
spill_values(jsd_dec *d)
{
    PyObject **end = d->top;

    if (!(d->caps & JSD_CAP_GROW_LIST))
        return false;
    for (size_t i = d->depth; i-- > 0; end = d->base + d->open[i].start) {
        PyObject **behind;
        size_t gone;

        if (!move_items(d, &d->open[i], end))
            continue;
        behind = d->base + d->open[i].start + 1;
        gone = (size_t)(end - behind);
        memmove(behind, end, (size_t)(d->top - end) * sizeof *end);
        d->top -= gone;
        while (++i < d->depth)
            d->open[i].start -= gone;
        return true;
    }
    return false;
}

PyObject *
jsd_dec_close_spilled(jsd_dec *d)
{
    const jsd_dec_frame *frame = &d->open[--d->depth];
    PyObject **items = d->base + frame->start + 1;

    if (!jsd_list_extend(items[-1], items, (size_t)(d->top - items), true)) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
        return NULL;
    }
    d->top = items - 1;
    return items[-1];
}

bool
jsd_dec_grow(jsd_dec *d)
{
    size_t used = (size_t)(d->top - d->base);
    size_t count = used + used / 2 + FIRST_VALUES;
    size_t bytes;

    if (spill_values(d))
        return true;
    d->status = JSD_TOO_BIG;
    if (jsd_mul_over(count, sizeof *d->base, &bytes))
        return false;
    d->status = jsd_buf_reserve(&d->work->values, bytes);
    if (d->status != JSD_OK)
        return false;
    d->base = d->work->values.data;
    d->top = d->base + used;
    d->limit = d->base + d->work->values.cap / sizeof *d->base;
    return true;
}

/* The interpreter's workspace gets all frames at once and keeps them. A spare
 * workspace gets only the frames that it needs. */
bool
jsd_dec_deepen(jsd_dec *d)
{
    const bool is_shared = d->work->shapes != NULL;
    jsd_buf *open = &d->work->open;
    size_t count = is_shared ? JSD_DEC_MAX_DEPTH : d->depth + 1;

    d->status = JSD_TOO_DEEP;
    if (d->depth == JSD_DEC_MAX_DEPTH)
        return false;
    d->status = jsd_buf_reserve(open, count * sizeof *d->open);
    if (d->status != JSD_OK)
        return false;
    d->open = open->data;
    count = open->cap / sizeof *d->open;
    d->room = count < JSD_DEC_MAX_DEPTH ? count : JSD_DEC_MAX_DEPTH;
    return true;
}

/* Returns a new dict of keys and values, which keep their references. */
static PyObject *
dict_of(PyObject *const *keys, PyObject *const *values, size_t n)
{
    PyObject *dict = JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New());

    for (size_t i = 0; dict != NULL && i < n; i++)
        if (JSD_GATED(JSD_NOTHING_BORROWED,
                      PyDict_SetItem(dict, keys[i], values[i])) < 0) {
            jsd_gate_drop(JSD_NOTHING_BORROWED, dict);
            return NULL;
        }
    return dict;
}

/* Returns a new dict of a shape's first n keys and the values on the stack,
 * which it removes. */
static PyObject *
build_some(jsd_dec *d, const jsd_shape *shape, size_t n)
{
    PyObject *keys[JSD_SHAPE_MEMBERS];
    PyObject **values = d->top - n;
    PyObject *dict;

    jsd_shape_keys(shape, keys);
    dict = dict_of(keys, values, n);
    if (dict != NULL)
        while (d->top != values)
            jsd_gate_drop(JSD_NOTHING_BORROWED, *--d->top);
    return dict;
}

static PyObject *
build_dict(jsd_dec *d, const jsd_shape *shape)
{
    return build_some(d, shape, shape->count);
}

/* A shape that has occurred twice is likely to occur again. */
PyObject *
jsd_dec_build_shaped(jsd_dec *d, jsd_dec_frame *frame)
{
    jsd_shape *shape = frame->shape;

    if (shape->count == 0)
        return JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New());
    if (shape->seen_complete && jsd_shapes_make(d->work->shapes, shape) < 0)
        return NULL;
    shape->seen_complete = true;
    if (shape->template.dict != NULL)
        return jsd_dec_close_object(d, frame);
    return build_dict(d, shape);
}

bool
jsd_dec_make_plain(jsd_dec *d, jsd_dec_frame *frame)
{
    PyObject *dict = d->shape == NULL
                         ? JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New())
                         : build_dict(d, frame->shape);

    frame->kind = JSD_DEC_PLAIN;
    if (d->shape != NULL)
        frame->shape = frame->hint_owner =
            jsd_shapes_unshaped(d->work->shapes, frame->shape);
    return jsd_dec_push(d, dict);
}

bool
jsd_dec_put_member(jsd_dec *d)
{
    PyObject **dict = d->top - 3;

    if (JSD_GATED(JSD_NOTHING_BORROWED,
                  PyDict_SetItem(dict[0], dict[1], dict[2])) < 0) {
        d->status = JSD_RAISED;
        return false;
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, dict[2]);
    jsd_gate_drop(JSD_NOTHING_BORROWED, dict[1]);
    d->top -= 2;
    return true;
}

PyObject *
jsd_dec_close_partial_object(jsd_dec *d, jsd_dec_frame *frame)
{
    size_t n = (size_t)(d->top - d->base) - frame->start;

    if (frame->kind == JSD_DEC_SHAPED)
        return build_some(d, frame->shape, n);
    if (n == 3 && !jsd_dec_put_member(d))
        return NULL;
    if (n == 2) /* a key without a value */
        jsd_gate_drop(JSD_NOTHING_BORROWED, *--d->top);
    return *--d->top;
}

void
jsd_dec_drop(jsd_dec *d)
{
    while (d->top != d->base)
        jsd_gate_drop(JSD_NOTHING_BORROWED, *--d->top);
}

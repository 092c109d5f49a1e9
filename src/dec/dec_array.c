/* SPDX-License-Identifier: MIT */
#include "dec/dec_array.h"

#include "dec/dec_format.h"
#include "dec/dec_pointers.h"
#include "num/number.h"
#include "py/error.h"
#include "py/input.h"
#include "py/is_type.h"
#include "py/memblock.h"
#include "py/options.h"
#include "py/target.h"
#include "py/unlocked.h"

/* The properties that all results of a call share. */
typedef struct array_result {
    const jsd_state *state;
    jsd_item_format format;
    bool is_shape; /* each result is a shape: the caller has the items */
    char code[3];  /* the format of the views */
} array_result;

/* ------------------------------------------------------------------ result */

static PyObject *
new_shape(int ndim, const ptrdiff_t *sizes)
{
    PyObject *shape = JSD_GATED(JSD_NOTHING_BORROWED, PyTuple_New(ndim));

    for (int i = 0; shape != NULL && i < ndim; i++) {
        PyObject *length = PyLong_FromSsize_t(sizes[i]);

        if (length == NULL || PyTuple_SetItem(shape, i, length) < 0) {
            jsd_gate_drop(JSD_NOTHING_BORROWED, shape);
            return NULL;
        }
    }
    return shape;
}

/* Describes an array. outer: whether it has a first dimension of n, before
 * those of shape. */
static void
set_layout_of(const array_result *r, bool outer, size_t n, int ndim,
              const ptrdiff_t *shape, jsd_memblock_layout *layout)
{
    memcpy(layout->format, r->code, sizeof layout->format);
    layout->itemsize = jsd_item_size(r->format.item);
    layout->ndim = ndim + outer;
    if (outer)
        layout->shape[0] = (ptrdiff_t)n;
    if (ndim > 0) /* otherwise shape may be NULL */
        memcpy(layout->shape + outer, shape, (size_t)ndim * sizeof *shape);
}

/* Returns one array, which has all items of m. */
static PyObject *
make_one(const array_result *r, jsd_dec_match *m)
{
    const jsd_dec_parts *parts = &m->parts;
    jsd_memblock_layout layout;
    char *data = m->data;

    set_layout_of(r, m->pointer.has_any, parts->count, parts->ndim,
                  parts->shape, &layout);
    if (r->is_shape)
        return new_shape(layout.ndim, layout.shape);
    m->data = NULL;
    return JSD_GATED(JSD_NOTHING_BORROWED,
                     jsd_memblock_view(r->state, data, &layout));
}

/* Returns the array of one part. block: NULL for a shape. */
static PyObject *
make_part(const array_result *r, PyObject *block, jsd_dec_part part)
{
    jsd_memblock_layout layout;

    if (r->is_shape)
        return new_shape(part.ndim, part.shape);
    set_layout_of(r, false, 0, part.ndim, part.shape, &layout);
    return JSD_GATED(JSD_NOTHING_BORROWED,
                     jsd_memblock_view_part(r->state, block,
                                            part.start * layout.itemsize,
                                            &layout));
}

/* Returns a new list of the parts. */
static PyObject *
list_parts(const array_result *r, PyObject *block, const jsd_dec_parts *parts)
{
    PyObject *list = JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0));

    for (size_t i = 0; list != NULL && i < parts->count; i++)
        list =
            jsd_gate_append(JSD_NOTHING_BORROWED, list,
                            make_part(r, block, jsd_dec_parts_at(parts, i)));
    return list;
}

/* Returns a list of arrays that differ in shape and share one block. */
static PyObject *
make_several(const array_result *r, jsd_dec_match *m)
{
    const ptrdiff_t items = (ptrdiff_t)m->parts.items;
    PyObject *block = NULL, *list;
    jsd_memblock_layout layout;
    char *data = m->data;

    if (!r->is_shape) {
        set_layout_of(r, false, 0, 1, &items, &layout);
        m->data = NULL;
        block = JSD_GATED(JSD_NOTHING_BORROWED,
                          jsd_memblock_new(r->state, data, &layout));
        if (block == NULL)
            return NULL;
    }
    list = list_parts(r, block, &m->parts);
    jsd_gate_drop(JSD_NOTHING_BORROWED, block);
    return list;
}

static PyObject *
make_result(const array_result *r, jsd_dec_match *m)
{
    return m->parts.equal == m->parts.count ? make_one(r, m)
                                            : make_several(r, m);
}

/* Returns what the pointers name: one result, or a list of results. */
static PyObject *
make_results(const array_result *r, const jsd_dec_pointers *pointers)
{
    PyObject *list;

    if (pointers->names == NULL)
        return make_result(r, pointers->matches);
    list = JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0));
    for (size_t i = 0; list != NULL && i < pointers->count; i++)
        list = jsd_gate_append(JSD_NOTHING_BORROWED, list,
                               make_result(r, &pointers->matches[i]));
    return list;
}

/* -------------------------------------------------------------------- fill */

/* Describes the failure of a reading. Sets *pointer to a new str, the pointer
 * that failed, or to NULL. */
static jsd_fault
explain_fill(const jsd_dec_fill *f, const jsd_dec_pointers *pointers,
             jsd_status status, PyObject **pointer)
{
    jsd_fault fault = {status, (size_t)(f->at - f->text), false, NULL, NULL};

    *pointer = NULL;
    fault.incomplete =
        status == JSD_END || status == JSD_EMPTY ||
        (status == JSD_NUMBER_RANGE &&
         jsd_number_may_shrink(f->at, (size_t)(f->end - f->at)));
    if (pointers->names == NULL || f->failed == f->count)
        return fault;
    *pointer = PyUnicode_FromObject(
        PyTuple_GetItem(pointers->names, (Py_ssize_t)f->failed));
    if (*pointer == NULL)
        fault.status = JSD_RAISED;
    fault.pointer = *pointer;
    return fault;
}

/* Parses source, whose memory is held meanwhile. */
static int
fill_from_source(jsd_state *state, PyObject *source, jsd_dec_fill *f,
                 const jsd_dec_pointers *pointers)
{
    PyThreadState *thread;
    PyObject *pointer;
    jsd_status status;
    jsd_input input;
    jsd_fault fault;

    if (jsd_input_acquire_in_place(state, source, &input) < 0) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_not_text(state, source));
        jsd_input_release(&input);
        return -1;
    }
    f->text = input.text.data;
    f->end = f->text + input.text.len;
    thread = JSD_GATED(JSD_NOTHING_BORROWED, jsd_unlock(input.text.len));
    status = jsd_dec_fill_run(f);
    jsd_relock(thread);
    if (status == JSD_OK) {
        jsd_input_release(&input);
        return 0;
    }
    fault = explain_fill(f, pointers, status, &pointer);
    jsd_input_release_and_raise(state, &input, &fault, 0);
    jsd_drop_inert(pointer);
    return -1;
}

/* Finishes items that went into the caller's buffer. */
static int
finish_items(const array_result *r, const jsd_dec_match *m,
             const jsd_target_items *items)
{
    size_t need = m->parts.items * jsd_item_size(r->format.item);
    jsd_target target = {items->buffer, 0, 0};

    if (m->is_given && need > items->len) {
        jsd_target_raise_too_small(need, items->len);
        return -1;
    }
    if (m->is_given)
        return 0;
    return jsd_target_put(&target, m->data != NULL ? m->data : "", need);
}

/* Parses into the caller's buffer. */
static PyObject *
fill_items(jsd_state *state, const jsd_dec_array_call *call, jsd_dec_fill *f,
           array_result *r, const jsd_dec_pointers *pointers)
{
    jsd_dec_match *m = pointers->matches;
    PyObject *shape = NULL;
    jsd_target_items items;

    if (pointers->names != NULL) {
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_arguments("%s takes the arrays of one pointer, "
                                      "not of a list or tuple",
                                      "into"));
        return NULL;
    }
    if (jsd_target_acquire(call->into, &items) < 0)
        return NULL;
    m->is_given = items.data != NULL;
    m->data = items.data;
    if (jsd_dec_format_choose(&items, call->format != NULL, &f->format) < 0)
        goto done;
    r->format = f->format;
    if (m->is_given)
        m->room = items.len / jsd_item_size(f->format.item);
    if (fill_from_source(state, call->source, f, pointers) == 0 &&
        finish_items(r, m, &items) == 0)
        shape = make_results(r, pointers);
done:
    jsd_target_release(&items);
    return shape;
}

/* -------------------------------------------------------------------- call */

static PyObject *
none_is_null(PyObject *o)
{
    return o == Py_None ? NULL : o;
}

/* Reads the arrays that the pointers name, and makes the result. */
static PyObject *
read_arrays(jsd_state *state, const jsd_dec_array_call *call, jsd_dec_fill *f,
            const char code[3], const jsd_dec_pointers *pointers)
{
    array_result r = {state, f->format, call->into != NULL, {0}};

    f->count = pointers->count;
    f->matches = pointers->matches;
    f->paths = pointers->paths;
    f->is_whole =
        pointers->names == NULL && pointers->matches[0].pointer.count == 0;
    if (call->into != NULL)
        return fill_items(state, call, f, &r, pointers);
    if (fill_from_source(state, call->source, f, pointers) < 0)
        return NULL;
    jsd_dec_format_spell(f->format, code, r.code);
    return make_results(&r, pointers);
}

PyObject *
jsd_decode_array(jsd_state *state, const jsd_dec_array_call *given)
{
    const jsd_dec_array_call call = {
        given->source, none_is_null(given->format), given->pointer,
        none_is_null(given->into), given->option};
    jsd_dec_pointers pointers;
    jsd_options options;
    PyObject *result;
    jsd_dec_fill f;
    char code[3];

    if (jsd_options_read(call.option, JSD_LOADS_ARRAY, PyExc_ValueError,
                         &options) < 0 ||
        jsd_dec_format_read(call.format, &f.format, code) < 0 ||
        jsd_dec_pointers_read(call.pointer, &pointers) < 0)
        return NULL;
    f.takes_nan = (options & JSD_OPT(NAN_LITERAL)) != 0;
    result = read_arrays(state, &call, &f, code, &pointers);
    jsd_dec_pointers_clear(&pointers);
    return result;
}

/* SPDX-License-Identifier: MIT
 *
 * The stack of values, and lists and dicts from what stands on it.
 * Used by dec/ alone. It owns every reference on the stack.
 */
#ifndef JSONDE_DEC_BUILD_H
#define JSONDE_DEC_BUILD_H

#include "abi/make.h"
#include "dec/dec.h"

/* Makes room for one more; false when there is no memory. */
JSD_COLD bool jsd_dec_grow(jsd_dec *d);

/* Makes room for one more frame; false with d->status: where the limit is
 * reached, or when there is no memory. Frames may move. */
JSD_COLD bool jsd_dec_deepen(jsd_dec *d);

/* Takes the reference over, also when it fails. NULL, which has raised its
 * exception, fails as well. */
JSD_INLINE bool
jsd_dec_push(jsd_dec *d, PyObject *value)
{
    if (JSD_UNLIKELY(value == NULL)) {
        d->status = JSD_RAISED;
        return false;
    }
    if (JSD_UNLIKELY(d->top == d->limit) && !jsd_dec_grow(d)) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, value);
        return false;
    }
    *d->top++ = value;
    return true;
}

/* The list of the innermost array, of which a part was made before. */
PyObject *jsd_dec_close_spilled(jsd_dec *d);

/* The dict of a shape's keys and the values on the stack, the first time. */
PyObject *jsd_dec_build_shaped(jsd_dec *d, jsd_dec_frame *frame);

/* From here on the object has a dict on the stack, and no shape. */
JSD_MUST_CHECK bool jsd_dec_make_plain(jsd_dec *d, jsd_dec_frame *frame);

/* Moves the last key and value of a plain object into its dict. Of equal
 * keys the last one counts. */
JSD_MUST_CHECK bool jsd_dec_put_member(jsd_dec *d);

/* The object's dict: new, and what it was made from is off the stack. NULL
 * with an exception. */
JSD_INLINE PyObject *
jsd_dec_close_object(jsd_dec *d, jsd_dec_frame *frame)
{
    const jsd_shape *shape = frame->shape;
    PyObject *dict;

    if (frame->kind == JSD_DEC_PLAIN)
        return *--d->top;
    if (JSD_UNLIKELY(shape->made.dict == NULL))
        return jsd_dec_build_shaped(d, frame);
    dict = jsd_template_fill(&shape->made, d->top - shape->count, shape->count,
                             frame->tracked);
    if (JSD_LIKELY(dict != NULL))
        d->top -= shape->count;
    return dict;
}

/* The dict of the members of an object that have their values, as above, where
 * the text ended inside it. */
PyObject *jsd_dec_close_partial_object(jsd_dec *d, jsd_dec_frame *frame);

/* Drops everything, after a failure. */
JSD_COLD void jsd_dec_drop(jsd_dec *d);

#endif

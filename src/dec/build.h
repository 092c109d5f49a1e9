/* SPDX-License-Identifier: MIT
 *
 * The stack of values, and the lists and dicts that are built from it. The
 * stack owns a reference to each value.
 */
#ifndef JSONDE_DEC_BUILD_H
#define JSONDE_DEC_BUILD_H

#include "abi/make.h"
#include "dec/dec.h"

/* Makes room for another value. Returns false with d->status. */
JSD_COLD bool jsd_dec_grow(jsd_dec *d);

/* Makes room for another frame. Returns false with d->status: JSD_TOO_DEEP at
 * the limit, or no memory. Frames may move. */
JSD_COLD bool jsd_dec_deepen(jsd_dec *d);

/* Pushes value and takes the reference over, also on failure. Returns false
 * with d->status. A NULL value, for which an exception is set, gives
 * JSD_RAISED. */
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

/* Ends the innermost array, whose first items are in a list already. Returns
 * the list, or NULL with an exception. */
PyObject *jsd_dec_close_spilled(jsd_dec *d);

/* Ends an object whose shape has no template yet, and makes the template if
 * the shape has occurred before. Returns the dict, or NULL with an exception.
 */
PyObject *jsd_dec_build_shaped(jsd_dec *d, jsd_dec_frame *frame);

/* Gives the innermost object a dict on the stack instead of a shape. Returns
 * false with d->status. */
JSD_MUST_CHECK bool jsd_dec_make_plain(jsd_dec *d, jsd_dec_frame *frame);

/* Moves the last key and value of an object without a shape into its dict. The
 * last of equal keys wins. Returns false with d->status. */
JSD_MUST_CHECK bool jsd_dec_put_member(jsd_dec *d);

/* Ends an object: removes its values from the stack and returns its dict, new,
 * or NULL with an exception. */
JSD_INLINE PyObject *
jsd_dec_close_object(jsd_dec *d, jsd_dec_frame *frame)
{
    const jsd_shape *shape = frame->shape;
    PyObject *dict;

    if (frame->kind == JSD_DEC_PLAIN)
        return *--d->top;
    if (JSD_UNLIKELY(shape->template.dict == NULL))
        return jsd_dec_build_shaped(d, frame);
    dict = jsd_template_fill(&shape->template, d->top - shape->count,
                             shape->count, frame->tracked);
    if (JSD_LIKELY(dict != NULL))
        d->top -= shape->count;
    return dict;
}

/* Ends an object in which the text is truncated. Returns a dict of the
 * complete members, new, or NULL with an exception. */
PyObject *jsd_dec_close_partial_object(jsd_dec *d, jsd_dec_frame *frame);

/* Drops all values, after a failure. */
JSD_COLD void jsd_dec_drop(jsd_dec *d);

#endif

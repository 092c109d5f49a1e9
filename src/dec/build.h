/* SPDX-License-Identifier: MIT
 *
 * The stack of values, and lists and dicts from what stands on it.
 * Used by dec/ alone. It owns every reference on the stack.
 */
#ifndef JSONDE_DEC_BUILD_H
#define JSONDE_DEC_BUILD_H

#include "dec/dec.h"

JSD_COLD jsd_status jsd_dec_grow(jsd_dec *d);

/* Takes the reference over, also when it fails. */
JSD_INLINE jsd_status
jsd_dec_push(jsd_dec *d, PyObject *value)
{
    if (JSD_UNLIKELY(d->top == d->limit)) {
        jsd_status status = jsd_dec_grow(d);

        if (status != JSD_OK) {
            Py_DecRef(value);
            return status;
        }
    }
    *d->top++ = value;
    return JSD_OK;
}

/* Opens an array or object. JSD_TOO_DEEP beyond the limit. */
JSD_INLINE jsd_status
jsd_dec_open(jsd_dec *d, bool is_object)
{
    if (JSD_UNLIKELY(d->depth == JSD_DEC_MAX_DEPTH))
        return JSD_TOO_DEEP;
    d->open[d->depth].start = (size_t)(d->top - d->base);
    d->open[d->depth].is_object = is_object;
    d->depth++;
    return JSD_OK;
}

/* Replaces the values of the innermost open one by the list or dict of them,
 * and closes it. Of equal keys the last one counts. */
JSD_MUST_CHECK jsd_status jsd_dec_close(jsd_dec *d);

/* Drops everything, after a failure. */
JSD_COLD void jsd_dec_drop(jsd_dec *d);

#endif

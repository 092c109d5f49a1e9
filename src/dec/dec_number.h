/* SPDX-License-Identifier: MIT
 *
 * The objects of numbers, and the complete road to them.
 * Used by the engine.
 */
#ifndef JSONDE_DEC_DEC_NUMBER_H
#define JSONDE_DEC_DEC_NUMBER_H

#include "dec/build.h"
#include "num/number_read.h"

/* By the complete road: the number at s, whatever the engine and options. */
const char *jsd_dec_number(jsd_dec *d, jsd_form form, const char *s);

/* The number at s has an object that could not be pushed: NULL, but for one
 * whose type the options say. */
JSD_COLD const char *jsd_dec_declined(jsd_dec *d, jsd_form form,
                                      const char *s);

/* A new_float that declines. */
PyObject *jsd_dec_float_disabled(double value);

JSD_INLINE PyObject *
jsd_dec_int(jsd_caps caps, int64_t value)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    if ((caps & JSD_CAP_MAKE_INT) && magnitude >= JSD_MAKE_INT_LEAST &&
        magnitude < (uint64_t)1 << 60)
        return jsd_make_int(&jsd_abi.heads, magnitude, value < 0);
    return PyLong_FromLongLong(value);
}

/* CPython keeps a hundred freed floats: to take those is cheaper than to ask
 * the allocator, which is cheaper than to ask for more. */
JSD_INLINE PyObject *
jsd_dec_float(jsd_dec *d, jsd_caps caps, double value)
{
    if (!(caps & JSD_CAP_MAKE_FLOAT) || d->floats < JSD_DEC_KEPT_FLOATS) {
        d->floats++;
        return d->new_float(value);
    }
    return jsd_make_float(&jsd_abi.heads, value);
}

JSD_INLINE PyObject *
jsd_dec_number_object(jsd_dec *d, jsd_caps caps, const jsd_number *number)
{
    if (number->kind == JSD_NUMBER_I64)
        return jsd_dec_int(caps, number->as.i64);
    if (JSD_UNLIKELY(number->kind == JSD_NUMBER_U64))
        return PyLong_FromUnsignedLongLong(number->as.u64);
    return jsd_dec_float(d, caps, number->as.f64);
}

#endif

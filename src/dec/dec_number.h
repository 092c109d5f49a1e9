/* SPDX-License-Identifier: MIT
 *
 * The objects of numbers, and the slow path that reads numbers.
 */
#ifndef JSONDE_DEC_DEC_NUMBER_H
#define JSONDE_DEC_DEC_NUMBER_H

#include "dec/build.h"
#include "num/number_read.h"

/* The options under which a float becomes another object. */
#define JSD_FLOAT_OPTIONS (JSD_OPT(DECIMAL) | JSD_RAW_FLOAT)

/* Reads the number at s on the slow path, for all forms of text and all
 * options, and pushes its object. */
const char *jsd_dec_number(jsd_dec *d, jsd_form form, const char *s);

/* Called when a number's object could not be pushed. If the float constructor
 * is jsd_dec_float_disabled(), reads the number again on the slow path.
 * Otherwise returns NULL. */
JSD_COLD const char *jsd_dec_retry_number(jsd_dec *d, jsd_form form,
                                          const char *s);

/* Returns NULL without an exception: see jsd_dec.new_float. */
PyObject *jsd_dec_float_disabled(double value);

JSD_INLINE PyObject *
jsd_dec_int(const jsd_dec *d, jsd_caps caps, int64_t value)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    if ((caps & JSD_CAP_MAKE_INT) && magnitude >= JSD_MAKE_INT_LEAST &&
        magnitude < (uint64_t)1 << 60)
        return jsd_make_int(caps, jsd_dec_heads(d, caps), magnitude,
                            value < 0);
    return PyLong_FromLongLong(value);
}

/* Returns a new float. CPython keeps up to a hundred freed floats: reusing
 * them is cheaper than the allocator, which is cheaper than growing it. */
JSD_INLINE PyObject *
jsd_dec_float(jsd_dec *d, jsd_caps caps, double value)
{
    if (!(caps & JSD_CAP_MAKE_FLOAT) || d->floats < JSD_DEC_KEPT_FLOATS) {
        d->floats++;
        return d->new_float(value);
    }
    return jsd_make_float(caps, jsd_dec_heads(d, caps), value);
}

JSD_INLINE PyObject *
jsd_dec_number_object(jsd_dec *d, jsd_caps caps, const jsd_number *number)
{
    if (number->kind == JSD_NUMBER_I64)
        return jsd_dec_int(d, caps, number->as.i64);
    if (JSD_UNLIKELY(number->kind == JSD_NUMBER_U64))
        return PyLong_FromUnsignedLongLong(number->as.u64);
    return jsd_dec_float(d, caps, number->as.f64);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Reads the values of int and float, and of instances of their subclasses. No
 * function runs Python code.
 */
#ifndef JSONDE_ABI_NUMBER_H
#define JSONDE_ABI_NUMBER_H

#include "abi/abi.h"

typedef enum jsd_int_range {
    JSD_INT_I64, /* fits int64_t */
    JSD_INT_U64, /* fits uint64_t alone */
    JSD_INT_BIG  /* fits neither */
} jsd_int_range;

/* Returns what an int of this magnitude and sign fits, and sets *bits to its
 * value: unsigned, or in two's complement. */
JSD_INLINE jsd_int_range
jsd_int_classify(uint64_t magnitude, bool negative, uint64_t *bits)
{
    const uint64_t top = (uint64_t)1 << 63;

    *bits = negative ? 0 - magnitude : magnitude;
    if (magnitude < top || (negative && magnitude == top))
        return JSD_INT_I64;
    return negative ? JSD_INT_BIG : JSD_INT_U64;
}

/* Reads an int by its digits, the lowest first. They have 30 bits, as the
 * probe has proven. */
JSD_INLINE jsd_int_range
jsd_int_direct(PyObject *o, uint64_t *bits)
{
    const char *digits = jsd_field_at(o, JSD_LONG_OB_DIGIT);
    uint32_t d[3] = {0, 0, 0};
    size_t count;
    bool negative;

    if (jsd_offset_of(0, JSD_LONG_LV_TAG) != JSD_ABSENT) {
        size_t tag = (size_t)jsd_load_ssize(o, JSD_LONG_LV_TAG);

        count = tag >> 3; /* bit 2 marks small ints that CPython caches */
        negative = (tag & 3) == 2;
        if (JSD_LIKELY(count <= 1)) {
            memcpy(d, digits, sizeof *d);
            d[0] &= 0 - (uint32_t)count; /* 0 has no digits */
            *bits = negative ? 0 - (uint64_t)d[0] : d[0];
            return JSD_INT_I64;
        }
    } else {
        Py_ssize_t size = jsd_load_ssize(o, JSD_VAROBJECT_OB_SIZE);

        negative = size < 0;
        count = (size_t)(negative ? -size : size);
    }
    if (count > 3)
        return JSD_INT_BIG;
    memcpy(d, digits, count * sizeof *d);
    if (d[2] > 15) /* two digits below have 60 bits */
        return JSD_INT_BIG;
    return jsd_int_classify(d[0] | (uint64_t)d[1] << 30 | (uint64_t)d[2] << 60,
                            negative, bits);
}

/* Reads an int of at most one digit: sets *magnitude, below 2^30, and
 * *negative, and returns true. Returns false for a longer one. Even 0 has
 * memory for a digit, whose value means nothing. From 3.12 on the lowest two
 * bits of the tag are 1 - sign. Needs JSD_CAP_INT. */
JSD_INLINE bool
jsd_int_read_digit(jsd_caps caps, PyObject *o, uint32_t *magnitude,
                   bool *negative)
{
    size_t count;
    uint32_t digit;

    if (JSD_LIKELY(jsd_offset_of(caps, JSD_LONG_LV_TAG) != JSD_ABSENT)) {
        size_t tag = (size_t)jsd_load_ssize_with(caps, o, JSD_LONG_LV_TAG);

        count = tag >> 3;
        *negative = tag >> 1 & 1;
    } else {
        Py_ssize_t size = jsd_load_ssize_with(caps, o, JSD_VAROBJECT_OB_SIZE);

        *negative = size < 0;
        count = (size_t)(*negative ? -size : size);
    }
    memcpy(&digit, jsd_field_at_with(caps, o, JSD_LONG_OB_DIGIT),
           sizeof digit);
    *magnitude = digit & (0 - (uint32_t)count);
    return count <= 1;
}

jsd_int_range jsd_int_public(PyObject *o, uint64_t *bits);

/* Reads the value of o, an int, into *bits, which is unspecified for
 * JSD_INT_BIG. Without JSD_CAP_INT a MemoryError may be set with JSD_INT_BIG:
 * memory was too short to find out. */
JSD_INLINE jsd_int_range
jsd_int_read(jsd_caps caps, PyObject *o, uint64_t *bits)
{
    return caps & JSD_CAP_INT ? jsd_int_direct(o, bits)
                              : jsd_int_public(o, bits);
}

/* Reads an int of up to 128 bits by its digits: of five digits it may have
 * more bits, of six it has. */
JSD_INLINE bool
jsd_int_direct_u128(PyObject *o, uint64_t *high, uint64_t *low)
{
    uint32_t d[5] = {0, 0, 0, 0, 0};
    size_t count;

    if (jsd_offset_of(0, JSD_LONG_LV_TAG) != JSD_ABSENT) {
        size_t tag = (size_t)jsd_load_ssize(o, JSD_LONG_LV_TAG);

        count = tag & 2 ? SIZE_MAX : tag >> 3;
    } else {
        count = (size_t)jsd_load_ssize(o, JSD_VAROBJECT_OB_SIZE);
    }
    if (count > JSD_COUNTOF(d)) /* also if it is negative */
        return false;
    memcpy(d, jsd_field_at(o, JSD_LONG_OB_DIGIT), count * sizeof *d);
    *low = d[0] | (uint64_t)d[1] << 30 | (uint64_t)d[2] << 60;
    *high = d[2] >> 4 | (uint64_t)d[3] << 26 | (uint64_t)d[4] << 56;
    return d[4] < 1 << 8; /* four digits below have 120 bits */
}

bool jsd_int_public_u128(PyObject *o, uint64_t *high, uint64_t *low);

/* Reads the value of o, an int, as high * 2^64 + low. Returns false if it is
 * negative or has more bits; both are unspecified then. Without JSD_CAP_INT it
 * may also return false with a MemoryError. */
JSD_MUST_CHECK JSD_INLINE bool
jsd_int_read_u128(jsd_caps caps, PyObject *o, uint64_t *high, uint64_t *low)
{
    return caps & JSD_CAP_INT ? jsd_int_direct_u128(o, high, low)
                              : jsd_int_public_u128(o, high, low);
}

/* Returns the value of o, a float. */
JSD_INLINE double
jsd_float_read(jsd_caps caps, PyObject *o)
{
    double value;

    if (!(caps & JSD_CAP_FLOAT))
        return PyFloat_AsDouble(o);
    memcpy(&value, jsd_field_at_with(caps, o, JSD_FLOAT_OB_FVAL),
           sizeof value);
    return value;
}

#endif

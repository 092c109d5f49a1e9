/* SPDX-License-Identifier: MIT
 *
 * Multiplies two 64-bit integers to a 128-bit product, without a 128-bit type.
 */
#ifndef JSONDE_NUM_WIDE_H
#define JSONDE_NUM_WIDE_H

#include "base/base.h"

typedef struct jsd_wide {
    uint64_t hi, lo;
} jsd_wide;

#ifdef __SIZEOF_INT128__

JSD_INLINE jsd_wide
jsd_wide_mul(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 product;
    product p = (product)a * b;

    return (jsd_wide){(uint64_t)(p >> 64), (uint64_t)p};
}

#else

JSD_INLINE jsd_wide
jsd_wide_mul(uint64_t a, uint64_t b)
{
    uint64_t a0 = (uint32_t)a, a1 = a >> 32;
    uint64_t b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t low = a0 * b0;
    /* Let x = 2^32 - 1. Then x * x + 2 * x = 2^64 - 1, so no sum overflows. */
    uint64_t mid = a1 * b0 + (low >> 32);
    uint64_t mid2 = a0 * b1 + (uint32_t)mid;

    return (jsd_wide){a1 * b1 + (mid >> 32) + (mid2 >> 32),
                      (mid2 << 32) | (uint32_t)low};
}

#endif

/* Returns w plus x, modulo 2^128. */
JSD_INLINE jsd_wide
jsd_wide_add(jsd_wide w, uint64_t x)
{
    w.lo += x;
    w.hi += w.lo < x;
    return w;
}

#endif

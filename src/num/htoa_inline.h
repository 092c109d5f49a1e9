/* SPDX-License-Identifier: MIT
 *
 * Writes a half float as the float of the same value, as num/ftoa.h does.
 */
#ifndef JSONDE_NUM_HTOA_INLINE_H
#define JSONDE_NUM_HTOA_INLINE_H

#include "num/binary64.h"
#include "num/ftoa_inline.h"

/* Sets *s to the shortest decimal that reads back as the float significand *
 * 2^exponent; 2^10 < significand < 2^11, -24 <= exponent < 0.
 *
 * This is jsd_shortest_approx() for a float whose last 13 bits are zeros. A
 * half float is short enough for exact results: in units of ten, which is
 * 10^-n, its value is product / 2^32. The bounds read back, since the float is
 * even. */
JSD_INLINE void
jsd_htoa_shortest(uint32_t significand, int exponent, jsd_shortest *s)
{
    static const uint32_t powers[] = {1,      5,       25,      125,
                                      625,    3125,    15625,   78125,
                                      390625, 1953125, 9765625, 48828125};
    /* n of jsd_shortest_approx(): 4 to 11 */
    const unsigned n = ((unsigned)(13 - exponent) * 315653 - 1) >> 20;
    /* 2^exponent in these units: below 2^46, with 19 zeros at its end */
    const uint64_t one = (uint64_t)powers[n] << (32 + exponent + (int)n);
    const uint64_t product = significand * one;
    const uint32_t rest = (uint32_t)product;
    const uint32_t above = 0 - (rest >> 31); /* the nearest ten is above */
    /* All bits set if the nearest ten is further away than half of the float's
     * last bit */
    const uint64_t misses =
        0 - jsd_is_below(one >> 14, (rest ^ above) - above);
    const uint64_t ones = (uint64_t)rest * 10;
    const uint64_t digit = ones >> 32;
    /* Half of the last digit, less one if it is odd: ties go to even. */
    const uint64_t half = (UINT64_C(1) << 31) - (digit & 1);

    s->tens = (product >> 32) + (~misses & above & 1);
    s->last =
        (uint32_t)((digit + jsd_is_below(half, (uint32_t)ones)) & misses);
    s->exponent = -1 - (int)n;
}

/* Writes the half float with these bits, which is finite. */
JSD_INLINE char *
jsd_htoa_put_fast(char *out, uint32_t half)
{
    const uint32_t hidden = UINT32_C(1) << 10;
    const uint32_t significand = (half & (hidden - 1)) | hidden;
    const unsigned places = 15 + 10 - (half >> 10 & 0x1f);
    const uint32_t bits = jsd_f32_widen(half);
    jsd_shortest s;
    float value;

    /* Integers, powers of two and what is below the range of normal numbers */
    if (JSD_UNLIKELY(places <= (unsigned)__builtin_ctz(significand)) ||
        JSD_UNLIKELY(significand == hidden) || JSD_UNLIKELY(places > 24)) {
        memcpy(&value, &bits, sizeof value);
        return jsd_ftoa_put_fast(out, value);
    }
    *out = '-';
    jsd_htoa_shortest(significand, -(int)places, &s);
    return jsd_ftoa_put_shortest(out + (half >> 15), &s);
}

#endif

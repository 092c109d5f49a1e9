/* SPDX-License-Identifier: MIT
 *
 * The fast path of num/ftoa.h, inline.
 */
#ifndef JSONDE_NUM_FTOA_INLINE_H
#define JSONDE_NUM_FTOA_INLINE_H

#include "num/digits.h"
#include "num/ftoa.h"
#include "num/itoa_inline.h"
#include "num/shortest.h"

/* The bits of 1e-5. Below it the notation differs from that of doubles. */
#define JSD_FTOA_LEAST UINT32_C(0x3727c5ac)

/* Writes a decimal that jsd_shortest_approx() found for a float from 1e-5 on.
 * Its tens are between a tenth of 2^23 and 2^24: seven to nine digits. They
 * become two times eight digits. The first digit may be 0, and at most one
 * digit of the second half is not 0. */
JSD_INLINE char *
jsd_ftoa_put_shortest(char *out, const jsd_shortest *s)
{
    const uint64_t eight = jsd_is_below(s->tens, 10000000); /* or seven */
    const uint64_t high = eight ? 10 * s->tens + s->last : s->tens;
    const uint32_t low = eight ? 0 : 10000000 * s->last;

    return jsd_digits_put_halves(out, high << 32 | low, high, 0,
                                 s->exponent - 8 - (int)eight);
}

/* Writes value, which is finite, as jsd_ftoa_put() does. */
JSD_INLINE char *
jsd_ftoa_put_fast(char *out, float value)
{
    const uint32_t hidden = UINT32_C(1) << 23;
    uint32_t bits, significand;
    unsigned places;
    jsd_shortest s;

    memcpy(&bits, &value, sizeof bits);
    significand = (bits & (hidden - 1)) | hidden;
    places = 127 + 23 - (bits >> 23 & 0xff);
    *out = '-';
    /* An integer below 2^24 is its own shortest decimal: see
     * jsd_dtoa_put_fast(). */
    if (places <= (unsigned)__builtin_ctz(significand)) {
        out = jsd_itoa_put_u64_fast(out + (bits >> 31), significand >> places);
        memcpy(out, ".0", 2);
        return out + 2;
    }
    /* Larger values are all integers; for these, places wraps around. */
    if (JSD_UNLIKELY(places > 127 + 23) ||
        JSD_UNLIKELY((bits & 0x7fffffff) < JSD_FTOA_LEAST) ||
        JSD_UNLIKELY(significand == hidden) ||
        JSD_UNLIKELY(!jsd_shortest_approx(significand, -(int)places, &s)))
        return jsd_ftoa_put(out, value);
    return jsd_ftoa_put_shortest(out + (bits >> 31), &s);
}

#endif

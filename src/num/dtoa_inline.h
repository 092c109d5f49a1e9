/* SPDX-License-Identifier: MIT
 *
 * The fast path of num/dtoa.h, inline.
 */
#ifndef JSONDE_NUM_DTOA_INLINE_H
#define JSONDE_NUM_DTOA_INLINE_H

#include "num/digits.h"
#include "num/dtoa.h"
#include "num/itoa_inline.h"
#include "num/shortest.h"

/* Writes what jsd_dtoa_put() writes; calls it for rare values. */
JSD_INLINE char *
jsd_dtoa_put_fast(char *out, double value)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    uint64_t bits, significand;
    int biased;
    unsigned places;
    jsd_shortest s;

    memcpy(&bits, &value, sizeof(bits));
    significand = (bits & (hidden - 1)) | hidden;
    biased = (int)(bits >> 52) & 0x7ff;
    places = (unsigned)(1023 + 52 - biased);
    /* An integer below 2^53 is its own shortest decimal: the bounds are at
     * most one half away, and each shorter decimal is an integer as well. Its
     * fraction bits, 0 to 52, are all zeros. This takes one test, because
     * exponents are hard to predict. */
    if (places <= (unsigned)__builtin_ctzll(significand)) {
        *out = '-';
        out += bits >> 63;
        out = jsd_itoa_put_u64_fast(out, significand >> places);
        memcpy(out, ".0", 2);
        return out + 2;
    }
    if (JSD_UNLIKELY(significand == hidden) || JSD_UNLIKELY(biased == 0) ||
        JSD_UNLIKELY(!jsd_shortest_approx(significand, -(int)places, &s)))
        return jsd_dtoa_put(out, value);
    *out = '-';
    out += bits >> 63;
    /* 4.5 * 10^14 < tens < 10^16, because the significand is at least 2^52 and
     * below 2^53. No integer below 2^53 reads back as another double. */
    return jsd_digits_put_tens(out, s.tens, s.last, s.exponent);
}

#endif

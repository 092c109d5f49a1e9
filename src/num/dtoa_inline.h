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
     * most one half away, and whatever is shorter is an integer too. Its
     * places, 0 to 52, are all zeros; one test, as exponents are hard to
     * predict. */
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
    /* 4.5 * 10^14 < tens < 10^16, from one tenth of 2^52 up to 2^53. And no
     * integer below 2^53 reads back as something else. */
    return jsd_digits_put_tens(out, s.tens, s.last, s.exponent);
}

#endif

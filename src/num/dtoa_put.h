/* SPDX-License-Identifier: MIT
 *
 * jsd_dtoa_put with the common doubles inline.
 * Used by enc/ and num/dtoa.c. It never allocates.
 */
#ifndef JSONDE_NUM_DTOA_PUT_H
#define JSONDE_NUM_DTOA_PUT_H

#include "num/digits.h"
#include "num/dtoa.h"
#include "num/itoa_put.h"
#include "num/shortest.h"

/* jsd_dtoa_put, for what jsd_dtoa_put_fast leaves: zero, subnormals, powers
 * of two that are no integers, and the undecided. */
char *jsd_dtoa_put_rest(char *out, double value);

/* jsd_dtoa_put, inline as far as it is common. */
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
        return jsd_dtoa_put_rest(out, value);
    *out = '-';
    out += bits >> 63;
    /* 4.5 * 10^14 < tens < 10^16, from one tenth of 2^52 up to 2^53. And no
     * integer below 2^53 reads back as something else. */
    return jsd_digits_put_tens(out, s.tens, s.last, s.exponent);
}

#endif

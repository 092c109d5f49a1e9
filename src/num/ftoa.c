/* SPDX-License-Identifier: MIT */
#include "num/ftoa.h"

#include "num/digits.h"
#include "num/shortest.h"

enum { FRACTION_BITS = 23, BIAS = 127 + FRACTION_BITS };

char *
jsd_ftoa_put(char *out, float value)
{
    const uint32_t hidden = UINT32_C(1) << FRACTION_BITS, ten8 = 100000000;
    uint32_t bits, significand;
    int biased, exponent;
    bool uneven;
    jsd_shortest s;
    jsd_digits d;

    memcpy(&bits, &value, sizeof(bits));
    *out = '-';
    out += bits >> 31;
    significand = bits & (hidden - 1);
    biased = (int)(bits >> FRACTION_BITS) & 0xff;
    if (biased == 0 && significand == 0) {
        memcpy(out, "0.0", 3);
        return out + 3;
    }
    uneven = significand == 0 && biased > 1;
    significand |= biased == 0 ? 0 : hidden;
    exponent = (biased == 0 ? 1 : biased) - BIAS;
    if (JSD_UNLIKELY(uneven) ||
        JSD_UNLIKELY(!jsd_shortest_near(significand, exponent, &s)))
        s = jsd_shortest_exact(significand, exponent, uneven);
    /* Below 10 * 2^24, so this is below 1.7 * 10^16. */
    jsd_digits_widen(&d, (10 * s.tens + s.last) * ten8, s.exponent - 8);
    return jsd_digits_put(out, &d);
}

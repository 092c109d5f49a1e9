/* SPDX-License-Identifier: MIT */
#include "num/ftoa.h"

#include "num/digits.h"
#include "num/shortest.h"

enum { FRACTION_BITS = 23, BIAS = 127 + FRACTION_BITS };

/* Writes a number such as 0.00000123. */
static char *
put_millionths(char *out, const jsd_digits *d)
{
    char digits[24];

    jsd_swar_store(digits, d->high);
    digits[8] = (char)d->low;
    jsd_swar_store(digits + 9, d->tail);
    memcpy(out, "0.00000", 7);
    memcpy(out + 7, digits + d->leading, 16);
    return out + 7 + d->count - d->leading;
}

char *
jsd_ftoa_put(char *out, float value)
{
    const uint32_t hidden = UINT32_C(1) << FRACTION_BITS, ten8 = 100000000;
    uint32_t bits, significand;
    int biased, exponent, e;
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
        JSD_UNLIKELY(!jsd_shortest_approx(significand, exponent, &s)))
        s = jsd_shortest_exact(significand, exponent, uneven);
    /* s.tens * 10 is below 10 * 2^24, so this is below 1.7 * 10^16. */
    jsd_digits_widen(&d, (10 * s.tens + s.last) * ten8, s.exponent - 8);
    e = d.point - d.leading;
    if (e == -6)
        return put_millionths(out, &d);
    return e < 13 ? jsd_digits_put(out, &d)
                  : jsd_digits_put_scientific(out, d.high, d.low, d.tail,
                                              d.count, d.point, 13);
}

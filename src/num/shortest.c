/* SPDX-License-Identifier: MIT */
#include "num/shortest.h"

/* Returns g * x / 2^128, rounded to odd: rounded down, with the last bit set
 * if the result is inexact. g may exceed the true power by one unit in its
 * last place, so a remainder of one counts as none. */
static inline uint64_t
round_to_odd(jsd_wide g, uint64_t x)
{
    jsd_wide y = jsd_wide_add(jsd_wide_mul(g.hi, x), jsd_wide_mul(g.lo, x).hi);

    return y.hi | (y.lo > 1);
}

/* Schubfach: R. Giulietti, "The Schubfach way to render doubles", 2020.
 * Independent of the format of the float. */
jsd_shortest
jsd_shortest_exact(uint64_t significand, int exponent, bool uneven)
{
    /* 10^k <= the distance between the bounds < 10^(k+1). So at least one
     * multiple of 10^k and at most one of 10^(k+1) lies between them. */
    const int k = jsd_log10_pow2(exponent, uneven);
    const int h = exponent + jsd_log2_pow10(-k) + 1;
    jsd_wide g = jsd_pow10(-k);
    uint64_t quarters = 4 * significand;
    uint64_t parity = significand & 1; /* odd: the bounds do not read back */
    uint64_t value, lower, upper, ones, tens;
    bool low_fits, high_fits;

    /* The paper rounds g up. No low half has all bits set. */
    g.lo += (unsigned)-k > JSD_POW10_EXACT;
    /* In quarters of 10^k. make_pow10.py proves 1 <= h <= 4, so no bit is
     * shifted out. */
    value = round_to_odd(g, quarters << h);
    lower = round_to_odd(g, (quarters - 2 + uneven) << h) + parity;
    upper = round_to_odd(g, (quarters + 2) << h) - parity;

    ones = value / 4;
    low_fits = lower <= 4 * ones;
    /* Takes the nearer one, or the even one. It lies within the bounds, unless
     * the lower bound is the nearer one and excluded. */
    ones += ((value & 3) + (ones & 1) > 2) | !low_fits;

    /* The bounds are too close for both of these to fit. */
    tens = value / 40;
    low_fits = lower <= 40 * tens;
    high_fits = 40 * tens + 40 <= upper;
    if (low_fits || high_fits)
        return (jsd_shortest){tens + high_fits, 0, k};
    return (jsd_shortest){ones / 10, (uint32_t)(ones % 10), k};
}

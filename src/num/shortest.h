/* SPDX-License-Identifier: MIT
 *
 * The shortest decimal that reads back as the same binary float.
 * Used by num/dtoa_inline.h and num/ftoa.c. It knows no float format and
 * writes no text.
 */
#ifndef JSONDE_NUM_SHORTEST_H
#define JSONDE_NUM_SHORTEST_H

#include "num/pow10_table.h"

/* (10 * tens + last) * 10^exponent; last < 10. */
typedef struct jsd_shortest {
    uint64_t tens;
    uint32_t last;
    int exponent;
} jsd_shortest;

/* The shortest decimal that reads back as significand * 2^exponent, and of
 * those the one nearest to it. uneven: the significand is the format's
 * smallest, so that the float below is half as far away as the one above. */
jsd_shortest jsd_shortest_exact(uint64_t significand, int exponent,
                                bool uneven);

/* The same where both neighbours are equally far away, and by three products
 * only; false when a bound or a tie is too near to tell.
 *
 * With 10^k <= 2^exponent < 10^(k+1), what reads back lies within half of
 * 2^exponent around v. So no multiple of 10^(k+2) can be needed, at most one
 * of 10^(k+1) fits, and the multiple of 10^k next to v always does (R.
 * Giulietti, "The Schubfach way to render doubles", 2020). All is measured
 * in tens, that is 10^(k+1): then v's integer part has all digits but the
 * last, and its fraction alone tells which one is taken (the distance from
 * the last ten, instead of both bounds, is the idea of Y. Guo's yyjson and
 * xjb and V. Zverovich's zmij). */
JSD_INLINE bool
jsd_shortest_approx(uint64_t significand, int exponent, jsd_shortest *d)
{
    /* The table's place of 10^n, n = -1 - k. With p = -exponent and c as in
     * jsd_log10_pow2, n = -1 - floor(-p * c / 2^20) = floor((p * c - 1) /
     * 2^20). */
    const uint32_t place =
        (uint32_t)(-exponent * 315653 - 1 - JSD_POW10_MIN * (1 << 20)) >> 20;
    const int n = (int)place + JSD_POW10_MIN;
    /* 2^exponent is between one tenth and one ten, and is g / 2^128 * 2^(h-4)
     * tens; 1/2 <= g / 2^128 < 1, so 1/10 < 2^(h-4) < 2 and 1 <= h <= 4. */
    const int h = exponent + jsd_log2_pow10(n) + 5;
    const jsd_wide *g = &jsd_pow10_table[place];
    const uint64_t x = significand << h;
    /* 16 * v is in [w, w + 2): one lost by g, one by the low product. */
    const jsd_wide w =
        jsd_wide_add(jsd_wide_mul(g->hi, x), jsd_wide_mul(g->lo, x).hi);
    /* In 64-bit fractions, each cut off: that of v, which is in [rest, rest +
     * 2), and half of 2^exponent, in [radius, radius + 1). The ten next to v
     * is away by a distance in (away - 1, away + 2); it fits when that is
     * less than the radius. Neither has a top bit. */
    const uint64_t rest = w.hi << 60 | w.lo >> 4;
    const uint64_t radius = g->hi >> (5 - h);
    const uint64_t above = 0 - (rest >> 63); /* all bits: the ten above v */
    const uint64_t away = rest ^ above;
    const uint64_t beyond = away - radius;
    const uint64_t fits = 0 - (beyond >> 63);
    /* 2^63 / 10 + 2.2, which rounds: ten times v's fraction, plus one half,
     * is in [ones - 22, ones - 2). */
    const uint64_t half = UINT64_C(922337203685477583);
    const jsd_wide ones = jsd_wide_mul(rest + half, 10);

    if (JSD_UNLIKELY(beyond + 1 <= 4) || JSD_UNLIKELY(ones.lo <= 22))
        return false;
    /* Branches would be mispredicted every other time. Where rest + half is
     * too large, a ten fits: the radius is 2^64 / 20 or more. */
    d->tens = (w.hi >> 4) - (above & fits);
    d->last = (uint32_t)(ones.hi & ~fits);
    d->exponent = -1 - n;
    return true;
}

#endif

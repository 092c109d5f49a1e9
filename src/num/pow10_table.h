/* SPDX-License-Identifier: MIT
 *
 * A constant table of powers of ten with 128 bits, and the logarithms for it.
 */
#ifndef JSONDE_NUM_POW10_TABLE_H
#define JSONDE_NUM_POW10_TABLE_H

#include "num/wide.h"

enum {
    JSD_POW10_MIN = -342, /* 2^64 * 10^-343 is closer to 0 than to 2^-1074 */
    JSD_POW10_MAX = 324,  /* the shortest decimal of 2^-1074 needs 10^324 */
    /* The powers from 0 to here are exact: 5^55 < 2^128 < 5^56. */
    JSD_POW10_EXACT = 55
};

/* Entry i is 10^(JSD_POW10_MIN + i) as a 128-bit number with its top bit set,
 * rounded down. Multiplied by 2^(jsd_log2_pow10 - 127) it is the power. */
extern const jsd_wide jsd_pow10_table[JSD_POW10_MAX - JSD_POW10_MIN + 1];

JSD_INLINE jsd_wide
jsd_pow10(int exponent)
{
    return jsd_pow10_table[exponent - JSD_POW10_MIN];
}

/* make_pow10.py proves the constants below for each exponent that can occur.
 * gcc and clang shift negative numbers arithmetically. */

/* Returns floor(log2(10^e)) for -400 <= e <= 400. */
JSD_INLINE int
jsd_log2_pow10(int e)
{
    return e * 217706 >> 16;
}

/* Returns floor(log10(2^e)), or floor(log10(3/4 * 2^e)) if three_quarters, for
 * -1100 <= e <= 1100. */
JSD_INLINE int
jsd_log10_pow2(int e, bool three_quarters)
{
    return (e * 315653 - 131008 * three_quarters) >> 20;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The fast path of num/atod.h, for an exponent that is a constant, so that its
 * power is one as well. May return "not decided", never a wrong result.
 */
#ifndef JSONDE_NUM_ATOD_FAST_H
#define JSONDE_NUM_ATOD_FAST_H

#include "num/wide.h"

/* jsd_pow10(exponent).hi and jsd_log2_pow10(exponent) as literals, because the
 * compiler cannot fold the table. A test compares them with it. */
#define JSD_POW10_M8 UINT64_C(0xabcc77118461cefc)
#define JSD_POW10_M16 UINT64_C(0xe69594bec44de15b)
#define JSD_POW10_M17 UINT64_C(0xb877aa3236a4b449)
#define JSD_POW10_M18 UINT64_C(0x9392ee8e921d5d07)
#define JSD_POW10_M19 UINT64_C(0xec1e4a7db69561a5)
enum {
    JSD_LOG2_POW10_M8 = -27,
    JSD_LOG2_POW10_M16 = -54,
    JSD_LOG2_POW10_M17 = -57,
    JSD_LOG2_POW10_M18 = -60,
    JSD_LOG2_POW10_M19 = -64
};

/* Returns the bits of the double nearest to mantissa * 10^exponent, or 0 if 64
 * bits of the product do not decide. power and log2 belong to the exponent,
 * which is negative. mantissa is not 0, and the result is not subnormal.
 * Eisel-Lemire (D. Lemire, "Number parsing at a gigabyte per second", 2021),
 * with powers that are always rounded down: the true product is above hi by
 * less than two units. So rounding is undecided only just below the middle of
 * two doubles, where a tie seems to lie as well. */
JSD_INLINE uint64_t
jsd_atod_fast(uint64_t mantissa, uint64_t power, int log2)
{
    int zeros = __builtin_clzll(mantissa);
    uint64_t hi = jsd_wide_mul(mantissa << zeros, power).hi;
    int upper = (int)(hi >> 63);
    uint64_t twice = hi >> (9 + upper); /* and the rounding bit */

    if (JSD_UNLIKELY((hi & 0x1ff) == 0x1ff) && (twice & 1) == 0)
        return 0;
    /* The leading bit of the significand, and a carry out of rounding, count
     * as one in the exponent. */
    return ((uint64_t)(1023 + 63 - 1 + upper + log2 - zeros) << 52) +
           ((twice + 1) >> 1);
}

#endif

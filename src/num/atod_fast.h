/* SPDX-License-Identifier: MIT
 *
 * The common case of num/atod.h, for an exponent that is known beforehand,
 * so that its power is a constant.
 * Used by num/number_read.h and array_readers.h. It never answers wrongly, but
 * it may not answer.
 */
#ifndef JSONDE_NUM_ATOD_FAST_H
#define JSONDE_NUM_ATOD_FAST_H

#include "num/wide.h"

/* jsd_pow10(exponent).hi and jsd_log2_pow10(exponent), written out: the
 * compiler cannot look into the table. A test compares them with it. */
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

/* The bits of the double nearest to mantissa * 10^exponent, given the power
 * and log2 of that exponent, which is negative; mantissa is not 0 and the
 * result not subnormal. 0 when 64 bits of the product do not decide.
 * Eisel-Lemire (D. Lemire, "Number parsing at a gigabyte per second", 2021)
 * with a power that is always rounded down: the true product is above hi and
 * less than two units of it away. So its rounding is open only just below
 * the middle of two doubles; a tie looks as if it lay there. */
JSD_INLINE uint64_t
jsd_atod_fast(uint64_t mantissa, uint64_t power, int log2)
{
    int zeros = __builtin_clzll(mantissa);
    uint64_t hi = jsd_wide_mul(mantissa << zeros, power).hi;
    int upper = (int)(hi >> 63);
    uint64_t twice = hi >> (9 + upper); /* and the bit that rounds */

    if (JSD_UNLIKELY((hi & 0x1ff) == 0x1ff) && (twice & 1) == 0)
        return 0;
    /* The leading bit of the significand is worth one in the exponent, and
     * so is a carry out of rounding. */
    return ((uint64_t)(1023 + 63 - 1 + upper + log2 - zeros) << 52) +
           ((twice + 1) >> 1);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Does what jsd_itoa_put_u64() does, inline, for places where long integers
 * are common.
 */
#ifndef JSONDE_NUM_ITOA_LONG_H
#define JSONDE_NUM_ITOA_LONG_H

#include "num/digits.h"
#include "num/itoa_inline.h"

#ifdef JSD_ISA_HAS_DIGITS

/* Writes value. Numbers of more than four digits use SIMD instead of a table
 * that exceeds the cache. Up to sixteen digits need no branch on their number.
 * Writes up to 20 bytes. */
JSD_INLINE char *
jsd_itoa_put_u64_long(char *out, uint64_t value)
{
    const uint64_t group = JSD_ITOA_GROUP, ten16 = group * group;
    const bool longer = value >= ten16;
    jsd_block_digits digits;
    uint64_t high;
    uint32_t nonzero;
    size_t n;

    if (value < 10000)
        return jsd_itoa_head4(out, (uint32_t)value);
    if (longer) {
        out = jsd_itoa_head4(out, (uint32_t)(value / ten16));
        value %= ten16;
    }
    high = value / group;
    digits = jsd_block_digits_make(value - high * group + (high << 32),
                                   &jsd_digits_divide);
    nonzero = jsd_block_digits_nonzero(digits, &jsd_digits_divide);
    n = longer ? 16 : 32 - (size_t)__builtin_clz(nonzero | 1);
    jsd_block_digits_put_last(out, digits, n);
    return out + n;
}

#else

JSD_INLINE char *
jsd_itoa_put_u64_long(char *out, uint64_t value)
{
    return jsd_itoa_put_u64_fast(out, value);
}

#endif

#endif

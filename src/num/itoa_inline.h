/* SPDX-License-Identifier: MIT
 *
 * jsd_itoa_put_* with integers of up to eight digits inline.
 * Used by enc/, num/itoa.c and num/dtoa_inline.h. It never allocates.
 */
#ifndef JSONDE_NUM_ITOA_INLINE_H
#define JSONDE_NUM_ITOA_INLINE_H

#include "num/itoa.h"
#include "num/itoa_table.h"

enum { JSD_ITOA_GROUP = 100000000 }; /* what eight digits hold */

/* Writes x < 10^4 without leading zeros. Four bytes are written whatever
 * the length, so that no branch depends on it. */
JSD_INLINE char *
jsd_itoa_head4(char *out, uint32_t x)
{
    size_t zeros = (size_t)((x < 1000) + (x < 100) + (x < 10));

    /* The bytes behind the digits are the next entry's. The last entries
     * have no zeros. */
    memcpy(out, (const char *)jsd_itoa_table + 4 * (size_t)x + zeros, 4);
    return out + 4 - zeros;
}

JSD_INLINE char *
jsd_itoa_put4(char *out, uint32_t x)
{
    memcpy(out, jsd_itoa_table[x], 4);
    return out + 4;
}

/* Writes x < 10^8, without leading zeros or in eight digits. */
JSD_INLINE char *
jsd_itoa_head8(char *out, uint32_t x)
{
    if (x < 10000)
        return jsd_itoa_head4(out, x);
    return jsd_itoa_put4(jsd_itoa_head4(out, x / 10000), x % 10000);
}

JSD_INLINE char *
jsd_itoa_put_u64_fast(char *out, uint64_t value)
{
    return JSD_LIKELY(value < JSD_ITOA_GROUP)
               ? jsd_itoa_head8(out, (uint32_t)value)
               : jsd_itoa_put_u64(out, value);
}

JSD_INLINE char *
jsd_itoa_put_i64_fast(char *out, int64_t value)
{
    bool negative = value < 0;
    uint64_t magnitude = (uint64_t)value;

    *out = '-';
    out += negative;
    return jsd_itoa_put_u64_fast(out, negative ? 0 - magnitude : magnitude);
}

#endif

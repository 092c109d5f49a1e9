/* SPDX-License-Identifier: MIT */
#include "num/itoa.h"

#include "num/itoa_table.h"

enum { GROUP = 100000000 }; /* what eight digits hold */

/* Writes x < 10^4 without leading zeros. Four bytes are written whatever
 * the length, so that no branch depends on it. */
static inline char *
put_head4(char *out, uint32_t x)
{
    size_t zeros = (size_t)((x < 1000) + (x < 100) + (x < 10));

    /* The bytes behind the digits are the next entry's. The last entries
     * have no zeros. */
    memcpy(out, (const char *)jsd_itoa_table + 4 * (size_t)x + zeros, 4);
    return out + 4 - zeros;
}

static inline char *
put4(char *out, uint32_t x)
{
    memcpy(out, jsd_itoa_table[x], 4);
    return out + 4;
}

/* Writes x < GROUP, without leading zeros or in eight digits. */
static inline char *
put_head8(char *out, uint32_t x)
{
    if (x < 10000)
        return put_head4(out, x);
    return put4(put_head4(out, x / 10000), x % 10000);
}

static inline char *
put8(char *out, uint32_t x)
{
    return put4(put4(out, x / 10000), x % 10000);
}

char *
jsd_itoa_put_u64(char *out, uint64_t value)
{
    uint64_t high;

    if (value < GROUP)
        return put_head8(out, (uint32_t)value);
    high = value / GROUP;
    if (high < GROUP) {
        out = put_head8(out, (uint32_t)high);
    } else {
        out = put_head4(out, (uint32_t)(high / GROUP));
        out = put8(out, (uint32_t)(high % GROUP));
    }
    return put8(out, (uint32_t)(value % GROUP));
}

char *
jsd_itoa_put_i64(char *out, int64_t value)
{
    bool negative = value < 0;
    uint64_t magnitude = (uint64_t)value;

    *out = '-';
    out += negative;
    return jsd_itoa_put_u64(out, negative ? 0 - magnitude : magnitude);
}

/* SPDX-License-Identifier: MIT */
#include "num/itoa.h"

#include "num/itoa_inline.h"

/* Writes x < 10^8 in eight digits. */
static inline char *
put_8_digits(char *out, uint32_t x)
{
    return jsd_itoa_put4(jsd_itoa_put4(out, x / 10000), x % 10000);
}

char *
jsd_itoa_put_u64(char *out, uint64_t value)
{
    uint64_t high;

    if (value < JSD_ITOA_GROUP)
        return jsd_itoa_head8(out, (uint32_t)value);
    high = value / JSD_ITOA_GROUP;
    if (high < JSD_ITOA_GROUP) {
        out = jsd_itoa_head8(out, (uint32_t)high);
    } else {
        out = jsd_itoa_head4(out, (uint32_t)(high / JSD_ITOA_GROUP));
        out = put_8_digits(out, (uint32_t)(high % JSD_ITOA_GROUP));
    }
    return put_8_digits(out, (uint32_t)(value % JSD_ITOA_GROUP));
}

char *
jsd_itoa_put_i64(char *out, int64_t value)
{
    return jsd_itoa_put_i64_fast(out, value);
}

/* SPDX-License-Identifier: MIT */
#include "num/itoa.h"

#include "num/swar.h"

static const uint64_t group = 100000000; /* what eight digits can hold */

/* Writes x < group without leading zeros. All eight bytes at out are
 * written whatever the length, so that no branch depends on it. */
static inline char *
put_head(char *out, uint64_t x)
{
    uint64_t digits = jsd_swar_digits((uint32_t)x);
    /* The bit stops at the last digit: zero itself has one. */
    unsigned zeros = (unsigned)__builtin_ctzll(digits | UINT64_C(1) << 56) / 8;

    jsd_swar_store(out, (digits | JSD_SWAR_ZEROS) >> (8 * zeros));
    return out + 8 - zeros;
}

/* Writes x < group in exactly eight digits. */
static inline char *
put_group(char *out, uint64_t x)
{
    jsd_swar_store(out, jsd_swar_digits((uint32_t)x) | JSD_SWAR_ZEROS);
    return out + 8;
}

char *
jsd_itoa_put_u64(char *out, uint64_t value)
{
    uint64_t high;

    if (value < group)
        return put_head(out, value);
    high = value / group;
    if (high < group) {
        out = put_head(out, high);
    } else {
        out = put_head(out, high / group);
        out = put_group(out, high % group);
    }
    return put_group(out, value % group);
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

/* SPDX-License-Identifier: MIT */
#include "num/bigint.h"

#include "base/mem.h"
#include "num/itoa.h"
#include "num/wide.h"

enum { DIGITS = 19, HEX_DIGITS = 16 };

/* 10^19, whose highest bit is set, and floor((2^128 - 1) / 10^19) - 2^64. */
static const uint64_t group_10_19 = UINT64_C(10000000000000000000);
static const uint64_t group_inverse = UINT64_C(0xd83c94fb6d2ac34a);

/* Divides high * 2^64 + low, high < 10^19, by 10^19. Moeller and Granlund,
 * "Improved division by invariant integers", algorithm 4. */
JSD_INLINE uint64_t
divide_by_group(uint64_t high, uint64_t low, uint64_t *rest)
{
    jsd_wide q = jsd_wide_add(jsd_wide_mul(group_inverse, high), low);
    uint64_t r;

    q.hi += high + 1;
    r = low - q.hi * group_10_19;
    if (r > q.lo) {
        q.hi--;
        r += group_10_19;
    }
    if (JSD_UNLIKELY(r >= group_10_19)) {
        q.hi++;
        r -= group_10_19;
    }
    *rest = r;
    return q.hi;
}

/* Multiplies the integer by 2^64 and adds a word. */
static void
shift_in(jsd_bigint *big, uint64_t word)
{
    uint64_t carry = word;

    for (size_t i = 0; i < big->count; i++)
        carry = divide_by_group(big->groups[i], carry, &big->groups[i]);
    while (carry != 0) {
        big->groups[big->count++] = carry % group_10_19;
        carry /= group_10_19;
    }
}

static uint64_t
read_hex_word(const char *hex, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)hex[i];

        word = word << 4 | (c <= '9' ? c & 0xfu : (c & 0xfu) + 9u);
    }
    return word;
}

jsd_status
jsd_bigint_read_hex(jsd_bigint *big, const char *hex, size_t n)
{
    /* A group holds more than 63 bits, and a word may leave two groups. */
    const size_t words = n / HEX_DIGITS + 1;
    size_t first = n % HEX_DIGITS, bytes;
    jsd_bigint made = {NULL, 0};

    if (jsd_mul_over(words + words / 63 + 2, sizeof *made.groups, &bytes))
        return JSD_TOO_BIG;
    made.groups = jsd_mem_new(bytes);
    if (made.groups == NULL)
        return JSD_NO_MEMORY;
    if (first != 0)
        shift_in(&made, read_hex_word(hex, first));
    for (size_t i = first; i < n; i += HEX_DIGITS)
        shift_in(&made, read_hex_word(hex + i, HEX_DIGITS));
    if (made.count == 0)
        made.groups[made.count++] = 0;
    *big = made;
    return JSD_OK;
}

void
jsd_bigint_clear(jsd_bigint *big)
{
    jsd_mem_free(big->groups);
    *big = (jsd_bigint){NULL, 0};
}

size_t
jsd_bigint_room(const jsd_bigint *big)
{
    return big->count * DIGITS + JSD_ITOA_ROOM;
}

char *
jsd_bigint_put(const jsd_bigint *big, char *out)
{
    char digits[JSD_ITOA_ROOM];
    size_t i = big->count - 1;

    out = jsd_itoa_put_u64(out, big->groups[i]);
    while (i-- > 0) {
        size_t n = (size_t)(jsd_itoa_put_u64(digits, big->groups[i]) - digits);

        memset(out, '0', DIGITS);
        memcpy(out + DIGITS - n, digits, n);
        out += DIGITS;
    }
    return out;
}

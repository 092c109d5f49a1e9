/* SPDX-License-Identifier: MIT
 *
 * Eight decimal digits at once, in the bytes of a 64-bit word. The first
 * character of the text is always the least significant byte.
 * Used by num/ alone. It never branches on a digit.
 */
#ifndef JSONDE_NUM_SWAR_H
#define JSONDE_NUM_SWAR_H

#include "base/base.h"

/* Eight characters '0'. */
#define JSD_SWAR_ZEROS UINT64_C(0x3030303030303030)

JSD_INLINE uint64_t
jsd_swar_load(const char *s)
{
    uint64_t word;

    memcpy(&word, s, sizeof(word));
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        word = __builtin_bswap64(word);
    return word;
}

JSD_INLINE void
jsd_swar_store(char *out, uint64_t word)
{
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        word = __builtin_bswap64(word);
    memcpy(out, &word, sizeof(word));
}

/* The digits of x < 10^8 as bytes 0 to 9. Each step splits every lane in
 * two, quotient first: with lanes of b bits and the divisor d, lane q is
 * replaced by (q / d) + ((q % d) << b/2) = (q << b/2) - q/d * ((d << b/2) - 1).
 * The quotients are exact: n * 5243 >> 19 = n / 100 for n < 10^4 and
 * n * 103 >> 10 = n / 10 for n < 100. */
JSD_INLINE uint64_t
jsd_swar_digits(uint32_t x)
{
    uint64_t n = x, q;

    n = (n << 32) - x / 10000 * ((UINT64_C(10000) << 32) - 1);
    q = (n * 5243 >> 19) & UINT64_C(0x0000007f0000007f);
    n = (n << 16) - q * ((100 << 16) - 1);
    q = (n * 103 >> 10) & UINT64_C(0x000f000f000f000f);
    return (n << 8) - q * ((10 << 8) - 1);
}

/* The opposite: bytes 0 to 9 to their number. Each step joins neighbours:
 * the product adds (first * base) to the second, one lane up. */
JSD_INLINE uint64_t
jsd_swar_number(uint64_t digits)
{
    uint64_t n = digits;

    n = (n * ((10 << 8) + 1) >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    n = (n * ((100 << 16) + 1) >> 16) & UINT64_C(0x0000ffff0000ffff);
    return n * ((UINT64_C(10000) << 32) + 1) >> 32;
}

/* How many of the first bytes are 0 to 9 (0 to 8). Adding 0x76 sets the top
 * bit of a byte from 10 to 0x7f; a carry out of a larger byte spoils only
 * what comes after it. */
JSD_INLINE unsigned
jsd_swar_run(uint64_t bytes)
{
    uint64_t other = ((bytes + UINT64_C(0x7676767676767676)) | bytes) &
                     UINT64_C(0x8080808080808080);

    return other == 0 ? 8 : (unsigned)__builtin_ctzll(other) / 8;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * SIMD within a register: reads eight decimal digits at once, in the bytes of
 * a 64-bit word. The first character is always the least significant byte. No
 * branch depends on a digit.
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

/* Loads four characters into the lower half of a word. */
JSD_INLINE uint64_t
jsd_swar_load4(const char *s)
{
    uint32_t word;

    memcpy(&word, s, sizeof(word));
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        word = __builtin_bswap32(word);
    return word;
}

JSD_INLINE void
jsd_swar_store(char *out, uint64_t word)
{
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        word = __builtin_bswap64(word);
    memcpy(out, &word, sizeof(word));
}

/* Returns the number that eight digits form, given as bytes 0 to 9. Each step
 * joins neighbours: the product adds (first * base) to the second, one lane
 * up. */
JSD_INLINE uint64_t
jsd_swar_number(uint64_t digits)
{
    uint64_t n = digits;

    n = (n * ((10 << 8) + 1) >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    n = (n * ((100 << 16) + 1) >> 16) & UINT64_C(0x0000ffff0000ffff);
    return n * ((UINT64_C(10000) << 32) + 1) >> 32;
}

/* Returns the value of a character; 10 or more if it is not a digit. */
JSD_INLINE unsigned
jsd_swar_digit(char c)
{
    return (unsigned char)(c - '0');
}

/* Takes characters ^ JSD_SWAR_ZEROS. Returns the top bit of each byte that is
 * not a digit, exact up to the first of them. The sum sets the bit for 10 to
 * 0x89; bytes above have it already. A carry only affects bytes behind such a
 * byte. */
JSD_INLINE uint64_t
jsd_swar_other(uint64_t digits)
{
    return ((digits + UINT64_C(0x7676767676767676)) | digits) &
           UINT64_C(0x8080808080808080);
}

/* Returns how many bytes precede the first that is marked. There must be one.
 */
JSD_INLINE unsigned
jsd_swar_count(uint64_t other)
{
    return (unsigned)__builtin_ctzll(other) / 8;
}

/* Returns all bits of the bytes before the first that is marked. If none is,
 * returns all 64 bits, because 0 - 1 has all bits set. */
JSD_INLINE uint64_t
jsd_swar_before(uint64_t other)
{
    return ((other & (0 - other)) >> 7) - 1;
}

#endif

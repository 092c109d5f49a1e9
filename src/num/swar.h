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

/* The number of eight digits, given as bytes 0 to 9. Each step joins
 * neighbours: the product adds (first * base) to the second, one lane up. */
JSD_INLINE uint64_t
jsd_swar_number(uint64_t digits)
{
    uint64_t n = digits;

    n = (n * ((10 << 8) + 1) >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    n = (n * ((100 << 16) + 1) >> 16) & UINT64_C(0x0000ffff0000ffff);
    return n * ((UINT64_C(10000) << 32) + 1) >> 32;
}

/* How many of the first characters are digits (0 to 8). The sum sets the top
 * bit of '9' + 1 to 0xb9, the difference that of 0 to '0' - 1 and of 0xb0 to
 * 0xff; a carry or borrow spoils only what comes after such a byte. */
JSD_INLINE unsigned
jsd_swar_run(uint64_t text)
{
    uint64_t other =
        ((text + UINT64_C(0x4646464646464646)) | (text - JSD_SWAR_ZEROS)) &
        UINT64_C(0x8080808080808080);

    return other == 0 ? 8 : (unsigned)__builtin_ctzll(other) / 8;
}

#endif

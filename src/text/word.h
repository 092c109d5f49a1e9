/* SPDX-License-Identifier: MIT
 *
 * Eight bytes at once: a word of lanes, each a unit of `width` = 1, 2 or 4
 * bytes (Lamport, "Multiple byte processing with full-word instructions",
 * 1975). "First" is first in memory, whatever the byte order.
 * Used by text/ alone. It never reads or writes beyond the eight bytes.
 *
 * A mask is a word in which only the top bits of lanes may be set. All masks
 * here are exact in every lane (no carry leaves a lane), as big-endian
 * machines meet the lanes from the other side.
 */
#ifndef JSONDE_TEXT_WORD_H
#define JSONDE_TEXT_WORD_H

#include "base/base.h"

enum {
    JSD_WORD = 8, /* bytes */
    JSD_WORD_LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
};

JSD_INLINE uint64_t
jsd_word_load(const void *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

JSD_INLINE void
jsd_word_store(void *p, uint64_t word)
{
    memcpy(p, &word, sizeof word);
}

/* The n bytes at p, 0 < n < 8, and spaces behind them. Four and more are two
 * loads that may overlap; of three and less, the first, middle and last. */
JSD_INLINE uint64_t
jsd_word_load_few(const void *p, size_t n)
{
    const unsigned char *s = p;
    uint64_t word = UINT64_MAX / 0xff * ' ';
    uint32_t first, last;

    if (n >= 4) {
        memcpy(&first, s, 4);
        memcpy(&last, s + n - 4, 4);
        if (JSD_WORD_LITTLE)
            return word << 8 * n | (uint64_t)last << 8 * (n - 4) | first;
        return word >> 8 * n | (uint64_t)last << 8 * (8 - n) |
               (uint64_t)first << 32;
    }
    word = word << 8 * n | (uint64_t)s[n - 1] << 8 * (n - 1) |
           (uint64_t)s[n / 2] << 8 * (n / 2) | s[0];
    return JSD_WORD_LITTLE ? word : __builtin_bswap64(word);
}

/* The same unit in each lane: (2^64 - 1) / (2^bits - 1) has bit 0 of each. */
JSD_INLINE uint64_t
jsd_word_fill(int width, uint64_t unit)
{
    return unit * (UINT64_MAX / (UINT64_MAX >> (64 - 8 * width)));
}

/* The largest value of a lane without its top bit. */
JSD_INLINE uint64_t
jsd_word_low(int width)
{
    return UINT64_MAX >> (65 - 8 * width);
}

/* The mask with every lane's bit set. */
JSD_INLINE uint64_t
jsd_word_top(int width)
{
    return jsd_word_fill(width, jsd_word_low(width) + 1);
}

/* Sets the top bit of the lanes that are at least k; word has no top bit set,
 * 0 < k. The other bits are left in disorder. A lane <= low plus low + 1 - k
 * reaches low + 1, the top bit, from k on, and is at most 2 * low: no carry.
 */
JSD_INLINE uint64_t
jsd_word_at_least(int width, uint64_t word, uint64_t k)
{
    return word + jsd_word_fill(width, jsd_word_low(width) + 1 - k);
}

/* The mask of '"', '\' and everything below U+0020.
 * unit ^ 2 < 0x21 holds for '"' = 0x22, which becomes 0x20, and for those
 * below 0x20, which stay there; 0x20, 0x21 and 0x23 become 0x22, 0x23 and
 * 0x21. A lane with its own top bit set is none of them. */
JSD_INLINE uint64_t
jsd_word_special(int width, uint64_t word)
{
    uint64_t top = jsd_word_top(width);
    uint64_t low = word & ~top;
    uint64_t plain =
        jsd_word_at_least(width, low ^ jsd_word_fill(width, 2), 0x21) &
        jsd_word_at_least(width, low ^ jsd_word_fill(width, '\\'), 1);

    return ~(plain | word) & top;
}

/* The mask of the lanes equal to unit, which has no top bit. */
JSD_INLINE uint64_t
jsd_word_equal(int width, uint64_t word, uint64_t unit)
{
    uint64_t top = jsd_word_top(width);
    uint64_t low = (word & ~top) ^ jsd_word_fill(width, unit);

    return ~(jsd_word_at_least(width, low, 1) | word) & top;
}

/* How many lanes are before the first one of mask, which is not 0. */
JSD_INLINE size_t
jsd_word_first(int width, uint64_t mask)
{
    int bits = JSD_WORD_LITTLE ? __builtin_ctzll(mask) : __builtin_clzll(mask);

    return (size_t)(bits / (8 * width));
}

/* The lanes before the first one of mask, which is not 0; the others are 0.
 * The lowest bit of mask, moved to bit 0 of its lane, less 1 is all bits of
 * the lanes below. From the other side, the top bit of a lane is its first,
 * so that clz counts exactly the bits before it. */
JSD_INLINE uint64_t
jsd_word_before(int width, uint64_t word, uint64_t mask)
{
    if (JSD_WORD_LITTLE)
        return word & (((mask & (0 - mask)) >> (8 * width - 1)) - 1);
    return word & ~(UINT64_MAX >> __builtin_clzll(mask));
}

/* Each byte moved to the place of the one before it, or behind it. */
JSD_INLINE uint64_t
jsd_word_earlier(uint64_t word)
{
    return JSD_WORD_LITTLE ? word >> 8 : word << 8;
}

JSD_INLINE uint64_t
jsd_word_later(uint64_t word)
{
    return JSD_WORD_LITTLE ? word << 8 : word >> 8;
}

/* The last byte alone, moved to the place of the first one. */
JSD_INLINE uint64_t
jsd_word_last_to_first(uint64_t word)
{
    return JSD_WORD_LITTLE ? word >> 56 : word << 56;
}

/* The half of word that is first (k = 0) or second (k = 1) in memory. */
JSD_INLINE uint64_t
jsd_word_half(uint64_t word, int k)
{
    return (k == 0) == JSD_WORD_LITTLE ? word & 0xffffffff : word >> 32;
}

/* Stores the eight bytes as eight units. Each step moves the upper half of
 * every group of lanes up by as much as it is wide; their order stays. */
JSD_INLINE void
jsd_word_spread(void *out, uint64_t word, int width)
{
    unsigned char *p = out;
    uint64_t part, unit;
    int k, j;

    if (width == 1) {
        jsd_word_store(p, word);
        return;
    }
    for (k = 0; k < 2; k++) {
        part = jsd_word_half(word, k);
        part = (part | part << 16) & 0x0000ffff0000ffff;
        part = (part | part << 8) & 0x00ff00ff00ff00ff;
        if (width == 2)
            jsd_word_store(p + k * 8, part);
        for (j = 0; width == 4 && j < 2; j++) {
            unit = jsd_word_half(part, j);
            unit = (unit | unit << 16) & 0x0000ffff0000ffff;
            jsd_word_store(p + k * 16 + j * 8, unit);
        }
    }
}

/* All lanes or'ed together. */
JSD_INLINE uint32_t
jsd_word_or(int width, uint64_t word)
{
    word |= word >> 32;
    if (width < 4)
        word |= word >> 16;
    if (width < 2)
        word |= word >> 8;
    return (uint32_t)(word & (UINT64_MAX >> (64 - 8 * width)));
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Blocks in four 64-bit integers, for every processor (simd/block.h). Each
 * byte is one lane of an integer, and its top bit holds the result of a test.
 * Additions are chosen so that no carry leaves a lane.
 */
#ifndef JSONDE_SIMD_BLOCK_SCALAR_H
#define JSONDE_SIMD_BLOCK_SCALAR_H

#include "simd/block_base.h"

#define JSD_ISA(name) name##_scalar
#define JSD_ISA_NAME "scalar"

enum { JSD_BLOCK_WORDS = JSD_BLOCK / 8 };

typedef struct jsd_block {
    uint64_t word[JSD_BLOCK_WORDS];
} jsd_block;

#define JSD_BLOCK_ONES UINT64_C(0x0101010101010101)
#define JSD_BLOCK_TOPS UINT64_C(0x8080808080808080)

JSD_INLINE jsd_block
jsd_block_load(const void *p)
{
    jsd_block b;

    memcpy(&b, p, sizeof b);
    return b;
}

JSD_INLINE void
jsd_block_store(void *p, jsd_block b)
{
    memcpy(p, &b, sizeof b);
}

JSD_INLINE jsd_block
jsd_block_fill(char c)
{
    jsd_block b;

    memset(&b, c, sizeof b);
    return b;
}

JSD_INLINE unsigned
jsd_block_count(uint32_t mask)
{
    return jsd_block_count_slowly(mask);
}

/* Returns the top bits of the eight bytes as bits 0 to 7, the first byte's as
 * bit 0. The multiplication moves bit 7 of byte i to bit 56 + i without
 * collisions. */
JSD_INLINE uint32_t
jsd_block_bits(uint64_t tops)
{
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        tops = __builtin_bswap64(tops);
    return (uint32_t)((tops >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

/* Returns the top bit of each byte that is 0, and no other bit. */
JSD_INLINE uint64_t
jsd_block_zeros(uint64_t word)
{
    uint64_t low = (word & ~JSD_BLOCK_TOPS) + ~JSD_BLOCK_TOPS;

    return ~(low | word) & JSD_BLOCK_TOPS;
}

JSD_INLINE uint64_t
jsd_block_is(uint64_t word, unsigned char c)
{
    return jsd_block_zeros(word ^ JSD_BLOCK_ONES * c);
}

#define JSD_BLOCK_MASK(word_mask)                   \
    uint32_t mask = 0;                              \
                                                    \
    for (int i = 0; i < JSD_BLOCK_WORDS; i++)       \
        mask |= jsd_block_bits(word_mask) << 8 * i; \
    return mask

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    JSD_BLOCK_MASK(jsd_block_zeros(a.word[i] ^ b.word[i]));
}

/* Returns the top bit of each byte that needs an escape. The first sum sets
 * the top bit of a byte that is above JSD_BLOCK_MOST after its bit is
 * inverted, and the second that of a byte that is not a backslash. */
JSD_INLINE uint64_t
jsd_block_word_needs_escape(uint64_t word)
{
    uint64_t low = word & ~JSD_BLOCK_TOPS;
    uint64_t plain = ((low ^ JSD_BLOCK_ONES * JSD_BLOCK_TURN) +
                      JSD_BLOCK_ONES * (0x7f - JSD_BLOCK_MOST)) &
                     ((low ^ JSD_BLOCK_ONES * '\\') + ~JSD_BLOCK_TOPS);

    return ~(plain | word) & JSD_BLOCK_TOPS;
}

/* Most blocks need no escape, so that their bits need not be collected. */
JSD_INLINE uint32_t
jsd_block_needs_escape(jsd_block b)
{
    uint64_t tops[JSD_BLOCK_WORDS];
    uint64_t any = 0;
    uint32_t mask = 0;

    for (int i = 0; i < JSD_BLOCK_WORDS; i++) {
        tops[i] = jsd_block_word_needs_escape(b.word[i]);
        any |= tops[i];
    }
    for (int i = 0; any != 0 && i < JSD_BLOCK_WORDS; i++)
        mask |= jsd_block_bits(tops[i]) << 8 * i;
    return mask;
}

JSD_INLINE uint32_t
jsd_block_non_ascii(jsd_block b)
{
    JSD_BLOCK_MASK(b.word[i] & JSD_BLOCK_TOPS);
}

JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    return jsd_block_needs_escape(b) | jsd_block_non_ascii(b);
}

JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    JSD_BLOCK_MASK(JSD_BLOCK_TOPS & ~(jsd_block_is(b.word[i], ' ') |
                                      jsd_block_is(b.word[i], '\n') |
                                      jsd_block_is(b.word[i], '\r') |
                                      jsd_block_is(b.word[i], '\t')));
}

JSD_INLINE jsd_block
jsd_block_narrow2(const void *p)
{
    unsigned char bytes[JSD_BLOCK];
    uint16_t unit;

    for (int i = 0; i < JSD_BLOCK; i++) {
        memcpy(&unit, (const char *)p + 2 * i, sizeof unit);
        bytes[i] = (unsigned char)(unit < 0x100 ? unit : 0xff);
    }
    return jsd_block_load(bytes);
}

JSD_INLINE jsd_block
jsd_block_narrow4(const void *p)
{
    unsigned char bytes[JSD_BLOCK];
    uint32_t unit;

    for (int i = 0; i < JSD_BLOCK; i++) {
        memcpy(&unit, (const char *)p + 4 * i, sizeof unit);
        bytes[i] = (unsigned char)(unit < 0x100 ? unit : 0xff);
    }
    return jsd_block_load(bytes);
}

/* Returns the top bit of each byte that is at least c >= 0x80. The sum sets
 * the top bit if the low seven bits are at least those of c. */
JSD_INLINE uint64_t
jsd_block_word_from(uint64_t word, unsigned char c)
{
    uint64_t low = word & ~JSD_BLOCK_TOPS;

    return (low + JSD_BLOCK_ONES * (0x100U - c)) & word & JSD_BLOCK_TOPS;
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    JSD_BLOCK_MASK(jsd_block_word_from(b.word[i], c));
}

/* Returns a mask of the lead bytes that forbid some second byte. */
JSD_INLINE uint32_t
jsd_block_strict(jsd_block b)
{
    JSD_BLOCK_MASK(
        jsd_block_is(b.word[i] & JSD_BLOCK_ONES * 0xfe, 0xc0) |
        jsd_block_is(b.word[i], 0xe0) | jsd_block_is(b.word[i], 0xed) |
        jsd_block_is(b.word[i], 0xf0) | jsd_block_word_from(b.word[i], 0xf4));
}

static inline uint32_t
jsd_block_bad_second_byte(jsd_block before, jsd_block b)
{
    unsigned char bytes[JSD_BLOCK + 1];
    uint32_t from_90, from_a0;
    jsd_block lead;

    bytes[0] = ((const unsigned char *)&before)[JSD_BLOCK - 1];
    jsd_block_store(bytes + 1, b);
    lead = jsd_block_load(bytes);
    if (jsd_block_strict(lead) == 0)
        return 0;
    from_90 = jsd_block_from(b, 0x90);
    from_a0 = jsd_block_from(b, 0xa0);
    return jsd_block_non_ascii(b) & ~jsd_block_from(b, 0xc0) &
           ((jsd_block_equal(lead, jsd_block_fill((char)0xe0)) & ~from_a0) |
            (jsd_block_equal(lead, jsd_block_fill((char)0xed)) & from_a0) |
            (jsd_block_equal(lead, jsd_block_fill((char)0xf0)) & ~from_90) |
            (jsd_block_equal(lead, jsd_block_fill((char)0xf4)) & from_90) |
            jsd_block_equal(lead, jsd_block_fill((char)0xc0)) |
            jsd_block_equal(lead, jsd_block_fill((char)0xc1)) |
            jsd_block_from(lead, 0xf5));
}

#define JSD_BLOCK_UNITS(type, condition)                               \
    uint32_t mask = 0;                                                 \
    type unit;                                                         \
                                                                       \
    for (size_t i = 0; i < JSD_BLOCK; i++) {                           \
        memcpy(&unit, (const char *)p + sizeof unit * i, sizeof unit); \
        mask |= (uint32_t)(condition) << i;                            \
    }                                                                  \
    return mask

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    JSD_BLOCK_UNITS(uint16_t, unit > most);
}

JSD_INLINE uint32_t
jsd_block_above4(const void *p, uint32_t most)
{
    JSD_BLOCK_UNITS(uint32_t, unit > most);
}

JSD_INLINE uint32_t
jsd_block_surrogate2(const void *p)
{
    JSD_BLOCK_UNITS(uint16_t, (unit & 0xf800) == 0xd800);
}

JSD_INLINE uint32_t
jsd_block_surrogate4(const void *p)
{
    JSD_BLOCK_UNITS(uint32_t, (unit & 0xfffff800) == 0xd800);
}

JSD_INLINE void
jsd_block_widen2(void *p, jsd_block b)
{
    unsigned char bytes[JSD_BLOCK];
    uint16_t units[JSD_BLOCK];

    jsd_block_store(bytes, b);
    for (int i = 0; i < JSD_BLOCK; i++)
        units[i] = bytes[i];
    memcpy(p, units, sizeof units);
}

JSD_INLINE void
jsd_block_widen4(void *p, jsd_block b)
{
    unsigned char bytes[JSD_BLOCK];
    uint32_t units[JSD_BLOCK];

    jsd_block_store(bytes, b);
    for (int i = 0; i < JSD_BLOCK; i++)
        units[i] = bytes[i];
    memcpy(p, units, sizeof units);
}

#endif

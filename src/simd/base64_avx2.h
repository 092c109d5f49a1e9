/* SPDX-License-Identifier: MIT
 *
 * Encodes and decodes eight groups of base64 at once, without tables in memory
 * (Mula and Lemire, "Faster Base64 Encoding and Decoding using AVX2
 * Instructions", 2018). Overrides BASE64 (simd/block.h).
 */
#ifndef JSONDE_SIMD_BASE64_AVX2_H
#define JSONDE_SIMD_BASE64_AVX2_H

#include "base/base.h"

#include <immintrin.h>

#define JSD_ISA_HAS_BASE64 1

enum { BASE64_BLOCK = 8 }; /* groups */

/* Returns the 32 six-bit numbers of the 24 bytes at p, in order. The second
 * load starts at byte 8 instead of 12, so that it ends with these bytes. The
 * upper half therefore begins at byte 4 of its register. */
JSD_INLINE __m256i
base64_numbers(const unsigned char *p)
{
    /* Each group of bytes 0, 1, 2 becomes two 16-bit lanes: 1 0 and 2 1. So
     * all bits of a number are in one lane. */
    const __m256i order = _mm256_setr_epi8(
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, /* first half */
        5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14);
    const __m256i bytes = _mm256_shuffle_epi8(
        _mm256_inserti128_si256(
            _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)p)),
            _mm_loadu_si128((const __m128i *)(p + 8)), 1),
        order);
    /* Numbers 0 and 2 start at bits 10 and 6 of their lanes, and numbers 1
     * and 3 at bits 4 and 0. The high half of a product shifts 0 and 2 right
     * to bit 0. The low half shifts 1 and 3 left to bit 8. */
    const __m256i numbers02 = _mm256_mulhi_epu16(
        _mm256_and_si256(bytes, _mm256_set1_epi32(0x0fc0fc00)),
        _mm256_set1_epi32(0x04000040));
    const __m256i numbers13 = _mm256_mullo_epi16(
        _mm256_and_si256(bytes, _mm256_set1_epi32(0x003f03f0)),
        _mm256_set1_epi32(0x01000010));

    return _mm256_or_si256(numbers02, numbers13);
}

/* Returns a table of the offsets that turn a number into its character.
 * Entries 1 to 12 are for the numbers 52 to 63, entry 13 is for numbers below
 * 26, and entry 0 is for all others. */
JSD_INLINE __m256i
base64_offsets(bool url)
{
    const char digit = '0' - 52;
    const char y = (char)((url ? '-' : '+') - 62);
    const char z = (char)((url ? '_' : '/') - 63);

    return _mm256_broadcastsi128_si256(
        _mm_setr_epi8('a' - 26, digit, digit, digit, digit, digit, digit,
                      digit, digit, digit, digit, y, z, 'A', 0, 0));
}

/* Writes the 24 bytes at p as 32 characters. */
JSD_INLINE void
base64_block(const unsigned char *p, char *out, __m256i offsets)
{
    const __m256i numbers = base64_numbers(p);
    const __m256i upper = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), numbers);
    const __m256i kind =
        _mm256_or_si256(_mm256_subs_epu8(numbers, _mm256_set1_epi8(51)),
                        _mm256_and_si256(upper, _mm256_set1_epi8(13)));

    _mm256_storeu_si256(
        (__m256i *)out,
        _mm256_add_epi8(numbers, _mm256_shuffle_epi8(offsets, kind)));
}

/* Writes at least BASE64_BLOCK groups. The last block may overlap the block
 * before it. */
JSD_INLINE void
base64_blocks(const unsigned char *p, size_t groups, char *out, bool url)
{
    const __m256i offsets = base64_offsets(url);
    size_t i;

    for (i = 0; i + BASE64_BLOCK <= groups; i += BASE64_BLOCK)
        base64_block(p + 3 * i, out + 4 * i, offsets);
    i = groups - BASE64_BLOCK;
    base64_block(p + 3 * i, out + 4 * i, offsets);
}

/* ---------------------------------------------------------------- decoding */

/* Each bit stands for the upper halves (the high four bits) of a range. A
 * character is invalid if the entry of its upper half and the entry of its
 * lower half have a bit in common. */
enum {
    BASE64_2 = 1,   /* 2x: + and / are valid */
    BASE64_3 = 2,   /* 3x: 0 to 9 are valid */
    BASE64_46 = 4,  /* 4x, 6x: all but the first are valid */
    BASE64_57 = 8,  /* 5x, 7x: P to Z and p to z are valid */
    BASE64_NOT = 16 /* no character is valid */
};

/* Makes a register whose two halves are these 16 bytes. */
#define BASE64_TWICE(...) \
    _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/* Returns the high four bits of each character. */
JSD_INLINE __m256i
base64_upper(__m256i characters)
{
    return _mm256_and_si256(_mm256_srli_epi16(characters, 4),
                            _mm256_set1_epi8(15));
}

/* Returns whether all 32 characters are in the standard alphabet of base64. */
JSD_INLINE bool
base64_is_text(__m256i characters, __m256i upper)
{
    const int first = BASE64_2 | BASE64_46 | BASE64_NOT;
    const int upto_9 = BASE64_2 | BASE64_NOT;
    const int a = BASE64_2 | BASE64_3 | BASE64_NOT;
    const int b_or_f = BASE64_3 | BASE64_57 | BASE64_NOT;
    const int others = BASE64_2 | b_or_f;
    const int no = BASE64_NOT;
    const __m256i by_upper =
        BASE64_TWICE(no, no, BASE64_2, BASE64_3, BASE64_46, BASE64_57,
                     BASE64_46, BASE64_57, no, no, no, no, no, no, no, no);
    const __m256i by_lower = BASE64_TWICE(
        first, upto_9, upto_9, upto_9, upto_9, upto_9, upto_9, upto_9, upto_9,
        upto_9, a, b_or_f, others, others, others, b_or_f);
    /* A shuffle returns 0 for an index with the top bit set. The mask clears
     * that bit: by_upper then refuses all non-ASCII bytes. */
    const __m256i lower = _mm256_and_si256(characters, _mm256_set1_epi8(15));

    return _mm256_testz_si256(_mm256_shuffle_epi8(by_upper, upper),
                              _mm256_shuffle_epi8(by_lower, lower)) != 0;
}

/* Returns the six-bit numbers of 32 valid characters. The upper half selects
 * the offset. '/' shares its upper half with '+', and uses the entry of an
 * upper half that no valid character has. */
JSD_INLINE __m256i
base64_numbers_of(__m256i characters, __m256i upper)
{
    const __m256i offsets =
        BASE64_TWICE(0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a',
                     26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i slash = _mm256_cmpeq_epi8(characters, _mm256_set1_epi8('/'));

    return _mm256_add_epi8(
        characters,
        _mm256_shuffle_epi8(offsets, _mm256_add_epi8(upper, slash)));
}

/* Writes exactly the 24 bytes of 32 numbers. */
JSD_INLINE void
base64_put_bytes(__m256i numbers, unsigned char *out)
{
    /* Two numbers are joined to 12 bits, and two of these pairs to the 24 bits
     * of a group. A shuffle reverses the little-endian bytes of each group,
     * and a permutation closes the gaps between the groups. */
    const __m256i pairs =
        _mm256_maddubs_epi16(numbers, _mm256_set1_epi32(0x01400140));
    const __m256i groups =
        _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    const __m256i order =
        BASE64_TWICE(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    const __m256i bytes =
        _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, order),
                                    _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));

    _mm_storeu_si128((__m128i *)out, _mm256_castsi256_si128(bytes));
    _mm_storel_epi64((__m128i *)(out + 16),
                     _mm256_extracti128_si256(bytes, 1));
}

/* Decodes 32 characters to 24 bytes. Returns false and writes nothing if a
 * character is invalid. */
JSD_INLINE bool
unbase64_block(const char *s, unsigned char *out)
{
    const __m256i characters = _mm256_loadu_si256((const __m256i *)s);
    const __m256i upper = base64_upper(characters);

    if (JSD_UNLIKELY(!base64_is_text(characters, upper)))
        return false;
    base64_put_bytes(base64_numbers_of(characters, upper), out);
    return true;
}

/* Decodes at least BASE64_BLOCK groups. The last block may overlap the block
 * before it. Returns the number of decoded groups: all of them, or those
 * before the block of the first invalid group. */
JSD_INLINE size_t
unbase64_blocks(const char *s, size_t groups, unsigned char *out)
{
    size_t i;

    for (i = 0; i + BASE64_BLOCK <= groups; i += BASE64_BLOCK)
        if (JSD_UNLIKELY(!unbase64_block(s + 4 * i, out + 3 * i)))
            return i;
    if (i == groups)
        return groups;
    i = groups - BASE64_BLOCK;
    return unbase64_block(s + 4 * i, out + 3 * i) ? groups : i;
}

#endif

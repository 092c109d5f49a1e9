/* SPDX-License-Identifier: MIT
 *
 * Blocks in one AVX2 register (simd/block.h).
 */
#ifndef JSONDE_SIMD_BLOCK_AVX2_H
#define JSONDE_SIMD_BLOCK_AVX2_H

#include "simd/block.h"
#include "simd/block_table.h"

#include <immintrin.h>

#define JSD_ISA(name) name##_avx2
#define JSD_ISA_NAME "avx2"

typedef __m256i jsd_block;

JSD_INLINE jsd_block
jsd_block_load(const void *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}

JSD_INLINE void
jsd_block_store(void *p, jsd_block b)
{
    _mm256_storeu_si256((__m256i *)p, b);
}

JSD_INLINE jsd_block
jsd_block_fill(char c)
{
    return _mm256_set1_epi8(c);
}

JSD_INLINE unsigned
jsd_block_count(uint32_t mask)
{
    return (unsigned)__builtin_popcount(mask);
}

JSD_INLINE uint32_t
jsd_block_non_ascii(jsd_block b)
{
    return (uint32_t)_mm256_movemask_epi8(b);
}

JSD_INLINE __m256i
jsd_block_is(jsd_block b, char c)
{
    return _mm256_cmpeq_epi8(b, _mm256_set1_epi8(c));
}

JSD_INLINE __m256i
jsd_block_turned(jsd_block b)
{
    return _mm256_xor_si256(b, jsd_block_load(jsd_block_constants.turn));
}

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    return jsd_block_non_ascii(_mm256_cmpeq_epi8(a, b));
}

JSD_INLINE uint32_t
jsd_block_needs_escape(jsd_block b)
{
    const __m256i most = jsd_block_load(jsd_block_constants.most);
    const __m256i backslash = jsd_block_load(jsd_block_constants.backslash);

    return jsd_block_non_ascii(_mm256_or_si256(
        _mm256_cmpeq_epi8(_mm256_max_epu8(jsd_block_turned(b), most), most),
        _mm256_cmpeq_epi8(b, backslash)));
}

/* A signed comparison finds 0x80 and more among the least. */
JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    const __m256i above = _mm256_set1_epi8(JSD_BLOCK_MOST + 1);

    return jsd_block_non_ascii(_mm256_or_si256(
        _mm256_cmpgt_epi8(above, jsd_block_turned(b)), jsd_block_is(b, '\\')));
}

/* A table by the low four bits: each of the four spaces stands at its own.
 * The others hold ' ', whose low half is another than theirs, so that they
 * equal nothing; nor do the zeros that the shuffle makes of 0x80 and more. */
JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', '\t', '\n',
                      ' ', ' ', '\r', ' ', ' '));

    return ~jsd_block_equal(b, _mm256_shuffle_epi8(table, b));
}

/* The pack works within halves of the register: the quarters are put back
 * into order. */
JSD_INLINE jsd_block
jsd_block_narrow2(const void *p)
{
    const __m256i most = _mm256_set1_epi16(0xff);
    const __m256i *from = p;
    __m256i first = _mm256_min_epu16(_mm256_loadu_si256(from), most);
    __m256i second = _mm256_min_epu16(_mm256_loadu_si256(from + 1), most);

    return _mm256_permute4x64_epi64(_mm256_packus_epi16(first, second),
                                    _MM_SHUFFLE(3, 1, 2, 0));
}

JSD_INLINE jsd_block
jsd_block_narrow4(const void *p)
{
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    const __m256i *from = p;
    __m256i first = _mm256_packs_epi32(_mm256_loadu_si256(from),
                                       _mm256_loadu_si256(from + 1));
    __m256i second = _mm256_packs_epi32(_mm256_loadu_si256(from + 2),
                                        _mm256_loadu_si256(from + 3));

    return _mm256_permutevar8x32_epi32(_mm256_packus_epi16(first, second),
                                       order);
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    return jsd_block_equal(_mm256_max_epu8(b, _mm256_set1_epi8((char)c)), b);
}

/* Each byte is replaced by the one before it. */
JSD_INLINE __m256i
jsd_block_leads(jsd_block before, jsd_block b)
{
    return _mm256_alignr_epi8(b, _mm256_permute2x128_si256(before, b, 0x21),
                              15);
}

JSD_INLINE __m256i
jsd_block_upper_half(__m256i b)
{
    return _mm256_and_si256(_mm256_srli_epi16(b, 4), _mm256_set1_epi8(15));
}

JSD_INLINE uint32_t
jsd_block_bad_second_byte(jsd_block before, jsd_block b)
{
    const __m256i upper =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_LEAD_UPPER));
    const __m256i lower =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_LEAD_LOWER));
    const __m256i byte =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_BYTE_UPPER));
    __m256i lead = jsd_block_leads(before, b);
    __m256i refused = _mm256_and_si256(
        _mm256_shuffle_epi8(upper, jsd_block_upper_half(lead)),
        _mm256_and_si256(
            _mm256_shuffle_epi8(lower,
                                _mm256_and_si256(lead, _mm256_set1_epi8(15))),
            _mm256_shuffle_epi8(byte, jsd_block_upper_half(b))));

    return ~jsd_block_equal(refused, _mm256_setzero_si256());
}

/* Lanes of all ones or zeros become bytes of them, and these bits: the packs
 * keep -1, and work within halves of the register. */
JSD_INLINE uint32_t
jsd_block_bits2(__m256i first, __m256i second)
{
    return jsd_block_non_ascii(_mm256_permute4x64_epi64(
        _mm256_packs_epi16(first, second), _MM_SHUFFLE(3, 1, 2, 0)));
}

JSD_INLINE uint32_t
jsd_block_bits4(__m256i a, __m256i b, __m256i c, __m256i d)
{
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);

    return jsd_block_non_ascii(_mm256_permutevar8x32_epi32(
        _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d)),
        order));
}

/* What stays of a unit when most is taken off is 0 up to most. */
JSD_INLINE __m256i
jsd_block_lanes_upto2(const __m256i *from, uint16_t most)
{
    return _mm256_cmpeq_epi16(
        _mm256_subs_epu16(_mm256_loadu_si256(from),
                          _mm256_set1_epi16((short)most)),
        _mm256_setzero_si256());
}

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    const __m256i *from = p;

    return ~jsd_block_bits2(jsd_block_lanes_upto2(from, most),
                            jsd_block_lanes_upto2(from + 1, most));
}

/* Code points are below 2^31: the comparison sees them as positive. */
JSD_INLINE __m256i
jsd_block_lanes_above4(const __m256i *from, uint32_t most)
{
    return _mm256_cmpgt_epi32(_mm256_loadu_si256(from),
                              _mm256_set1_epi32((int)most));
}

JSD_INLINE uint32_t
jsd_block_above4(const void *p, uint32_t most)
{
    const __m256i *from = p;

    return jsd_block_bits4(jsd_block_lanes_above4(from, most),
                           jsd_block_lanes_above4(from + 1, most),
                           jsd_block_lanes_above4(from + 2, most),
                           jsd_block_lanes_above4(from + 3, most));
}

JSD_INLINE __m256i
jsd_block_lanes_surrogate2(const __m256i *from)
{
    return _mm256_cmpeq_epi16(
        _mm256_and_si256(_mm256_loadu_si256(from),
                         _mm256_set1_epi16((short)0xf800)),
        _mm256_set1_epi16((short)0xd800));
}

JSD_INLINE uint32_t
jsd_block_surrogate2(const void *p)
{
    const __m256i *from = p;

    return jsd_block_bits2(jsd_block_lanes_surrogate2(from),
                           jsd_block_lanes_surrogate2(from + 1));
}

JSD_INLINE __m256i
jsd_block_lanes_surrogate4(const __m256i *from)
{
    return _mm256_cmpeq_epi32(
        _mm256_and_si256(_mm256_loadu_si256(from),
                         _mm256_set1_epi32((int)0xfffff800)),
        _mm256_set1_epi32(0xd800));
}

JSD_INLINE uint32_t
jsd_block_surrogate4(const void *p)
{
    const __m256i *from = p;

    return jsd_block_bits4(jsd_block_lanes_surrogate4(from),
                           jsd_block_lanes_surrogate4(from + 1),
                           jsd_block_lanes_surrogate4(from + 2),
                           jsd_block_lanes_surrogate4(from + 3));
}

JSD_INLINE void
jsd_block_widen2(void *p, jsd_block b)
{
    __m256i *to = p;

    _mm256_storeu_si256(to, _mm256_cvtepu8_epi16(_mm256_castsi256_si128(b)));
    _mm256_storeu_si256(to + 1,
                        _mm256_cvtepu8_epi16(_mm256_extracti128_si256(b, 1)));
}

JSD_INLINE void
jsd_block_spread4(__m256i *to, __m128i half)
{
    _mm256_storeu_si256(to, _mm256_cvtepu8_epi32(half));
    _mm256_storeu_si256(to + 1, _mm256_cvtepu8_epi32(_mm_srli_si128(half, 8)));
}

JSD_INLINE void
jsd_block_widen4(void *p, jsd_block b)
{
    jsd_block_spread4(p, _mm256_castsi256_si128(b));
    jsd_block_spread4((__m256i *)p + 2, _mm256_extracti128_si256(b, 1));
}

#include "simd/digits_avx2.h"
#include "simd/utf8_encode_avx2.h"

#endif

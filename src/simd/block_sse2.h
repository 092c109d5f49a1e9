/* SPDX-License-Identifier: MIT
 *
 * Blocks in two SSE2 registers, which every x86-64 has (simd/block.h).
 */
#ifndef JSONDE_SIMD_BLOCK_SSE2_H
#define JSONDE_SIMD_BLOCK_SSE2_H

#include "simd/block_base.h"

#include <emmintrin.h>

#define JSD_ISA(name) name##_sse2
#define JSD_ISA_NAME "sse2"

typedef struct jsd_block {
    __m128i half[2];
} jsd_block;

JSD_INLINE jsd_block
jsd_block_load(const void *p)
{
    const __m128i *from = p;

    return (jsd_block){{_mm_loadu_si128(from), _mm_loadu_si128(from + 1)}};
}

JSD_INLINE void
jsd_block_store(void *p, jsd_block b)
{
    __m128i *to = p;

    _mm_storeu_si128(to, b.half[0]);
    _mm_storeu_si128(to + 1, b.half[1]);
}

JSD_INLINE jsd_block
jsd_block_fill(char c)
{
    return (jsd_block){{_mm_set1_epi8(c), _mm_set1_epi8(c)}};
}

JSD_INLINE unsigned
jsd_block_count(uint32_t mask)
{
    return jsd_block_count_slowly(mask);
}

/* Returns the top bits of both halves as a mask. */
JSD_INLINE uint32_t
jsd_block_bits(__m128i first, __m128i second)
{
    return (uint32_t)_mm_movemask_epi8(first) |
           (uint32_t)_mm_movemask_epi8(second) << 16;
}

JSD_INLINE __m128i
jsd_block_is(__m128i half, char c)
{
    return _mm_cmpeq_epi8(half, _mm_set1_epi8(c));
}

/* Returns 0xff for each byte that is '"', '\' or below 0x20. */
JSD_INLINE __m128i
jsd_block_half_needs_escape(__m128i half)
{
    const __m128i most = _mm_set1_epi8(JSD_BLOCK_MOST);
    __m128i turned = _mm_xor_si128(half, _mm_set1_epi8(JSD_BLOCK_TURN));

    return _mm_or_si128(_mm_cmpeq_epi8(_mm_max_epu8(turned, most), most),
                        jsd_block_is(half, '\\'));
}

JSD_INLINE __m128i
jsd_block_half_space(__m128i half)
{
    return _mm_or_si128(
        _mm_or_si128(jsd_block_is(half, ' '), jsd_block_is(half, '\n')),
        _mm_or_si128(jsd_block_is(half, '\r'), jsd_block_is(half, '\t')));
}

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    return jsd_block_bits(_mm_cmpeq_epi8(a.half[0], b.half[0]),
                          _mm_cmpeq_epi8(a.half[1], b.half[1]));
}

JSD_INLINE uint32_t
jsd_block_needs_escape(jsd_block b)
{
    return jsd_block_bits(jsd_block_half_needs_escape(b.half[0]),
                          jsd_block_half_needs_escape(b.half[1]));
}

JSD_INLINE uint32_t
jsd_block_non_ascii(jsd_block b)
{
    return jsd_block_bits(b.half[0], b.half[1]);
}

JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    return jsd_block_bits(
        _mm_or_si128(jsd_block_half_needs_escape(b.half[0]), b.half[0]),
        _mm_or_si128(jsd_block_half_needs_escape(b.half[1]), b.half[1]));
}

JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    return ~jsd_block_bits(jsd_block_half_space(b.half[0]),
                           jsd_block_half_space(b.half[1]));
}

/* The pack treats its input as signed, so that units above 0xff are limited
 * first: x - max(x - 0xff, 0). */
JSD_INLINE __m128i
jsd_block_pack2(__m128i first, __m128i second)
{
    const __m128i most = _mm_set1_epi16(0xff);

    return _mm_packus_epi16(
        _mm_sub_epi16(first, _mm_subs_epu16(first, most)),
        _mm_sub_epi16(second, _mm_subs_epu16(second, most)));
}

JSD_INLINE jsd_block
jsd_block_narrow2(const void *p)
{
    const __m128i *from = p;

    return (jsd_block){
        {jsd_block_pack2(_mm_loadu_si128(from), _mm_loadu_si128(from + 1)),
         jsd_block_pack2(_mm_loadu_si128(from + 2),
                         _mm_loadu_si128(from + 3))}};
}

/* Code points are below 2^31: both packs see them as positive. */
JSD_INLINE __m128i
jsd_block_pack4(const __m128i *from)
{
    return _mm_packus_epi16(
        _mm_packs_epi32(_mm_loadu_si128(from), _mm_loadu_si128(from + 1)),
        _mm_packs_epi32(_mm_loadu_si128(from + 2), _mm_loadu_si128(from + 3)));
}

JSD_INLINE jsd_block
jsd_block_narrow4(const void *p)
{
    const __m128i *from = p;

    return (jsd_block){{jsd_block_pack4(from), jsd_block_pack4(from + 4)}};
}

JSD_INLINE __m128i
jsd_block_half_from(__m128i half, unsigned char c)
{
    return _mm_cmpeq_epi8(_mm_max_epu8(half, _mm_set1_epi8((char)c)), half);
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    return jsd_block_bits(jsd_block_half_from(b.half[0], c),
                          jsd_block_half_from(b.half[1], c));
}

/* Returns 0xff for each byte 80..BF that the lead byte before it forbids. */
JSD_INLINE __m128i
jsd_block_half_refused(__m128i lead, __m128i half)
{
    __m128i from_90 = jsd_block_half_from(half, 0x90);
    __m128i from_a0 = jsd_block_half_from(half, 0xa0);
    __m128i e0 = _mm_andnot_si128(from_a0, jsd_block_is(lead, (char)0xe0));
    __m128i ed = _mm_and_si128(from_a0, jsd_block_is(lead, (char)0xed));
    __m128i f0 = _mm_andnot_si128(from_90, jsd_block_is(lead, (char)0xf0));
    __m128i f4 = _mm_and_si128(from_90, jsd_block_is(lead, (char)0xf4));
    __m128i even = _mm_and_si128(lead, _mm_set1_epi8((char)0xfe));
    __m128i all = _mm_or_si128(jsd_block_is(even, (char)0xc0),
                               jsd_block_half_from(lead, 0xf5));
    __m128i follow = _mm_cmplt_epi8(half, _mm_set1_epi8((char)0xc0));

    return _mm_and_si128(
        follow, _mm_or_si128(all, _mm_or_si128(_mm_or_si128(e0, ed),
                                               _mm_or_si128(f0, f4))));
}

/* Returns half with each byte replaced by the byte before it. */
JSD_INLINE __m128i
jsd_block_half_before(__m128i before, __m128i half)
{
    return _mm_or_si128(_mm_slli_si128(half, 1), _mm_srli_si128(before, 15));
}

JSD_INLINE uint32_t
jsd_block_bad_second_byte(jsd_block before, jsd_block b)
{
    __m128i first = jsd_block_half_before(before.half[1], b.half[0]);
    __m128i second = jsd_block_half_before(b.half[0], b.half[1]);

    return jsd_block_bits(jsd_block_half_refused(first, b.half[0]),
                          jsd_block_half_refused(second, b.half[1]));
}

/* Returns a mask from lanes of all ones or zeros; the packs preserve -1. */
JSD_INLINE uint32_t
jsd_block_bits2(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return jsd_block_bits(_mm_packs_epi16(a, b), _mm_packs_epi16(c, d));
}

/* A saturating subtraction of `most` gives 0 for units up to most. */
JSD_INLINE __m128i
jsd_block_lanes_upto2(const __m128i *from, uint16_t most)
{
    return _mm_cmpeq_epi16(
        _mm_subs_epu16(_mm_loadu_si128(from), _mm_set1_epi16((short)most)),
        _mm_setzero_si128());
}

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    const __m128i *from = p;

    return ~jsd_block_bits2(jsd_block_lanes_upto2(from, most),
                            jsd_block_lanes_upto2(from + 1, most),
                            jsd_block_lanes_upto2(from + 2, most),
                            jsd_block_lanes_upto2(from + 3, most));
}

/* Compares two vectors of 4-byte units and packs the results into one. */
JSD_INLINE __m128i
jsd_block_lanes_above4(const __m128i *from, uint32_t most)
{
    const __m128i limit = _mm_set1_epi32((int)most);

    return _mm_packs_epi32(_mm_cmpgt_epi32(_mm_loadu_si128(from), limit),
                           _mm_cmpgt_epi32(_mm_loadu_si128(from + 1), limit));
}

JSD_INLINE uint32_t
jsd_block_above4(const void *p, uint32_t most)
{
    const __m128i *from = p;

    return jsd_block_bits2(jsd_block_lanes_above4(from, most),
                           jsd_block_lanes_above4(from + 2, most),
                           jsd_block_lanes_above4(from + 4, most),
                           jsd_block_lanes_above4(from + 6, most));
}

JSD_INLINE __m128i
jsd_block_lanes_surrogate2(const __m128i *from)
{
    return _mm_cmpeq_epi16(
        _mm_and_si128(_mm_loadu_si128(from), _mm_set1_epi16((short)0xf800)),
        _mm_set1_epi16((short)0xd800));
}

JSD_INLINE uint32_t
jsd_block_surrogate2(const void *p)
{
    const __m128i *from = p;

    return jsd_block_bits2(jsd_block_lanes_surrogate2(from),
                           jsd_block_lanes_surrogate2(from + 1),
                           jsd_block_lanes_surrogate2(from + 2),
                           jsd_block_lanes_surrogate2(from + 3));
}

JSD_INLINE __m128i
jsd_block_is_surrogate4(__m128i units)
{
    return _mm_cmpeq_epi32(
        _mm_and_si128(units, _mm_set1_epi32((int)0xfffff800)),
        _mm_set1_epi32(0xd800));
}

JSD_INLINE __m128i
jsd_block_lanes_surrogate4(const __m128i *from)
{
    return _mm_packs_epi32(jsd_block_is_surrogate4(_mm_loadu_si128(from)),
                           jsd_block_is_surrogate4(_mm_loadu_si128(from + 1)));
}

JSD_INLINE uint32_t
jsd_block_surrogate4(const void *p)
{
    const __m128i *from = p;

    return jsd_block_bits2(jsd_block_lanes_surrogate4(from),
                           jsd_block_lanes_surrogate4(from + 2),
                           jsd_block_lanes_surrogate4(from + 4),
                           jsd_block_lanes_surrogate4(from + 6));
}

JSD_INLINE void
jsd_block_spread2(__m128i *to, __m128i half)
{
    const __m128i zero = _mm_setzero_si128();

    _mm_storeu_si128(to, _mm_unpacklo_epi8(half, zero));
    _mm_storeu_si128(to + 1, _mm_unpackhi_epi8(half, zero));
}

JSD_INLINE void
jsd_block_widen2(void *p, jsd_block b)
{
    jsd_block_spread2(p, b.half[0]);
    jsd_block_spread2((__m128i *)p + 2, b.half[1]);
}

JSD_INLINE void
jsd_block_spread4(__m128i *to, __m128i half)
{
    const __m128i zero = _mm_setzero_si128();
    __m128i low = _mm_unpacklo_epi8(half, zero);
    __m128i high = _mm_unpackhi_epi8(half, zero);

    _mm_storeu_si128(to, _mm_unpacklo_epi16(low, zero));
    _mm_storeu_si128(to + 1, _mm_unpackhi_epi16(low, zero));
    _mm_storeu_si128(to + 2, _mm_unpacklo_epi16(high, zero));
    _mm_storeu_si128(to + 3, _mm_unpackhi_epi16(high, zero));
}

JSD_INLINE void
jsd_block_widen4(void *p, jsd_block b)
{
    jsd_block_spread4(p, b.half[0]);
    jsd_block_spread4((__m128i *)p + 4, b.half[1]);
}

#endif

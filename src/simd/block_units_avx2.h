/* SPDX-License-Identifier: MIT
 *
 * The operations of blocks of AVX2 on units of 2 and 4 bytes (simd/block.h).
 * simd/block_avx2.h includes it.
 */
#ifndef JSONDE_SIMD_BLOCK_UNITS_AVX2_H
#define JSONDE_SIMD_BLOCK_UNITS_AVX2_H

#include "simd/block_base.h"

#include <immintrin.h>

/* The pack works within halves of the register; a permutation corrects the
 * order of the quarters. */
JSD_INLINE __m256i
jsd_block_narrow2(const void *p)
{
    const __m256i most = _mm256_set1_epi16(0xff);
    const __m256i *from = p;
    __m256i first = _mm256_min_epu16(_mm256_loadu_si256(from), most);
    __m256i second = _mm256_min_epu16(_mm256_loadu_si256(from + 1), most);

    return _mm256_permute4x64_epi64(_mm256_packus_epi16(first, second),
                                    _MM_SHUFFLE(3, 1, 2, 0));
}

JSD_INLINE __m256i
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

/* Returns a mask from lanes of all ones or zeros. The packs preserve -1 and
 * work within halves of the register, which a permutation corrects. */
JSD_INLINE uint32_t
jsd_block_bits2(__m256i first, __m256i second)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(
        _mm256_packs_epi16(first, second), _MM_SHUFFLE(3, 1, 2, 0)));
}

JSD_INLINE uint32_t
jsd_block_bits4(__m256i a, __m256i b, __m256i c, __m256i d)
{
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);

    return (uint32_t)_mm256_movemask_epi8(_mm256_permutevar8x32_epi32(
        _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d)),
        order));
}

/* A saturating subtraction of `most` gives 0 for units up to most. */
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
jsd_block_widen2(void *p, __m256i b)
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
jsd_block_widen4(void *p, __m256i b)
{
    jsd_block_spread4(p, _mm256_castsi256_si128(b));
    jsd_block_spread4((__m256i *)p + 2, _mm256_extracti128_si256(b, 1));
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The operations of blocks on units of 2 and 4 bytes (simd/block.h), with the
 * 64-byte registers of AVX-512. Needs F, BW and VL.
 */
#ifndef JSONDE_SIMD_BLOCK_UNITS_AVX512_H
#define JSONDE_SIMD_BLOCK_UNITS_AVX512_H

#include "simd/block_base.h"

#include <immintrin.h>

#define JSD_ISA_HAS_UNITS 1

JSD_INLINE __m256i
jsd_block_narrow2(const void *p)
{
    return _mm512_cvtusepi16_epi8(_mm512_loadu_si512(p));
}

JSD_INLINE __m256i
jsd_block_narrow4(const void *p)
{
    const char *from = p;

    return _mm256_set_m128i(
        _mm512_cvtusepi32_epi8(_mm512_loadu_si512(from + 64)),
        _mm512_cvtusepi32_epi8(_mm512_loadu_si512(from)));
}

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    return _mm512_cmpgt_epu16_mask(_mm512_loadu_si512(p),
                                   _mm512_set1_epi16((short)most));
}

/* Joins the masks of the first and the second 16 units. */
JSD_INLINE uint32_t
jsd_block_both(__mmask16 first, __mmask16 second)
{
    return (uint32_t)second << 16 | first;
}

JSD_INLINE uint32_t
jsd_block_above4(const void *p, uint32_t most)
{
    const __m512i limit = _mm512_set1_epi32((int)most);
    const char *from = p;

    return jsd_block_both(
        _mm512_cmpgt_epu32_mask(_mm512_loadu_si512(from), limit),
        _mm512_cmpgt_epu32_mask(_mm512_loadu_si512(from + 64), limit));
}

JSD_INLINE uint32_t
jsd_block_surrogate2(const void *p)
{
    return _mm512_cmpeq_epi16_mask(
        _mm512_and_si512(_mm512_loadu_si512(p),
                         _mm512_set1_epi16((short)0xf800)),
        _mm512_set1_epi16((short)0xd800));
}

JSD_INLINE __mmask16
jsd_block_half_surrogate4(const void *p)
{
    return _mm512_cmpeq_epi32_mask(
        _mm512_and_si512(_mm512_loadu_si512(p),
                         _mm512_set1_epi32((int)0xfffff800)),
        _mm512_set1_epi32(0xd800));
}

JSD_INLINE uint32_t
jsd_block_surrogate4(const void *p)
{
    return jsd_block_both(jsd_block_half_surrogate4(p),
                          jsd_block_half_surrogate4((const char *)p + 64));
}

JSD_INLINE void
jsd_block_widen2(void *p, __m256i b)
{
    _mm512_storeu_si512(p, _mm512_cvtepu8_epi16(b));
}

JSD_INLINE void
jsd_block_widen4(void *p, __m256i b)
{
    _mm512_storeu_si512(p, _mm512_cvtepu8_epi32(_mm256_castsi256_si128(b)));
    _mm512_storeu_si512((char *)p + 64,
                        _mm512_cvtepu8_epi32(_mm256_extracti128_si256(b, 1)));
}

#endif

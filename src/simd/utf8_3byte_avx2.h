/* SPDX-License-Identifier: MIT
 *
 * Decodes eight UTF-8 characters of three bytes at once to units of two bytes.
 * Most characters of Chinese, Japanese and Korean text have three bytes.
 * Overrides UTF8_3BYTE_X8 (simd/block.h).
 */
#ifndef JSONDE_SIMD_UTF8_3BYTE_AVX2_H
#define JSONDE_SIMD_UTF8_3BYTE_AVX2_H

#include "simd/block_avx2.h"

#define JSD_ISA_HAS_UTF8_3BYTE_X8 1

/* Decodes the 24 bytes at p to eight units at out if they are eight characters
 * of three bytes. Otherwise returns false and writes nothing. 32 bytes at p
 * must be readable. The text is valid UTF-8, so that the positions of the
 * continuation bytes determine the lengths of the characters. */
JSD_INLINE bool
utf8_3byte_x8(const void *p, void *out)
{
    const __m256i order = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1));
    const char *from = p;
    __m256i b = _mm256_loadu_si256(p);
    uint32_t follow = jsd_block_non_ascii(
        _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xc0), b));
    __m256i four, v;

    if ((follow & 0xffffff) != 0xdb6db6)
        return false;
    four = _mm256_inserti128_si256(
        b, _mm_loadu_si128((const __m128i *)(from + 12)), 1);
    four = _mm256_shuffle_epi8(four, order);
    v = _mm256_or_si256(
        _mm256_and_si256(four, _mm256_set1_epi32(0x3f)),
        _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi32(four, 2),
                                         _mm256_set1_epi32(0xfc0)),
                        _mm256_and_si256(_mm256_srli_epi32(four, 4),
                                         _mm256_set1_epi32(0xf000))));
    _mm_storeu_si128(out, _mm_packus_epi32(_mm256_castsi256_si128(v),
                                           _mm256_extracti128_si256(v, 1)));
    return true;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Eight characters of three bytes in UTF-8 at once, from and to units of two
 * bytes: most of Chinese, Japanese and Korean text.
 * Used by simd/kernel_avx2.c alone. It never allocates.
 */
#ifndef JSONDE_SIMD_EIGHT_AVX2_H
#define JSONDE_SIMD_EIGHT_AVX2_H

#include "simd/block_avx2.h"

#define JSD_HAS_EIGHT 1

/* The eight units at `in` to *out, if all take three bytes. Room is for 24. */
JSD_INLINE bool
escape_eight(const void *in, char **out)
{
    const __m128i six = _mm_set1_epi16(0x3f);
    const __m128i follow = _mm_set1_epi16(0x80);
    const __m128i upper = _mm_set1_epi16((short)0xf800);
    __m128i units = _mm_loadu_si128(in);
    __m128i high = _mm_and_si128(units, upper); /* 0: below U+0800 */
    __m128i other =
        _mm_or_si128(_mm_cmpeq_epi16(high, _mm_setzero_si128()),
                     _mm_cmpeq_epi16(high, _mm_set1_epi16((short)0xd800)));
    __m128i lead =
        _mm_or_si128(_mm_srli_epi16(units, 12), _mm_set1_epi16(0xe0));
    __m128i second =
        _mm_or_si128(_mm_and_si128(_mm_srli_epi16(units, 6), six), follow);
    __m128i third = _mm_or_si128(_mm_and_si128(units, six), follow);
    __m128i pair = _mm_or_si128(lead, _mm_slli_epi16(second, 8));
    __m128i first16 = _mm_or_si128(
        _mm_shuffle_epi8(pair, _mm_setr_epi8(0, 1, -1, 2, 3, -1, 4, 5, -1, 6,
                                             7, -1, 8, 9, -1, 10)),
        _mm_shuffle_epi8(third, _mm_setr_epi8(-1, -1, 0, -1, -1, 2, -1, -1, 4,
                                              -1, -1, 6, -1, -1, 8, -1)));
    __m128i last8 = _mm_or_si128(
        _mm_shuffle_epi8(pair, _mm_setr_epi8(11, -1, 12, 13, -1, 14, 15, -1,
                                             -1, -1, -1, -1, -1, -1, -1, -1)),
        _mm_shuffle_epi8(third,
                         _mm_setr_epi8(-1, 10, -1, -1, 12, -1, -1, 14, -1, -1,
                                       -1, -1, -1, -1, -1, -1)));

    if (!_mm_testz_si128(other, other))
        return false;
    _mm_storeu_si128((__m128i *)*out, first16);
    _mm_storel_epi64((__m128i *)(*out + 16), last8);
    *out += 24;
    return true;
}

/* The 24 bytes at p, of 32 that can be read, to eight units, if they are
 * eight characters of three bytes. The text is valid: then the places of what
 * follows a lead tell. */
JSD_INLINE bool
decode_eight(const void *p, void *out)
{
    const __m256i order = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1));
    const char *from = p;
    __m256i b = _mm256_loadu_si256(p);
    uint32_t follow =
        jsd_block_beyond(_mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xc0), b));
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

/* SPDX-License-Identifier: MIT
 *
 * Eight groups of three bytes as base64 at once, without tables in memory
 * (after Mula and Lemire, "Faster Base64 Encoding and Decoding using AVX2
 * Instructions", 2018).
 * Used by simd/kernel_avx2.c and simd/kernel_avx512.c. It never allocates.
 */
#ifndef JSONDE_SIMD_BASE64_AVX2_H
#define JSONDE_SIMD_BASE64_AVX2_H

#include "base/base.h"

#include <immintrin.h>

#define JSD_HAS_BASE64_BLOCKS 1

enum { BASE64_BLOCK = 8 }; /* groups */

/* The six-bit numbers of 24 bytes at p, in their order. Both loads end
 * within these bytes: the second half starts at byte 4 of its own. */
JSD_INLINE __m256i
base64_numbers(const unsigned char *p)
{
    /* Of each group of bytes 0, 1, 2: two lanes of 1 0 and 2 1, so that each
     * number has all its bits in one lane. */
    const __m256i order = _mm256_setr_epi8(
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, /* first half */
        5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14);
    const __m256i bytes = _mm256_shuffle_epi8(
        _mm256_inserti128_si256(
            _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)p)),
            _mm_loadu_si128((const __m128i *)(p + 8)), 1),
        order);
    /* The numbers 0 and 2 lie at bits 10 and 6 of the two, 1 and 3 at 4 and
     * 0: products move them down to bit 0, or up to 8. */
    const __m256i even = _mm256_mulhi_epu16(
        _mm256_and_si256(bytes, _mm256_set1_epi32(0x0fc0fc00)),
        _mm256_set1_epi32(0x04000040));
    const __m256i odd = _mm256_mullo_epi16(
        _mm256_and_si256(bytes, _mm256_set1_epi32(0x003f03f0)),
        _mm256_set1_epi32(0x01000010));

    return _mm256_or_si256(even, odd);
}

/* What is added to a number to make it a character, at 1 to 12 for 52 to 63,
 * at 13 for those below 26, at 0 for the others. */
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

/* At least BASE64_BLOCK groups. The last block may overlap the one before. */
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

#endif

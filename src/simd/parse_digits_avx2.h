/* SPDX-License-Identifier: MIT
 *
 * Parses up to sixteen decimal digits at once, without a branch on a digit.
 * Overrides PARSE_16_DIGITS (simd/block.h).
 */
#ifndef JSONDE_SIMD_PARSE_DIGITS_AVX2_H
#define JSONDE_SIMD_PARSE_DIGITS_AVX2_H

#include "base/base.h"

#include <immintrin.h>

#define JSD_ISA_HAS_PARSE_16_DIGITS 1

/* Returns the number of digits at p, at most 16. The 16 bytes at p must be
 * readable. Sets *value to the value of these digits, followed by zeros up to
 * sixteen digits. Each step joins neighbours: digits to pairs, pairs to groups
 * of four, and these to groups of eight. */
JSD_INLINE unsigned
jsd_parse_16_digits(const char *p, uint64_t *value)
{
    static const uint8_t kept[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    const __m128i tens =
        _mm_set_epi8(1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10);
    const __m128i hundreds = _mm_set_epi16(1, 100, 1, 100, 1, 100, 1, 100);
    const __m128i thousands =
        _mm_set_epi16(1, 10000, 1, 10000, 1, 10000, 1, 10000);
    __m128i digits =
        _mm_xor_si128(_mm_loadu_si128((const __m128i *)p), _mm_set1_epi8('0'));
    /* A saturated subtraction of 9 makes each digit 0, and no other byte. */
    __m128i other = _mm_subs_epu8(digits, _mm_set1_epi8(9));
    unsigned mask = ~(unsigned)_mm_movemask_epi8(
        _mm_cmpeq_epi8(other, _mm_setzero_si128()));
    unsigned n = (unsigned)__builtin_ctz(mask | 1U << 16);
    uint64_t halves;

    digits = _mm_and_si128(digits,
                           _mm_loadu_si128((const __m128i *)(kept + 16 - n)));
    digits = _mm_madd_epi16(_mm_maddubs_epi16(digits, tens), hundreds);
    digits = _mm_madd_epi16(_mm_packus_epi32(digits, digits), thousands);
    halves = (uint64_t)_mm_cvtsi128_si64(digits);
    *value = (halves & UINT32_MAX) * 100000000 + (halves >> 32);
    return n;
}

#endif

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

/* Returns the value of sixteen digits, of which the first is the lowest byte.
 * Each step joins neighbours: digits to pairs, pairs to groups of four, and
 * these to groups of eight. */
JSD_INLINE uint64_t
jsd_parse_value(__m128i digits)
{
    const __m128i tens =
        _mm_set_epi8(1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10);
    const __m128i hundreds = _mm_set_epi16(1, 100, 1, 100, 1, 100, 1, 100);
    const __m128i thousands =
        _mm_set_epi16(1, 10000, 1, 10000, 1, 10000, 1, 10000);
    uint64_t halves;

    digits = _mm_madd_epi16(_mm_maddubs_epi16(digits, tens), hundreds);
    digits = _mm_madd_epi16(_mm_packus_epi32(digits, digits), thousands);
    halves = (uint64_t)_mm_cvtsi128_si64(digits);
    return (halves & UINT32_MAX) * 100000000 + (halves >> 32);
}

/* Loads sixteen characters as digits. Sets *other to a mask of those that are
 * none. */
JSD_INLINE __m128i
jsd_parse_load(const char *p, unsigned *other)
{
    const __m128i digits =
        _mm_xor_si128(_mm_loadu_si128((const __m128i *)p), _mm_set1_epi8('0'));
    /* A saturated subtraction of 9 makes each digit 0, and no other byte. */
    const __m128i above = _mm_subs_epu8(digits, _mm_set1_epi8(9));

    *other = 0xffff ^ (unsigned)_mm_movemask_epi8(
                          _mm_cmpeq_epi8(above, _mm_setzero_si128()));
    return digits;
}

/* Returns a register of n bytes `first` and 16 - n bytes `then`, from a table
 * of sixteen of each. */
JSD_INLINE __m128i
jsd_parse_split(const uint8_t table[32], unsigned n)
{
    return _mm_loadu_si128((const __m128i *)(table + 16 - n));
}

static const uint8_t jsd_parse_kept[32] = {255, 255, 255, 255, 255, 255,
                                           255, 255, 255, 255, 255, 255,
                                           255, 255, 255, 255};

/* Returns the number of digits at p, at most 16. The 16 bytes at p must be
 * readable. Sets *value to the value of these digits, followed by zeros up to
 * sixteen digits. */
JSD_INLINE unsigned
jsd_parse_16_digits(const char *p, uint64_t *value)
{
    unsigned other;
    const __m128i digits = jsd_parse_load(p, &other);
    const unsigned n = (unsigned)__builtin_ctz(other | 1U << 16);

    *value = jsd_parse_value(
        _mm_and_si128(digits, jsd_parse_split(jsd_parse_kept, n)));
    return n;
}

/* Parses a number with a point that has at most fifteen characters: digits,
 * optionally after '-', the point, and digits. The 16 bytes at p must be
 * readable. Sets *value to the value of these digits, followed by zeros up to
 * sixteen digits, of which `whole` are before the point; '-' counts as a
 * digit 0. Returns the number of characters, or 0 if there is no such number
 * or it has a leading zero. */
JSD_INLINE unsigned
jsd_parse_decimal(const char *p, unsigned *whole, uint64_t *value)
{
    static const uint8_t behind[32] = {[16] = 1, 1, 1, 1, 1, 1, 1, 1,
                                       1,        1, 1, 1, 1, 1, 1, 1};
    const __m128i places =
        _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const unsigned negative =
        (unsigned)jsd_is_below((unsigned char)*p ^ '-', 1);
    unsigned other, n, end;
    __m128i digits = jsd_parse_load(p, &other);

    other &= ~negative;
    n = (unsigned)__builtin_ctz(other | 1U << 16);
    other &= other - 1;
    if (other == 0 || p[n] != '.')
        return 0;
    end = (unsigned)__builtin_ctz(other);
    if (n == negative || end == n + 1 ||
        (p[negative] == '0' && n > negative + 1))
        return 0;
    /* Skips the point, and clears the sign and what is behind the number. */
    digits = _mm_shuffle_epi8(
        digits, _mm_add_epi8(places, jsd_parse_split(behind, n)));
    digits = _mm_and_si128(digits, jsd_parse_split(jsd_parse_kept, end - 1));
    digits =
        _mm_andnot_si128(_mm_cvtsi32_si128((int)(0xff * negative)), digits);
    *whole = n;
    *value = jsd_parse_value(digits);
    return end;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Makes sixteen decimal digits in a register and stores them in any order. The
 * caller adds the decimal point and the exponent. Overrides DIGITS
 * (simd/block.h).
 */
#ifndef JSONDE_SIMD_DIGITS_AVX2_H
#define JSONDE_SIMD_DIGITS_AVX2_H

#include "simd/digits_steps.h"

#include <immintrin.h>

#define JSD_ISA_HAS_DIGITS 1

/* Loads a member of jsd_digits_steps. */
JSD_INLINE __m128i
jsd_block_step(const void *p)
{
    return _mm_load_si128((const __m128i *)p);
}

/* Sixteen bytes from 0 to 9. The last digit is in the lowest byte. */
typedef __m128i jsd_block_digits;

/* Returns the sixteen digits of pair. Its upper 32 bits are the first eight
 * digits and its lower 32 bits the last eight, each a number below 10^8.
 *
 * Each step divides every lane and adds (q << width) - q * divisor for the
 * quotient q. The remainder is then in the low part of the lane and q in the
 * part above it. For m = ceil(2^s / divisor) the quotient is x * m >> s, as
 * long as x * (m * divisor - 2^s) < 2^s (T. Granlund, P. Montgomery, "Division
 * by invariant integers using multiplication", 1994, theorem 4.2). */
JSD_INLINE jsd_block_digits
jsd_block_digits_make(uint64_t pair, const jsd_digits_steps *by)
{
    __m128i x = _mm_cvtepu32_epi64(_mm_set_epi64x(0, (long long)pair)), q;

    /* s = 45: 10^8 * 1168 < 2^45 */
    q = _mm_srli_epi64(_mm_mul_epu32(x, jsd_block_step(by->by10000)), 45);
    x = _mm_add_epi64(x, _mm_mul_epu32(q, jsd_block_step(by->change10000)));
    /* s = 16 + 3: 10^4 * 12 < 2^19 */
    q = _mm_srli_epi16(_mm_mulhi_epu16(x, jsd_block_step(by->by100)), 3);
    x = _mm_add_epi32(x, _mm_mullo_epi32(q, jsd_block_step(by->change100)));
    /* s = 16: 100 * 4 < 2^16 */
    q = _mm_mulhi_epu16(x, jsd_block_step(by->by10));
    return _mm_add_epi16(x, _mm_mullo_epi16(q, jsd_block_step(by->change10)));
}

/* Returns a mask: bit i is set if the digit in byte i is not 0. */
JSD_INLINE uint32_t
jsd_block_digits_nonzero(jsd_block_digits digits, const jsd_digits_steps *by)
{
    return (uint32_t)_mm_movemask_epi8(
        _mm_add_epi8(digits, jsd_block_step(by->below_top)));
}

/* Writes the characters of the last n digits, 1 <= n <= 16. Always stores 16
 * bytes: those after the n characters are unspecified. */
JSD_INLINE void
jsd_block_digits_put_last(char *out, jsd_block_digits digits, size_t n)
{
    /* The 16 bytes from index 16 - n on begin with n - 1, n - 2, ..., 0. */
    static const uint8_t from[32] = {15, 14, 13, 12, 11, 10, 9, 8,
                                     7,  6,  5,  4,  3,  2,  1, 0};
    const __m128i places =
        _mm_loadu_si128((const __m128i *)(const void *)(from + 16 - n));

    _mm_storeu_si128(
        (__m128i *)(void *)out,
        _mm_or_si128(_mm_shuffle_epi8(digits, places), _mm_set1_epi8('0')));
}

/* Writes 32 bytes: byte i is text[i] | the digit in byte from[i], or text[i]
 * if from[i] is 128. */
JSD_INLINE void
jsd_block_digits_put(char *out, jsd_block_digits digits, const void *from,
                     const void *text)
{
    /* vpshufb selects within 16 bytes, so both halves hold the digits. */
    const __m256i twice = _mm256_broadcastsi128_si256(digits);

    _mm256_storeu_si256(
        (__m256i *)out,
        _mm256_or_si256(_mm256_shuffle_epi8(
                            twice, _mm256_loadu_si256((const __m256i *)from)),
                        _mm256_loadu_si256((const __m256i *)text)));
}

#endif

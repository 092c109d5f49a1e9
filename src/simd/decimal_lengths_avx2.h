/* SPDX-License-Identifier: MIT
 *
 * Computes how long the text of many integers is, without writing it.
 * Overrides DECIMAL_LENGTHS (simd/block.h).
 */
#ifndef JSONDE_SIMD_DECIMAL_LENGTHS_AVX2_H
#define JSONDE_SIMD_DECIMAL_LENGTHS_AVX2_H

#include "base/base.h"

#include <immintrin.h>

#define JSD_ISA_HAS_DECIMAL_LENGTHS 1

enum {
    JSD_LENGTHS_ITEMS = 128, /* integers that jsd_lengths() measures at once */
    JSD_LENGTHS_VECTORS = JSD_LENGTHS_ITEMS / 4
};

#define TEN_POWER(zeros) UINT64_C(1##zeros)
static const uint64_t jsd_lengths_powers[] = {
    TEN_POWER(),
    TEN_POWER(0),
    TEN_POWER(00),
    TEN_POWER(000),
    TEN_POWER(0000),
    TEN_POWER(00000),
    TEN_POWER(000000),
    TEN_POWER(0000000),
    TEN_POWER(00000000),
    TEN_POWER(000000000),
    TEN_POWER(0000000000),
    TEN_POWER(00000000000),
    TEN_POWER(000000000000),
    TEN_POWER(0000000000000),
    TEN_POWER(00000000000000),
    TEN_POWER(000000000000000),
    TEN_POWER(0000000000000000),
    TEN_POWER(00000000000000000),
    TEN_POWER(000000000000000000),
    TEN_POWER(0000000000000000000),
};
#undef TEN_POWER

/* Returns the exponent of the largest power of ten that value | 1 reaches. The
 * exponent is the number of bits times log10(2), rounded down, or one less.
 * This is exact for 1 to 64 bits. */
JSD_INLINE unsigned
jsd_lengths_log10(uint64_t value)
{
    const unsigned bits = 64 - (unsigned)__builtin_clzll(value | 1);
    const unsigned n = bits * 1233 >> 12;

    return n - ((value | 1) < jsd_lengths_powers[n]);
}

/* Loads four integers of `size` bytes to lanes of eight bytes. */
JSD_INLINE __m256i
jsd_lengths_load(const char *p, size_t size, bool is_signed)
{
    if (size == 8)
        return _mm256_loadu_si256((const __m256i *)p);
    const __m128i narrow = _mm_loadu_si128((const __m128i *)p);

    return is_signed ? _mm256_cvtepi32_epi64(narrow)
                     : _mm256_cvtepu32_epi64(narrow);
}

JSD_INLINE uint64_t
jsd_lengths_sum(__m256i v)
{
    uint64_t lanes[4];

    _mm256_storeu_si256((__m256i *)lanes, v);
    return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

JSD_INLINE uint64_t
jsd_lengths_or(__m256i v)
{
    uint64_t lanes[4];

    _mm256_storeu_si256((__m256i *)lanes, v);
    return lanes[0] | lanes[1] | lanes[2] | lanes[3];
}

/* Returns the origin of the stored magnitudes. AVX2 only compares signed
 * lanes, but a magnitude may be 2^63 or more. So each lane stores origin -
 * magnitude, which never wraps. The origin is 0 for signed integers, otherwise
 * INT64_MAX. */
JSD_INLINE uint64_t
jsd_lengths_origin(bool is_signed)
{
    return is_signed ? 0 : INT64_MAX;
}

/* Stores the magnitudes of JSD_LENGTHS_ITEMS integers at p in kept. Sets *most
 * to at least the largest magnitude, and with at most one bit more. Returns
 * how many integers are negative. */
JSD_INLINE size_t
jsd_lengths_keep(const char *p, size_t size, bool is_signed, __m256i *kept,
                 uint64_t *most)
{
    const __m256i origin =
        _mm256_set1_epi64x((int64_t)jsd_lengths_origin(is_signed));
    __m256i any = _mm256_setzero_si256(), negative = any;

#pragma GCC unroll 4
    for (int i = 0; i < JSD_LENGTHS_VECTORS; i++, p += 4 * size) {
        const __m256i v = jsd_lengths_load(p, size, is_signed);

        if (is_signed) {
            const __m256i sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), v);
            const __m256i less =
                _mm256_xor_si256(v, sign); /* |v|, or |v| - 1 if v < 0 */

            kept[i] = _mm256_sub_epi64(sign, less);
            negative = _mm256_sub_epi64(negative, sign);
            any = _mm256_or_si256(any, less);
        } else {
            kept[i] = _mm256_sub_epi64(origin, v);
            any = _mm256_or_si256(any, v);
        }
    }
    *most = jsd_lengths_or(any) + is_signed;
    return jsd_lengths_sum(negative);
}

/* Returns how many magnitudes reach a power of ten: their lanes are below
 * origin + 1 - power. */
JSD_INLINE size_t
jsd_lengths_reach(const __m256i *kept, uint64_t power, bool is_signed)
{
    const __m256i bound = _mm256_set1_epi64x(
        (int64_t)(jsd_lengths_origin(is_signed) + 1 - power));
    __m256i count = _mm256_setzero_si256();

#pragma GCC unroll 8
    for (int i = 0; i < JSD_LENGTHS_VECTORS; i++)
        count = _mm256_sub_epi64(count, _mm256_cmpgt_epi64(bound, kept[i]));
    return jsd_lengths_sum(count);
}

/* Returns the bytes of the text of JSD_LENGTHS_ITEMS integers at p, each
 * followed by a separator of one byte. size is 4 or 8. size and is_signed are
 * constants.
 *
 * A magnitude has one digit plus one for each power of ten, from 10 on, that
 * it reaches. The loop starts with the highest power that a magnitude may
 * reach. It ends at the first power that all reach, because they reach the
 * lower powers as well. */
JSD_INLINE size_t
jsd_lengths(const char *p, size_t size, bool is_signed)
{
    __m256i kept[JSD_LENGTHS_VECTORS];
    uint64_t most;
    size_t sum = jsd_lengths_keep(p, size, is_signed, kept, &most);
    unsigned n = jsd_lengths_log10(most);

    for (; n > 0; n--) {
        const size_t count =
            jsd_lengths_reach(kept, jsd_lengths_powers[n], is_signed);

        if (count == JSD_LENGTHS_ITEMS)
            break;
        sum += count;
    }
    return sum + (n + 2) * (size_t)JSD_LENGTHS_ITEMS;
}

#endif

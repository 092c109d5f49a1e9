/* SPDX-License-Identifier: MIT
 *
 * Blocks in one AVX2 register (simd/block.h).
 */
#ifndef JSONDE_SIMD_BLOCK_AVX2_H
#define JSONDE_SIMD_BLOCK_AVX2_H

#include "simd/block_base.h"
#include "simd/block_table.h"
#include "simd/block_units_avx2.h"

#include <immintrin.h>

#ifndef JSD_ISA /* simd/block_avx512.h has its own */
#define JSD_ISA(name) name##_avx2
#define JSD_ISA_NAME "avx2"
#endif

typedef __m256i jsd_block;

JSD_INLINE jsd_block
jsd_block_load(const void *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}

JSD_INLINE void
jsd_block_store(void *p, jsd_block b)
{
    _mm256_storeu_si256((__m256i *)p, b);
}

JSD_INLINE jsd_block
jsd_block_fill(char c)
{
    return _mm256_set1_epi8(c);
}

JSD_INLINE unsigned
jsd_block_count(uint32_t mask)
{
    return (unsigned)__builtin_popcount(mask);
}

JSD_INLINE uint32_t
jsd_block_non_ascii(jsd_block b)
{
    return (uint32_t)_mm256_movemask_epi8(b);
}

JSD_INLINE __m256i
jsd_block_is(jsd_block b, char c)
{
    return _mm256_cmpeq_epi8(b, _mm256_set1_epi8(c));
}

JSD_INLINE __m256i
jsd_block_turned(jsd_block b)
{
    return _mm256_xor_si256(b, jsd_block_load(jsd_block_constants.turn));
}

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    return jsd_block_non_ascii(_mm256_cmpeq_epi8(a, b));
}

JSD_INLINE uint32_t
jsd_block_needs_escape(jsd_block b)
{
    const __m256i most = jsd_block_load(jsd_block_constants.most);
    const __m256i backslash = jsd_block_load(jsd_block_constants.backslash);

    return jsd_block_non_ascii(_mm256_or_si256(
        _mm256_cmpeq_epi8(_mm256_max_epu8(jsd_block_turned(b), most), most),
        _mm256_cmpeq_epi8(b, backslash)));
}

/* As signed numbers, bytes from 0x80 on are below all others, so that one
 * comparison finds them and the control characters. */
JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    const __m256i above = _mm256_set1_epi8(JSD_BLOCK_MOST + 1);

    return jsd_block_non_ascii(_mm256_or_si256(
        _mm256_cmpgt_epi8(above, jsd_block_turned(b)), jsd_block_is(b, '\\')));
}

#define JSD_ISA_HAS_ASCII_X4 1

/* Returns whether no byte of the four blocks is non-ASCII or needs an escape.
 * One signed comparison of their minimum replaces four
 * (jsd_block_non_ascii_or_escape). */
JSD_INLINE bool
jsd_block_ascii_x4(jsd_block a, jsd_block b, jsd_block c, jsd_block d)
{
    __m256i least = _mm256_min_epi8(
        _mm256_min_epi8(jsd_block_turned(a), jsd_block_turned(b)),
        _mm256_min_epi8(jsd_block_turned(c), jsd_block_turned(d)));
    __m256i slash = _mm256_or_si256(
        _mm256_or_si256(jsd_block_is(a, '\\'), jsd_block_is(b, '\\')),
        _mm256_or_si256(jsd_block_is(c, '\\'), jsd_block_is(d, '\\')));
    __m256i low =
        _mm256_cmpgt_epi8(_mm256_set1_epi8(JSD_BLOCK_MOST + 1), least);

    return jsd_block_non_ascii(_mm256_or_si256(low, slash)) == 0;
}

/* The table is indexed by the low four bits of a byte and holds each of the
 * four spaces at its own index. The other entries hold ' ', which differs from
 * every byte with their index. For bytes from 0x80 on the shuffle gives 0,
 * which differs as well. */
JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', '\t', '\n',
                      ' ', ' ', '\r', ' ', ' '));

    return ~jsd_block_equal(b, _mm256_shuffle_epi8(table, b));
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    return jsd_block_equal(_mm256_max_epu8(b, _mm256_set1_epi8((char)c)), b);
}

/* Returns b with each byte replaced by the byte before it. */
JSD_INLINE __m256i
jsd_block_leads(jsd_block before, jsd_block b)
{
    return _mm256_alignr_epi8(b, _mm256_permute2x128_si256(before, b, 0x21),
                              15);
}

JSD_INLINE __m256i
jsd_block_upper_half(__m256i b)
{
    return _mm256_and_si256(_mm256_srli_epi16(b, 4), _mm256_set1_epi8(15));
}

JSD_INLINE uint32_t
jsd_block_bad_second_byte(jsd_block before, jsd_block b)
{
    const __m256i upper =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_LEAD_UPPER));
    const __m256i lower =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_LEAD_LOWER));
    const __m256i byte =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(JSD_BLOCK_BYTE_UPPER));
    __m256i lead = jsd_block_leads(before, b);
    __m256i refused = _mm256_and_si256(
        _mm256_shuffle_epi8(upper, jsd_block_upper_half(lead)),
        _mm256_and_si256(
            _mm256_shuffle_epi8(lower,
                                _mm256_and_si256(lead, _mm256_set1_epi8(15))),
            _mm256_shuffle_epi8(byte, jsd_block_upper_half(b))));

    return ~jsd_block_equal(refused, _mm256_setzero_si256());
}

#include "simd/digits_avx2.h"
#include "simd/utf8_encode_avx2.h"

#endif

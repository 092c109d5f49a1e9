/* SPDX-License-Identifier: MIT
 *
 * Blocks in half an AVX-512 register (simd/block.h). Needs BW, VL, VBMI and
 * VBMI2. The masks of the engines are made as AVX2 makes them: one vpmovmskb
 * brings them to a general register sooner than mask registers do.
 */
#ifndef JSONDE_SIMD_BLOCK_AVX512_H
#define JSONDE_SIMD_BLOCK_AVX512_H

#include "simd/block.h"
#include "simd/block_table.h"

#include <immintrin.h>

#define JSD_ISA(name) name##_avx512
#define JSD_ISA_NAME "avx512"

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

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    return jsd_block_non_ascii(_mm256_cmpeq_epi8(a, b));
}

JSD_INLINE __m256i
jsd_block_turned(jsd_block b)
{
    return _mm256_xor_si256(b, jsd_block_load(jsd_block_constants.turn));
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

/* A signed comparison finds 0x80 and more among the least. */
JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    const __m256i above = _mm256_set1_epi8(JSD_BLOCK_MOST + 1);

    return jsd_block_non_ascii(_mm256_or_si256(
        _mm256_cmpgt_epi8(above, jsd_block_turned(b)), jsd_block_is(b, '\\')));
}

/* A table by the low four bits: each of the four spaces stands at its own.
 * The others hold ' ', whose low half is another than theirs, so that they
 * equal nothing; nor do the zeros that the shuffle makes of 0x80 and more. */
JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', '\t', '\n',
                      ' ', ' ', '\r', ' ', ' '));

    return ~jsd_block_equal(b, _mm256_shuffle_epi8(table, b));
}

JSD_INLINE jsd_block
jsd_block_narrow2(const void *p)
{
    return _mm512_cvtusepi16_epi8(_mm512_loadu_si512(p));
}

JSD_INLINE jsd_block
jsd_block_narrow4(const void *p)
{
    const char *from = p;

    return _mm256_set_m128i(
        _mm512_cvtusepi32_epi8(_mm512_loadu_si512(from + 64)),
        _mm512_cvtusepi32_epi8(_mm512_loadu_si512(from)));
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    return _mm256_cmpge_epu8_mask(b, _mm256_set1_epi8((char)c));
}

/* Each byte is replaced by the one before it. */
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

    return _mm256_test_epi8_mask(refused, refused);
}

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    return _mm512_cmpgt_epu16_mask(_mm512_loadu_si512(p),
                                   _mm512_set1_epi16((short)most));
}

/* The masks of 16 units, and of the 16 behind them. */
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
jsd_block_widen2(void *p, jsd_block b)
{
    _mm512_storeu_si512(p, _mm512_cvtepu8_epi16(b));
}

JSD_INLINE void
jsd_block_widen4(void *p, jsd_block b)
{
    _mm512_storeu_si512(p, _mm512_cvtepu8_epi32(_mm256_castsi256_si128(b)));
    _mm512_storeu_si512((char *)p + 64,
                        _mm512_cvtepu8_epi32(_mm256_extracti128_si256(b, 1)));
}

#include "simd/digits_avx2.h"
#include "simd/utf8_encode_avx2.h"

#endif

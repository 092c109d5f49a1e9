/* SPDX-License-Identifier: MIT
 *
 * Encodes sixteen characters at once as UTF-8 (RFC 3629, section 3), from
 * units of 1, 2 or 4 bytes. Each lane gets its lead byte and continuation
 * bytes, and a shuffle from a table left-packs the lanes. It never allocates.
 * Overrides ENCODE_16 (simd/block.h).
 */
#ifndef JSONDE_SIMD_UTF8_ENCODE_AVX2_H
#define JSONDE_SIMD_UTF8_ENCODE_AVX2_H

#include "simd/left_pack_table.h"

#include <immintrin.h>

#define JSD_ISA_HAS_ENCODE_16 1

enum {
    JSD_ENCODE_UNITS = 16,
    JSD_ENCODE_ROOM = 64 /* the most bytes that a step may store */
};

/* Left-packs lanes by a row of a table, and stores 16 bytes. */
JSD_INLINE void
encode_left_pack(char *out, __m128i lanes, const uint8_t *row)
{
    _mm_storeu_si128(
        (__m128i *)out,
        _mm_shuffle_epi8(lanes, _mm_loadu_si128((const __m128i *)row)));
}

/* Writes n <= 16 characters below U+0800 in lanes of two bytes. `ours` has two
 * bits for each of the n lanes. Returns false and leaves *out unchanged if a
 * character needs an escape. */
JSD_INLINE bool
encode_pairs(__m256i units, size_t n, uint32_t ours, char **out)
{
    __m256i refused = _mm256_or_si256(
        _mm256_cmpgt_epi16(_mm256_set1_epi16(0x20), units),
        _mm256_or_si256(_mm256_cmpeq_epi16(units, _mm256_set1_epi16('"')),
                        _mm256_cmpeq_epi16(units, _mm256_set1_epi16('\\'))));
    __m256i non_ascii = _mm256_cmpgt_epi16(units, _mm256_set1_epi16(0x7f));
    __m256i lead = _mm256_srli_epi16(units, 6);
    __m256i second = _mm256_and_si256(_mm256_slli_epi16(units, 8),
                                      _mm256_set1_epi16(0x3f00));
    __m256i both = _mm256_or_si256(_mm256_or_si256(lead, second),
                                   _mm256_set1_epi16((short)0x80c0));
    uint32_t mask = (uint32_t)_mm_movemask_epi8(
        _mm_packs_epi16(_mm256_castsi256_si128(non_ascii),
                        _mm256_extracti128_si256(non_ascii, 1)));
    char *p = *out;

    if (JSD_UNLIKELY((uint32_t)_mm256_movemask_epi8(refused) & ours))
        return false;
    both = _mm256_blendv_epi8(units, both, non_ascii);
    encode_left_pack(p, _mm256_castsi256_si128(both),
                     jsd_left_pack_pairs[mask & 0xff]);
    encode_left_pack(p + 8 + __builtin_popcount(mask & 0xff),
                     _mm256_extracti128_si256(both, 1),
                     jsd_left_pack_pairs[mask >> 8]);
    *out = p + n + __builtin_popcount(mask & jsd_block_lowest(n));
    return true;
}

/* Writes 16 characters from U+0800 to U+FFFF, in lanes of two bytes, as 48
 * bytes. Each half of the register makes 24 bytes. */
JSD_INLINE void
encode_threes(__m256i units, char *out)
{
    const __m256i pair_first = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 1, -1, 2, 3, -1, 4, 5, -1, 6, 7, -1, 8, 9, -1, 10));
    const __m256i third_first = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        -1, -1, 0, -1, -1, 2, -1, -1, 4, -1, -1, 6, -1, -1, 8, -1));
    const __m256i pair_last = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        11, -1, 12, 13, -1, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1));
    const __m256i third_last = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        -1, 10, -1, -1, 12, -1, -1, 14, -1, -1, -1, -1, -1, -1, -1, -1));
    __m256i second = _mm256_and_si256(_mm256_slli_epi16(units, 2),
                                      _mm256_set1_epi16(0x3f00));
    __m256i pair =
        _mm256_or_si256(_mm256_or_si256(_mm256_srli_epi16(units, 12), second),
                        _mm256_set1_epi16((short)0x80e0));
    __m256i third =
        _mm256_or_si256(_mm256_and_si256(units, _mm256_set1_epi16(0x3f)),
                        _mm256_set1_epi16(0x80));
    __m256i first16 = _mm256_or_si256(_mm256_shuffle_epi8(pair, pair_first),
                                      _mm256_shuffle_epi8(third, third_first));
    __m256i last8 = _mm256_or_si256(_mm256_shuffle_epi8(pair, pair_last),
                                    _mm256_shuffle_epi8(third, third_last));

    _mm_storeu_si128((__m128i *)out, _mm256_castsi256_si128(first16));
    _mm_storel_epi64((__m128i *)(out + 16), _mm256_castsi256_si128(last8));
    _mm_storeu_si128((__m128i *)(out + 24),
                     _mm256_extracti128_si256(first16, 1));
    _mm_storel_epi64((__m128i *)(out + 40),
                     _mm256_extracti128_si256(last8, 1));
}

/* Returns the UTF-8 of each lane of four bytes, with the last byte lowest.
 * Shifts move groups of six bits to their bytes, and `marks` adds the high
 * bits of lead and continuation bytes. from2, from3 and from4 are the lanes
 * with at least two, three and four bytes of UTF-8. */
JSD_INLINE __m256i
encode_bytes(__m256i units, __m256i from2, __m256i from3, __m256i from4)
{
    __m256i low =
        _mm256_or_si256(_mm256_and_si256(units, _mm256_set1_epi32(0x3f)),
                        _mm256_and_si256(_mm256_slli_epi32(units, 2),
                                         _mm256_set1_epi32(0x3f00)));
    __m256i high =
        _mm256_or_si256(_mm256_and_si256(_mm256_slli_epi32(units, 4),
                                         _mm256_set1_epi32(0x3f0000)),
                        _mm256_and_si256(_mm256_slli_epi32(units, 6),
                                         _mm256_set1_epi32(0x07000000)));
    /* The marks are C0 80, E0 80 80 and F0 80 80 80. Each constant is the
     * difference to the marks of the next shorter length. */
    __m256i marks = _mm256_xor_si256(
        _mm256_and_si256(from2, _mm256_set1_epi32(0xc080)),
        _mm256_xor_si256(
            _mm256_and_si256(from3, _mm256_set1_epi32(0xe04000)),
            _mm256_and_si256(from4, _mm256_set1_epi32((int)0xf0600000))));

    return _mm256_blendv_epi8(
        units, _mm256_or_si256(marks, _mm256_or_si256(low, high)), from2);
}

/* Writes n <= 8 code points in lanes of four bytes. Returns the end of the
 * text. mask has 16 bits for each half of the register, four bits for its four
 * lanes from each test. The tests for an even length and for three bytes or
 * more select the row of the table. The tests for at least two, three and four
 * bytes add one byte each to the length. */
JSD_INLINE char *
encode_quads(__m256i units, size_t n, char *out)
{
    enum { EVEN_LENGTH = 0x000f000f, ROW = 0xff };
    __m256i from2 = _mm256_cmpgt_epi32(units, _mm256_set1_epi32(0x7f));
    __m256i from3 = _mm256_cmpgt_epi32(units, _mm256_set1_epi32(0x7ff));
    __m256i from4 = _mm256_cmpgt_epi32(units, _mm256_set1_epi32(0xffff));
    __m256i even_length =
        _mm256_xor_si256(from2, _mm256_xor_si256(from3, from4));
    __m256i lanes = encode_bytes(units, from2, from3, from4);
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(
        _mm256_packs_epi16(_mm256_packs_epi32(even_length, from3),
                           _mm256_packs_epi32(from2, from4)));
    uint32_t more = mask & ~(uint32_t)EVEN_LENGTH, half = jsd_block_lowest(n);
    uint32_t ours = (half & 15) * 0x1111 + (half >> 4 & 15) * 0x11110000;

    encode_left_pack(out, _mm256_castsi256_si128(lanes),
                     jsd_left_pack_quads[mask & ROW]);
    encode_left_pack(out + 4 + __builtin_popcount(more & 0xffff),
                     _mm256_extracti128_si256(lanes, 1),
                     jsd_left_pack_quads[mask >> 16 & ROW]);
    return out + n + __builtin_popcount(more & ours);
}

/* Returns the mask of those of n <= 16 characters, in lanes of four bytes,
 * that need an escape or are surrogates. The pack saturates characters above
 * U+FFFF to 0xffff. It works within halves of the registers, so that `ours` is
 * permuted likewise. */
JSD_INLINE uint32_t
encode_refused(__m256i first, __m256i second, size_t n)
{
    __m256i units = _mm256_packus_epi32(first, second);
    __m256i control = _mm256_cmpeq_epi16(
        _mm256_min_epu16(units, _mm256_set1_epi16(0x1f)), units);
    __m256i surrogate = _mm256_cmpeq_epi16(
        _mm256_and_si256(units, _mm256_set1_epi16((short)0xf800)),
        _mm256_set1_epi16((short)0xd800));
    __m256i escaped =
        _mm256_or_si256(_mm256_cmpeq_epi16(units, _mm256_set1_epi16('"')),
                        _mm256_cmpeq_epi16(units, _mm256_set1_epi16('\\')));
    uint32_t ours = jsd_block_lowest(2 * n);

    ours = (ours & 0xff0000ff) | (ours & 0xff00) << 8 | (ours >> 8 & 0xff00);
    return ours & (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
                      _mm256_or_si256(control, surrogate), escaped));
}

/* Writes n <= 16 characters in lanes of four bytes. Returns false and leaves
 * *out unchanged if encode_refused() finds one. */
JSD_INLINE bool
encode_any(__m256i first, __m256i second, size_t n, char **out)
{
    if (JSD_UNLIKELY(encode_refused(first, second, n) != 0))
        return false;
    *out = encode_quads(first, n < 8 ? n : 8, *out);
    if (n > 8)
        *out = encode_quads(second, n - 8, *out);
    return true;
}

/* Writes n <= 16 units of two bytes, like encode_16_units(). */
JSD_INLINE bool
encode_2(const void *in, size_t n, char **out)
{
    uint32_t ours = jsd_block_lowest(2 * n);
    __m256i units = _mm256_loadu_si256(in);
    __m256i upper = _mm256_and_si256(units, _mm256_set1_epi16((short)0xf800));
    __m256i small = _mm256_cmpeq_epi16(upper, _mm256_setzero_si256());
    __m256i other = _mm256_or_si256(
        small, _mm256_cmpeq_epi16(upper, _mm256_set1_epi16((short)0xd800)));

    if (((uint32_t)_mm256_movemask_epi8(other) & ours) == 0) {
        encode_threes(units, *out);
        *out += 3 * n;
        return true;
    }
    if (((uint32_t)_mm256_movemask_epi8(small) & ours) == ours)
        return encode_pairs(units, n, ours, out);
    return encode_any(
        _mm256_cvtepu16_epi32(_mm256_castsi256_si128(units)),
        _mm256_cvtepu16_epi32(_mm256_extracti128_si256(units, 1)), n, out);
}

/* Writes n <= 16 units from `in` as UTF-8 at *out, and advances *out beyond
 * the text. 16 units must be readable, and JSD_ENCODE_ROOM bytes writable.
 * Returns false and leaves *out unchanged if a unit needs an escape or is a
 * surrogate. */
JSD_INLINE bool
encode_16_units(const void *in, size_t n, int width, char **out)
{
    if (width == 2)
        return encode_2(in, n, out);
    if (width == 1)
        return encode_pairs(_mm256_cvtepu8_epi16(_mm_loadu_si128(in)), n,
                            jsd_block_lowest(2 * n), out);
    return encode_any(_mm256_loadu_si256(in),
                      _mm256_loadu_si256((const __m256i *)in + 1), n, out);
}

#endif

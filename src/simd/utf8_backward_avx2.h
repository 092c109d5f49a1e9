/* SPDX-License-Identifier: MIT
 *
 * Decodes UTF-8 to units, 32 bytes at once and backwards. So each full-width
 * store spills into bytes that the next store overwrites, or into the object
 * head, which is written last. It never allocates. Overrides UTF8_BACKWARD
 * (simd/block.h).
 *
 * Each byte is treated as the last one of a character: its unit is made from
 * this byte and the bytes before it that belong to it. Lanes whose byte was
 * not a last one are then removed by a left-pack (simd/left_pack_table.h).
 */
#ifndef JSONDE_SIMD_UTF8_BACKWARD_AVX2_H
#define JSONDE_SIMD_UTF8_BACKWARD_AVX2_H

#include "simd/block_avx2.h"

#include "simd/block.h"
#include "simd/left_pack_table.h"

#define JSD_ISA_HAS_UTF8_BACKWARD 1

enum {
    BACK_BEFORE = 3 /* bytes of a character before its last one, at most */
};

typedef struct utf8_decode_state {
    char *end;         /* the end of the next unit to write */
    uint32_t followed; /* 1: the byte after the block is a continuation */
} utf8_decode_state;

/* Returns 0xff for each continuation byte of b, and 0 for others. */
JSD_INLINE __m256i
utf8_backward_follow(__m256i b)
{
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xc0), b);
}

/* Returns the bits of mask in each byte. It drops bits that a shift of 16-bit
 * lanes moved in from the neighbouring byte. */
JSD_INLINE __m256i
utf8_backward_bits(__m256i b, char mask)
{
    return _mm256_and_si256(b, _mm256_set1_epi8(mask));
}

/* Returns the low bytes of all units: seven bits of an ASCII byte, or six bits
 * of a continuation byte and two bits of the byte before it. */
JSD_INLINE __m256i
utf8_backward_low(__m256i b, __m256i b1, __m256i follow)
{
    return _mm256_or_si256(
        utf8_backward_bits(b, 0x7f),
        _mm256_and_si256(
            utf8_backward_bits(_mm256_slli_epi16(b1, 6), (char)0xc0), follow));
}

/* Returns the second bytes of all units: four bits of the byte before, and
 * four bits of the byte before that one. */
JSD_INLINE __m256i
utf8_backward_high(__m256i b1, __m256i b2, __m256i follow, __m256i follow2)
{
    return _mm256_or_si256(
        _mm256_and_si256(utf8_backward_bits(_mm256_srli_epi16(b1, 2), 0x0f),
                         follow),
        _mm256_and_si256(
            utf8_backward_bits(_mm256_slli_epi16(b2, 4), (char)0xf0),
            follow2));
}

/* Returns the indexes of the lanes of mask, right-aligned in eight bytes. */
JSD_INLINE __m128i
utf8_backward_places(uint32_t mask)
{
    return _mm_loadl_epi64(
        (const __m128i *)(const void *)jsd_left_pack_ends[mask & 0xff]);
}

/* Writes those of eight lanes that mask selects, so that they end at to->end.
 * The lanes have 1 byte here, and 2 and 4 bytes in the next functions. */
JSD_INLINE void
utf8_backward_put1(utf8_decode_state *to, __m128i lanes, uint32_t mask)
{
    _mm_storel_epi64((__m128i *)(void *)(to->end - 8),
                     _mm_shuffle_epi8(lanes, utf8_backward_places(mask)));
    to->end -= jsd_block_count(mask & 0xff);
}

JSD_INLINE void
utf8_backward_put2(utf8_decode_state *to, __m128i lanes, uint32_t mask)
{
    __m128i places = utf8_backward_places(mask);

    places = _mm_unpacklo_epi8(places, places);
    places =
        _mm_add_epi8(_mm_add_epi8(places, places), _mm_set1_epi16(0x0100));
    _mm_storeu_si128((__m128i *)(void *)(to->end - 16),
                     _mm_shuffle_epi8(lanes, places));
    to->end -= 2 * jsd_block_count(mask & 0xff);
}

JSD_INLINE void
utf8_backward_put4(utf8_decode_state *to, __m128i halves, __m128i tops,
                   uint32_t mask)
{
    __m256i lanes =
        _mm256_or_si256(_mm256_cvtepu16_epi32(halves),
                        _mm256_slli_epi32(_mm256_cvtepu8_epi32(tops), 16));

    _mm256_storeu_si256(
        (__m256i *)(void *)(to->end - 32),
        _mm256_permutevar8x32_epi32(
            lanes, _mm256_cvtepu8_epi32(utf8_backward_places(mask))));
    to->end -= 4 * jsd_block_count(mask & 0xff);
}

JSD_INLINE void
utf8_backward_units1(utf8_decode_state *to, __m256i low, uint32_t last)
{
    __m128i first = _mm256_castsi256_si128(low);
    __m128i second = _mm256_extracti128_si256(low, 1);

    utf8_backward_put1(to, _mm_srli_si128(second, 8), last >> 24);
    utf8_backward_put1(to, second, last >> 16);
    utf8_backward_put1(to, _mm_srli_si128(first, 8), last >> 8);
    utf8_backward_put1(to, first, last);
}

JSD_INLINE void
utf8_backward_units2(utf8_decode_state *to, __m256i low, __m256i high,
                     uint32_t last)
{
    __m256i lower = _mm256_unpacklo_epi8(low, high);
    __m256i upper = _mm256_unpackhi_epi8(low, high);

    utf8_backward_put2(to, _mm256_extracti128_si256(upper, 1), last >> 24);
    utf8_backward_put2(to, _mm256_extracti128_si256(lower, 1), last >> 16);
    utf8_backward_put2(to, _mm256_castsi256_si128(upper), last >> 8);
    utf8_backward_put2(to, _mm256_castsi256_si128(lower), last);
}

JSD_INLINE void
utf8_backward_units4(utf8_decode_state *to, __m256i low, __m256i high,
                     __m256i top, uint32_t last)
{
    __m256i lower = _mm256_unpacklo_epi8(low, high);
    __m256i upper = _mm256_unpackhi_epi8(low, high);
    __m128i first = _mm256_castsi256_si128(top);
    __m128i second = _mm256_extracti128_si256(top, 1);

    utf8_backward_put4(to, _mm256_extracti128_si256(upper, 1),
                       _mm_srli_si128(second, 8), last >> 24);
    utf8_backward_put4(to, _mm256_extracti128_si256(lower, 1), second,
                       last >> 16);
    utf8_backward_put4(to, _mm256_castsi256_si128(upper),
                       _mm_srli_si128(first, 8), last >> 8);
    utf8_backward_put4(to, _mm256_castsi256_si128(lower), first, last);
}

/* Decodes the characters that end in the 32 bytes at p. `ours` is the mask of
 * the bytes that belong to the text. BACK_BEFORE bytes before p must be
 * readable. */
JSD_INLINE void
utf8_backward_block(utf8_decode_state *to, const char *p, uint32_t ours,
                    int width)
{
    __m256i b = jsd_block_load(p), b1 = jsd_block_load(p - 1), b2, b3;
    __m256i follow = utf8_backward_follow(b), follow2, follow3, low, high, top;
    uint32_t followers = jsd_block_non_ascii(follow) & ours;
    uint32_t last = ours & ~(followers >> 1 | to->followed << 31);

    to->followed = followers & 1;
    low = utf8_backward_low(b, b1, follow);
    if (width == 1) {
        utf8_backward_units1(to, low, last);
        return;
    }
    b2 = jsd_block_load(p - 2);
    follow2 = _mm256_and_si256(follow, utf8_backward_follow(b1));
    high = utf8_backward_high(b1, b2, follow, follow2);
    if (width == 2) {
        utf8_backward_units2(to, low, high, last);
        return;
    }
    b3 = jsd_block_load(p - 3);
    follow3 = _mm256_and_si256(follow2, utf8_backward_follow(b2));
    top = _mm256_and_si256(
        _mm256_or_si256(utf8_backward_bits(_mm256_srli_epi16(b2, 4), 3),
                        utf8_backward_bits(_mm256_slli_epi16(b3, 2), 0x1c)),
        follow3);
    utf8_backward_units4(to, low, high, top, last);
}

/* Decodes the 32 bytes at p if they are ASCII, otherwise returns false. */
JSD_INLINE bool
utf8_backward_ascii(utf8_decode_state *to, const char *p, int width)
{
    __m256i b = jsd_block_load(p);

    if (jsd_block_non_ascii(b) != 0)
        return false;
    to->end -= JSD_BLOCK * width;
    to->followed = 0;
    if (width == 1)
        jsd_block_store(to->end, b);
    else if (width == 2)
        jsd_block_widen2(to->end, b);
    else
        jsd_block_widen4(to->end, b);
    return true;
}

/* Decodes the n bytes at p like utf8_backward_block(), from a copy. Only
 * `before` bytes before p and n bytes at p need be readable. */
static void
utf8_backward_copied(utf8_decode_state *to, const char *p, size_t n,
                     size_t before, int width)
{
    char copy[BACK_BEFORE + JSD_BLOCK] = {0};

    memcpy(copy + BACK_BEFORE - before, p - before, before + n);
    utf8_backward_block(to, copy + BACK_BEFORE, jsd_block_lowest(n), width);
}

/* Decodes n >= 24 bytes that are characters of three bytes. The last step may
 * overlap the step before it. */
JSD_INLINE void
utf8_backward_threes(const char *s, size_t n, char *out)
{
    const __m256i order = _mm256_setr_epi8(
        2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1, /* from s */
        6, 5, 4, -1, 9, 8, 7, -1, 12, 11, 10, -1, 15, 14, 13, -1 /* + 8 */);
    size_t i = 0;

    for (;;) {
        __m256i four = _mm256_shuffle_epi8(
            _mm256_loadu2_m128i((const __m128i *)(const void *)(s + i + 8),
                                (const __m128i *)(const void *)(s + i)),
            order);
        __m256i v = _mm256_or_si256(
            _mm256_and_si256(four, _mm256_set1_epi32(0x3f)),
            _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi32(four, 2),
                                             _mm256_set1_epi32(0xfc0)),
                            _mm256_and_si256(_mm256_srli_epi32(four, 4),
                                             _mm256_set1_epi32(0xf000))));

        _mm_storeu_si128((__m128i *)(void *)(out + i / 3 * 2),
                         _mm_packus_epi32(_mm256_castsi256_si128(v),
                                          _mm256_extracti128_si256(v, 1)));
        if (i == n - 24)
            return;
        i = i + 24 < n - 24 ? i + 24 : n - 24;
    }
}

/* Decodes n > 0 bytes of valid UTF-8 to `count` units at out. May overwrite
 * the memory before out (text/utf8.h). */
JSD_INLINE void
utf8_backward_text(const char *s, size_t n, void *out, size_t count, int width)
{
    utf8_decode_state to = {(char *)out + count * (size_t)width, 0};
    bool guarded =
        !JSD_BLOCK_EXACT && (uintptr_t)s % JSD_BLOCK_PAGE >= BACK_BEFORE;
    size_t left = (n - 1) % JSD_BLOCK + 1, at = n - left;

    /* No character of such a text has four bytes, so that an average of three
     * bytes means that each has three. */
    if (width == 2 && n == 3 * count && count >= 8) {
        utf8_backward_threes(s, n, out);
        return;
    }
    for (;; left = JSD_BLOCK, at -= JSD_BLOCK) {
        if (left == JSD_BLOCK && utf8_backward_ascii(&to, s + at, width))
            ;
        else if (JSD_LIKELY(at > 0 || guarded) &&
                 JSD_LIKELY(jsd_block_can_overread(s + at, s + n, JSD_BLOCK)))
            utf8_backward_block(&to, s + at, jsd_block_lowest(left), width);
        else
            utf8_backward_copied(&to, s + at, left, at > 0 ? BACK_BEFORE : 0,
                                 width);
        if (at == 0)
            return;
    }
}

#endif

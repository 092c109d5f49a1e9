/* SPDX-License-Identifier: MIT
 *
 * Validates UTF-8, 32 bytes at once. One vector collects the errors until the
 * end. Algorithm and names of the errors are those of Keiser and Lemire,
 * "Validating UTF-8 in less than one instruction per byte", 2021, section 6.
 * It never allocates. Overrides UTF8_CHECK (simd/block.h).
 */
#ifndef JSONDE_SIMD_UTF8_CHECK_AVX2_H
#define JSONDE_SIMD_UTF8_CHECK_AVX2_H

#include "simd/block_avx2.h"

#define JSD_ISA_HAS_UTF8_CHECK 1

/* Errors of a pair of bytes. A pair is invalid if one bit is set in the
 * entries of all three tables. The upper and the lower half of the first byte
 * select two entries, and the upper half of the second byte selects the third.
 * UTF8_TWO_FOLLOW alone is valid if the lead two or three bytes before
 * requires a continuation here. */
enum {
    UTF8_TOO_SHORT = 1,
    UTF8_TOO_LONG = 2,
    UTF8_OVERLONG_3 = 4,
    UTF8_TOO_LARGE = 8,
    UTF8_SURROGATE = 16,
    UTF8_OVERLONG_2 = 32,
    UTF8_OVERLONG_4 = 64, /* also for F5 or more before 80..8F */
    UTF8_TWO_FOLLOW = 128,
    UTF8_CARRY = UTF8_TOO_SHORT | UTF8_TOO_LONG | UTF8_TWO_FOLLOW,
    UTF8_F5 = UTF8_CARRY | UTF8_TOO_LARGE | UTF8_OVERLONG_4,
    UTF8_SECOND = UTF8_TOO_LONG | UTF8_OVERLONG_2 | UTF8_TWO_FOLLOW
};

#define UTF8_8(x) x, x, x, x, x, x, x, x

typedef struct utf8_checker {
    uint32_t bad;     /* not 0: some byte was invalid */
    uint32_t due;     /* always 0 here */
    uint32_t any;     /* not 0: some character was above 0x7f */
    uint32_t broad;   /* not 0: ... above 0xff */
    uint32_t four;    /* not 0: ... above 0xffff */
    size_t followers; /* the number of continuation bytes */
    __m256i wrong;    /* not 0: an error in one of the blocks so far */
    __m256i most;     /* the largest byte in each lane so far */
    __m256i before;   /* the previous block */
} utf8_checker;

static const uint8_t utf8_check_upper[16] = {
    UTF8_8(UTF8_TOO_LONG),
    UTF8_TWO_FOLLOW,
    UTF8_TWO_FOLLOW,
    UTF8_TWO_FOLLOW,
    UTF8_TWO_FOLLOW,
    UTF8_TOO_SHORT | UTF8_OVERLONG_2,
    UTF8_TOO_SHORT,
    UTF8_TOO_SHORT | UTF8_OVERLONG_3 | UTF8_SURROGATE,
    UTF8_TOO_SHORT | UTF8_TOO_LARGE | UTF8_OVERLONG_4};
static const uint8_t utf8_check_lower[16] = {
    UTF8_CARRY | UTF8_OVERLONG_3 | UTF8_OVERLONG_2 | UTF8_OVERLONG_4,
    UTF8_CARRY | UTF8_OVERLONG_2,
    UTF8_CARRY,
    UTF8_CARRY,
    UTF8_CARRY | UTF8_TOO_LARGE,
    UTF8_8(UTF8_F5),
    UTF8_F5 | UTF8_SURROGATE,
    UTF8_F5,
    UTF8_F5};
static const uint8_t utf8_check_second[16] = {
    UTF8_8(UTF8_TOO_SHORT),
    UTF8_SECOND | UTF8_OVERLONG_3 | UTF8_OVERLONG_4,
    UTF8_SECOND | UTF8_OVERLONG_3 | UTF8_TOO_LARGE,
    UTF8_SECOND | UTF8_SURROGATE | UTF8_TOO_LARGE,
    UTF8_SECOND | UTF8_SURROGATE | UTF8_TOO_LARGE,
    UTF8_TOO_SHORT,
    UTF8_TOO_SHORT,
    UTF8_TOO_SHORT,
    UTF8_TOO_SHORT};

JSD_INLINE __m256i
utf8_check_look(const uint8_t *table, __m256i halves)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(
                                   (const __m128i *)(const void *)table)),
                               halves);
}

/* Returns a byte for each byte of b: not 0 if it is invalid after the bytes
 * before it. `before` is the previous block. */
JSD_INLINE __m256i
utf8_check_wrong(__m256i before, __m256i b)
{
    __m256i middle = _mm256_permute2x128_si256(before, b, 0x21);
    __m256i b1 = _mm256_alignr_epi8(b, middle, 15);
    __m256i b2 = _mm256_alignr_epi8(b, middle, 14);
    __m256i b3 = _mm256_alignr_epi8(b, middle, 13);
    __m256i pair = _mm256_and_si256(
        _mm256_and_si256(
            utf8_check_look(utf8_check_upper, jsd_block_upper_half(b1)),
            utf8_check_look(utf8_check_lower,
                            _mm256_and_si256(b1, _mm256_set1_epi8(15)))),
        utf8_check_look(utf8_check_second, jsd_block_upper_half(b)));
    /* The top bit is set two bytes after E0 or more, or three bytes after F0
     * or more: a continuation is required. */
    __m256i demand =
        _mm256_or_si256(_mm256_subs_epu8(b2, _mm256_set1_epi8(0xe0 - 0x80)),
                        _mm256_subs_epu8(b3, _mm256_set1_epi8(0xf0 - 0x80)));

    return _mm256_xor_si256(
        _mm256_and_si256(demand, _mm256_set1_epi8((char)0x80)), pair);
}

/* Checks the next 32 bytes. Bytes after the end of the text are zeros. */
JSD_INLINE void
utf8_check_block(utf8_checker *w, __m256i b)
{
    uint32_t follow = jsd_block_non_ascii(
        _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xc0), b));

    w->followers += jsd_block_count(follow);
    w->wrong = _mm256_or_si256(w->wrong, utf8_check_wrong(w->before, b));
    w->most = _mm256_max_epu8(w->most, b);
    w->before = b;
}

/* Checks the last block and sets the results. Its first n < 32 bytes belong to
 * the text. A zero after the text makes a truncated character invalid. */
JSD_INLINE void
utf8_check_last(utf8_checker *w, __m256i b, size_t n)
{
    static const uint8_t ours[2 * JSD_BLOCK] = {UTF8_8(0xff), UTF8_8(0xff),
                                                UTF8_8(0xff), UTF8_8(0xff)};

    utf8_check_block(
        w, _mm256_and_si256(b, jsd_block_load(ours + JSD_BLOCK - n)));
    w->bad = !_mm256_testz_si256(w->wrong, w->wrong);
    w->any = jsd_block_non_ascii(w->most);
    w->broad = jsd_block_from(w->most, 0xc4); /* C3 ends at U+00FF */
    w->four = jsd_block_from(w->most, 0xf0);
}

/* Returns the length of the ASCII text at the start of s, in steps of 128
 * bytes. */
JSD_INLINE size_t
utf8_check_ascii(const char *s, size_t n)
{
    size_t i = 0;

    for (; n - i >= 4 * JSD_BLOCK; i += 4 * JSD_BLOCK) {
        const __m256i *from = (const __m256i *)(const void *)(s + i);
        __m256i a = _mm256_loadu_si256(from);
        __m256i b = _mm256_loadu_si256(from + 1);
        __m256i c = _mm256_loadu_si256(from + 2);
        __m256i d = _mm256_loadu_si256(from + 3);

        if (jsd_block_non_ascii(_mm256_or_si256(_mm256_or_si256(a, b),
                                                _mm256_or_si256(c, d))) != 0)
            break;
    }
    return i;
}

/* Checks s and collects the results in *w. If stops is true, the check ends
 * before the first '"', '\' or control character. Returns the number of
 * checked bytes. */
JSD_INLINE size_t
utf8_check_text(utf8_checker *w, const char *s, size_t n, bool stops)
{
    char copy[JSD_BLOCK];
    uint32_t stop = 0;
    size_t i, last;
    __m256i b = _mm256_setzero_si256();

    *w = (utf8_checker){0};
    i = stops ? 0 : utf8_check_ascii(s, n);
    for (; n - i >= JSD_BLOCK; i += JSD_BLOCK) {
        b = jsd_block_load(s + i);
        stop = stops ? jsd_block_needs_escape(b) : 0;
        if (stop != 0)
            break;
        utf8_check_block(w, b);
    }
    last = n - i;
    if (stop == 0 && last > 0) {
        b = jsd_block_load(jsd_block_reach(s + i, last, JSD_BLOCK, copy));
        stop = stops ? jsd_block_needs_escape(b) & jsd_block_lowest(last) : 0;
    }
    if (stop != 0)
        last = jsd_block_first(stop);
    utf8_check_last(w, b, last);
    return i + last;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Decodes UTF-8 to code points, 64 bytes at once. The decoder left-packs the
 * first bytes of all characters by a mask, and likewise the bytes that follow
 * them (VBMI2; Clausecker and Lemire, "Transcoding Unicode characters with
 * AVX-512 instructions", 2023). It never allocates, and never reads or writes
 * beyond the text and its units. Overrides UTF8_DECODE (simd/block.h).
 */
#ifndef JSONDE_SIMD_UTF8_DECODE_AVX512_H
#define JSONDE_SIMD_UTF8_DECODE_AVX512_H

#include "simd/block_avx512.h"

#include "simd/block.h"

#define JSD_ISA_HAS_UTF8_DECODE 1

/* Returns a mask of the n lowest bits, or of all bits if n >= 64. */
JSD_INLINE uint64_t
decode_ours(size_t n)
{
    return n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

/* Loads 64 bytes from p + k. n bytes are left at p, and bytes after them are
 * zeros. */
JSD_INLINE __m512i
decode_behind(const char *p, size_t n, unsigned k)
{
    return n > k ? _mm512_maskz_loadu_epi8(decode_ours(n - k), p + k)
                 : _mm512_setzero_si512();
}

/* Writes the characters that start in b, all below U+0100, as bytes. */
JSD_INLINE void
decode_put1(const char *p, size_t n, __m512i b, uint64_t leads, char *out)
{
    const __m512i six = _mm512_set1_epi8(0x3f);
    __m512i pair =
        _mm512_slli_epi16(_mm512_and_si512(b, _mm512_set1_epi8(3)), 6);

    pair =
        _mm512_or_si512(pair, _mm512_and_si512(decode_behind(p, n, 1), six));
    b = _mm512_mask_blend_epi8(_mm512_movepi8_mask(b), b, pair);
    _mm512_mask_storeu_epi8(out,
                            decode_ours((size_t)__builtin_popcountll(leads)),
                            _mm512_maskz_compress_epi8(leads, b));
}

/* The left-packed bytes of characters: a has the first byte of each character,
 * b the second, c the third and d the fourth. Bytes that a shorter character
 * does not have are unspecified. */
typedef struct decode_rows {
    __m512i a, b, c, d;
} decode_rows;

/* Returns the low six bits of the first 32 bytes, as lanes of 2 bytes. */
JSD_INLINE __m512i
decode_six2(__m512i row)
{
    return _mm512_and_si512(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(row)),
                            _mm512_set1_epi16(0x3f));
}

/* Writes the first n <= 32 characters of rows as units of 2 bytes. */
JSD_INLINE void
decode_join2(const decode_rows *rows, size_t n, char *out)
{
    __m256i first = _mm512_castsi512_si256(rows->a);
    __m512i a = _mm512_cvtepu8_epi16(first);
    __m512i b = decode_six2(rows->b);
    __m512i c = decode_six2(rows->c);
    __m512i two = _mm512_or_si512(
        _mm512_slli_epi16(_mm512_and_si512(a, _mm512_set1_epi16(0x1f)), 6), b);
    __m512i three = _mm512_or_si512(
        _mm512_or_si512(_mm512_slli_epi16(a, 12), _mm512_slli_epi16(b, 6)), c);

    a = _mm512_mask_mov_epi16(a, jsd_block_from(first, 0xc0), two);
    a = _mm512_mask_mov_epi16(a, jsd_block_from(first, 0xe0), three);
    _mm512_mask_storeu_epi16(out, (uint32_t)decode_ours(n), a);
}

/* Returns the low bits of the first 16 bytes of a row, as lanes of 4 bytes. */
JSD_INLINE __m512i
decode_low4(__m512i row, int bits)
{
    return _mm512_and_si512(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(row)),
                            _mm512_set1_epi32((1 << bits) - 1));
}

/* Writes the first n <= 16 characters of rows as units of 4 bytes. */
JSD_INLINE void
decode_join4(const decode_rows *rows, size_t n, char *out)
{
    __m512i a = decode_low4(rows->a, 8);
    __m512i b = decode_low4(rows->b, 6);
    __m512i bc =
        _mm512_or_si512(_mm512_slli_epi32(b, 6), decode_low4(rows->c, 6));
    __m512i bcd =
        _mm512_or_si512(_mm512_slli_epi32(bc, 6), decode_low4(rows->d, 6));
    __m512i v = a;

    v = _mm512_mask_or_epi32(
        v, _mm512_cmpge_epu32_mask(a, _mm512_set1_epi32(0xc0)),
        _mm512_slli_epi32(decode_low4(rows->a, 5), 6), b);
    v = _mm512_mask_or_epi32(
        v, _mm512_cmpge_epu32_mask(a, _mm512_set1_epi32(0xe0)),
        _mm512_slli_epi32(decode_low4(rows->a, 4), 12), bc);
    v = _mm512_mask_or_epi32(
        v, _mm512_cmpge_epu32_mask(a, _mm512_set1_epi32(0xf0)),
        _mm512_slli_epi32(decode_low4(rows->a, 3), 18), bcd);
    _mm512_mask_storeu_epi32(out, (__mmask16)decode_ours(n), v);
}

/* Writes `count` characters of rows as units of 2 bytes. */
JSD_INLINE void
decode_put2(decode_rows rows, size_t count, char *out)
{
    decode_join2(&rows, count < 32 ? count : 32, out);
    if (count <= 32)
        return;
    rows.a = _mm512_shuffle_i64x2(rows.a, rows.a, _MM_SHUFFLE(1, 0, 3, 2));
    rows.b = _mm512_shuffle_i64x2(rows.b, rows.b, _MM_SHUFFLE(1, 0, 3, 2));
    rows.c = _mm512_shuffle_i64x2(rows.c, rows.c, _MM_SHUFFLE(1, 0, 3, 2));
    decode_join2(&rows, count - 32, out + 64);
}

/* Writes `count` characters of rows as units of 4 bytes. */
JSD_INLINE void
decode_put4(decode_rows rows, size_t count, char *out)
{
    for (;;) {
        decode_join4(&rows, count < 16 ? count : 16, out);
        if (count <= 16)
            return;
        count -= 16;
        out += 64;
        rows.a = _mm512_shuffle_i64x2(rows.a, rows.a, _MM_SHUFFLE(0, 3, 2, 1));
        rows.b = _mm512_shuffle_i64x2(rows.b, rows.b, _MM_SHUFFLE(0, 3, 2, 1));
        rows.c = _mm512_shuffle_i64x2(rows.c, rows.c, _MM_SHUFFLE(0, 3, 2, 1));
        rows.d = _mm512_shuffle_i64x2(rows.d, rows.d, _MM_SHUFFLE(0, 3, 2, 1));
    }
}

/* Writes the characters that start in the 64 bytes b at p. n bytes are left at
 * p. Returns the number of characters. */
JSD_INLINE size_t
decode_block(const char *p, size_t n, __m512i b, char *out, int width)
{
    uint64_t follow = _mm512_cmplt_epi8_mask(b, _mm512_set1_epi8((char)0xc0));
    uint64_t leads = ~follow & decode_ours(n);
    size_t count = (size_t)__builtin_popcountll(leads);
    decode_rows rows;

    if (width == 1) {
        decode_put1(p, n, b, leads, out);
        return count;
    }
    rows.a = _mm512_maskz_compress_epi8(leads, b);
    rows.b = _mm512_maskz_compress_epi8(leads, decode_behind(p, n, 1));
    rows.c = _mm512_maskz_compress_epi8(leads, decode_behind(p, n, 2));
    rows.d = _mm512_setzero_si512();
    if (width == 2) {
        decode_put2(rows, count, out);
        return count;
    }
    rows.d = _mm512_maskz_compress_epi8(leads, decode_behind(p, n, 3));
    decode_put4(rows, count, out);
    return count;
}

JSD_INLINE void
utf8_decode(const char *s, size_t n, void *out, int width)
{
    char *to = out;

    for (; n > 0; s += 64) {
        __m512i b = _mm512_maskz_loadu_epi8(decode_ours(n), s);

        if (n >= 64 && _mm512_movepi8_mask(b) == 0) {
            jsd_block_widen(to, _mm512_castsi512_si256(b), width);
            jsd_block_widen(to + 32 * width, _mm512_extracti64x4_epi64(b, 1),
                            width);
            to += 64 * width;
        } else {
            to += decode_block(s, n, b, to, width) * (size_t)width;
        }
        n -= n < 64 ? n : 64;
    }
}

#endif

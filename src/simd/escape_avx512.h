/* SPDX-License-Identifier: MIT
 *
 * Escapes strings without a branch for each escape. Units are spread out so
 * that their replacements have room, and are left-packed by a mask (VBMI2;
 * Clausecker and Lemire, "Transcoding Unicode characters with AVX-512
 * instructions", 2023). It never allocates. Overrides ESCAPE (simd/block.h).
 */
#ifndef JSONDE_SIMD_ESCAPE_AVX512_H
#define JSONDE_SIMD_ESCAPE_AVX512_H

#include "simd/block_avx512.h"

#include "simd/escape_step.h"
#include "simd/scan_kernel.h"

#define JSD_ISA_HAS_ESCAPE 1

/* Returns a mask of the n lowest bits, or of all bits if n >= 64. */
JSD_INLINE uint64_t
low_mask_64(size_t n)
{
    return n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

/* Left-packs the bytes of v that keep selects, stores them at e->out and
 * advances by `units` units. Returns false and stores nothing if there is no
 * room. */
JSD_INLINE bool
escape_left_pack(jsd_escape *e, __m512i v, uint64_t keep, size_t units,
                 int width)
{
    size_t len = (size_t)__builtin_popcountll(keep);

    v = _mm512_maskz_compress_epi8(keep, v);
    if (JSD_LIKELY(escape_room(e) >= 64))
        _mm512_storeu_si512(e->out, v);
    else if (escape_room(e) >= len)
        _mm512_mask_storeu_epi8(e->out, low_mask_64(len), v);
    else
        return false;
    escape_moved(e, units, len, width);
    return true;
}

/* Writes n <= 32 bytes from p and replaces those of the non-empty mask. Each
 * byte becomes a lane of two bytes. The first byte is a backslash, C2, C3 or
 * dropped. The second is the byte itself, the letter of its escape, or a
 * continuation byte. Stops before a byte that becomes \u00XX. */
JSD_INLINE void
escape_dense(jsd_escape *e, const char *p, size_t n, uint32_t mask, bool utf8)
{
    const __m256i letters =
        _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 'b', 't', 'n', 0, 'f', 'r', 0,
                         0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    __m256i b = jsd_block_load(p);
    uint32_t non_ascii = utf8 ? 0 : jsd_block_non_ascii(b);
    uint32_t control = _mm256_cmplt_epu8_mask(b, _mm256_set1_epi8(0x20));
    __m256i second = _mm256_mask_permutexvar_epi8(b, control, b, letters);
    __m512i first = _mm512_maskz_set1_epi16(mask & ~non_ascii, '\\');
    uint32_t hex = mask & _mm256_testn_epi8_mask(second, second);
    __m512i both;
    uint64_t keep;

    if (JSD_UNLIKELY(hex != 0)) {
        n = jsd_block_first(hex);
        if (n == 0) {
            (void)escape_step(e, 1, 1, utf8);
            return;
        }
    }
    if (!utf8) {
        second = _mm256_mask_blend_epi8(
            non_ascii, second,
            _mm256_and_si256(second, _mm256_set1_epi8((char)0xbf)));
        first = _mm512_mask_set1_epi16(first, non_ascii, 0xc2);
        first = _mm512_mask_set1_epi16(first, jsd_block_from(b, 0xc0), 0xc3);
    }
    both = _mm512_or_si512(first,
                           _mm512_slli_epi16(_mm512_cvtepu8_epi16(second), 8));
    keep = _mm512_test_epi8_mask(both, both) & low_mask_64(2 * n);
    if (!escape_left_pack(e, both, keep, n, 1))
        (void)escape_step(e, n, 1, utf8);
}

/* -------------------------------------------------- units of 2 and 4 bytes */

/* Loads up to 16 units as lanes of 4 bytes. Only the units of `ours` are read.
 */
JSD_INLINE __m512i
escape_lanes(const void *p, __mmask16 ours, int width)
{
    if (width == 2)
        return _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(ours, p));
    return _mm512_maskz_loadu_epi32(ours, p);
}

/* Sets the lanes of special units in *v to a backslash and the letter of the
 * escape, and in *tags to the backslash. Returns the mask of the units whose
 * escape has no letter: they become \u00XX. */
JSD_INLINE __mmask16
escape_special(__m512i units, __mmask16 special, __m512i *v, __m512i *tags)
{
    const __m512i backslash = _mm512_set1_epi32('\\' << 16);
    const __m512i letters =
        _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 'b' << 24, 't' << 24,
                          'n' << 24, 0, 'f' << 24, 'r' << 24, 0, 0);
    __mmask16 control =
        _mm512_mask_cmplt_epu32_mask(special, units, _mm512_set1_epi32(0x20));
    __mmask16 low = _mm512_cmplt_epu32_mask(units, _mm512_set1_epi32(0x10));
    __m512i letter = _mm512_slli_epi32(units, 24); /* '"' and '\' */

    letter = _mm512_mask_mov_epi32(letter, control, _mm512_setzero_si512());
    letter = _mm512_mask_permutexvar_epi32(letter, low, units, letters);
    *tags = _mm512_mask_mov_epi32(*tags, special, backslash);
    *v = _mm512_mask_or_epi32(*v, special, letter, backslash);
    return _mm512_mask_testn_epi32_mask(special, letter, letter);
}

JSD_INLINE __mmask16
escape_is(__m512i units, int c)
{
    return _mm512_cmpeq_epi32_mask(units, _mm512_set1_epi32(c));
}

/* The kind of the last units. The next units are predicted to be of that kind.
 */
typedef enum escape_kind {
    ESCAPE_MIXED,
    ESCAPE_PLAIN, /* at most four units are non-ASCII or escaped */
    ESCAPE_THREE  /* each unit has three bytes of UTF-8 or more */
} escape_kind;

/* Writes up to n units, 1 <= n <= 16, and sets *kind. Stops before a surrogate
 * and before a unit that becomes \u00XX. Such a unit is written only if it is
 * the first, and a first surrogate returns JSD_SURROGATE. Each unit is a lane
 * of four bytes with its bits in groups of six, as in a four-byte character.
 * The left-pack drops the leading bytes of shorter characters. */
JSD_INLINE jsd_status
escape_16_units(jsd_escape *e, size_t n, int width, escape_kind *kind)
{
    const __m512i groups = _mm512_set1_epi64(0x20262c3200060c12);
    __mmask16 ours = (__mmask16)jsd_block_lowest(n);
    __m512i units = escape_lanes(e->in, ours, width);
    __mmask16 two = _mm512_cmpge_epu32_mask(units, _mm512_set1_epi32(0x80));
    __mmask16 three = _mm512_cmpge_epu32_mask(units, _mm512_set1_epi32(0x800));
    __mmask16 stops = _mm512_cmpeq_epi32_mask(
        _mm512_and_si512(units, _mm512_set1_epi32((int)0xfffff800)),
        _mm512_set1_epi32(0xd800));
    __mmask16 special =
        (__mmask16)((_mm512_cmplt_epu32_mask(units, _mm512_set1_epi32(0x20)) |
                     escape_is(units, '"') | escape_is(units, '\\')) &
                    ours);
    __m512i tags = _mm512_maskz_set1_epi32(two, (int)0x80c00000);
    __m512i bits = _mm512_mask_blend_epi32(two, _mm512_set1_epi32(0x7f000000),
                                           _mm512_set1_epi32(0x3f3f3f3f));
    __m512i v = _mm512_multishift_epi64_epi8(groups, units);
    uint64_t keep;

    tags =
        _mm512_mask_mov_epi32(tags, three, _mm512_set1_epi32((int)0x8080e000));
    if (width == 4)
        tags = _mm512_mask_mov_epi32(
            tags, _mm512_cmpge_epu32_mask(units, _mm512_set1_epi32(0x10000)),
            _mm512_set1_epi32((int)0x808080f0));
    /* 0xea computes (v & bits) | tags. */
    v = _mm512_ternarylogic_epi32(v, bits, tags, 0xea);
    if (JSD_UNLIKELY(special != 0))
        stops |= escape_special(units, special, &v, &tags);
    if (JSD_UNLIKELY(stops != 0)) {
        n = jsd_block_first(stops);
        if (n == 0)
            return escape_step(e, 1, width, false);
    }
    *kind = three == ours                                     ? ESCAPE_THREE
            : jsd_block_count((uint32_t)(special | two)) <= 4 ? ESCAPE_PLAIN
                                                              : ESCAPE_MIXED;
    keep = _mm512_test_epi8_mask(tags, tags) | 0x8888888888888888;
    if (!escape_left_pack(e, v, keep & low_mask_64(4 * n), n, width))
        return escape_step(e, n, width, false);
    return JSD_OK;
}

/* Writes UCS-2 units that have three bytes of UTF-8, in rows of 16, while all
 * units of a row are of that kind. This is escape_16_units() without the steps
 * for other characters. It is not inlined, because the registers do not
 * suffice for both loops. */
static JSD_NOINLINE void
escape_rows(jsd_escape *given)
{
    jsd_escape copy = escape_copy(given), *e = &copy;
    const __m512i groups = _mm512_set1_epi64(0x20262c3200060c12);
    const __m256i upper = _mm256_set1_epi16((short)0xf800);
    /* Selects the last three bytes of each lane, 48 bytes in all. */
    const __m512i last = _mm512_setr_epi32(
        0x05030201, 0x0a090706, 0x0f0e0d0b, 0x15131211, 0x1a191716, 0x1f1e1d1b,
        0x25232221, 0x2a292726, 0x2f2e2d2b, 0x35333231, 0x3a393736, 0x3f3e3d3b,
        0, 0, 0, 0);

    while (escape_left(e, 2) >= 16 && escape_room(e) >= 64) {
        __m256i units = _mm256_loadu_si256(e->in);
        __m256i kind = _mm256_and_si256(units, upper);
        __m512i v;

        /* A unit has fewer bytes of UTF-8, or is a surrogate. */
        if ((_mm256_testn_epi16_mask(kind, kind) |
             _mm256_cmpeq_epi16_mask(kind,
                                     _mm256_set1_epi16((short)0xd800))) != 0)
            break;
        v = _mm512_multishift_epi64_epi8(groups, _mm512_cvtepu16_epi32(units));
        /* 0xea computes (v & 0x3f) | tag. */
        v = _mm512_ternarylogic_epi32(v, _mm512_set1_epi32(0x3f3f3f3f),
                                      _mm512_set1_epi32((int)0x8080e000),
                                      0xea);
        _mm512_storeu_si512(e->out, _mm512_permutexvar_epi8(last, v));
        escape_moved(e, 16, 48, 2);
    }
    given->in = e->in;
    given->out = e->out;
}

/* Writes units in blocks of 32 up to the first that is non-ASCII or needs an
 * escape. */
JSD_INLINE void
escape_plain(jsd_escape *e, int width)
{
    while (escape_left(e, width) >= JSD_BLOCK && escape_room(e) >= JSD_BLOCK) {
        jsd_block b = units_narrow(e->in, width);
        uint32_t mask = jsd_block_non_ascii_or_escape(b);
        size_t n = mask == 0 ? JSD_BLOCK : jsd_block_first(mask);

        jsd_block_store(e->out, b);
        escape_moved(e, n, n, width);
        if (mask != 0)
            break;
    }
}

JSD_INLINE jsd_status
escape_units(jsd_escape *given, int width)
{
    jsd_status status = JSD_OK;
    jsd_escape e = escape_copy(given);
    escape_kind kind = ESCAPE_PLAIN;
    size_t left;

    while (status == JSD_OK && (left = escape_left(&e, width)) > 0 &&
           escape_room(&e) >= JSD_ESCAPE_MAX) {
        if (kind == ESCAPE_PLAIN && left >= JSD_BLOCK) {
            escape_plain(&e, width);
            left = escape_left(&e, width);
        } else if (kind == ESCAPE_THREE && width == 2) {
            jsd_escape rows = escape_copy(&e);

            escape_rows(&rows);
            e.in = rows.in;
            e.out = rows.out;
            left = escape_left(&e, width);
        }
        if (left > 0 && escape_room(&e) >= JSD_ESCAPE_MAX)
            status = escape_16_units(&e, left < 16 ? left : 16, width, &kind);
    }
    given->in = e.in;
    given->out = e.out;
    return status;
}

#endif

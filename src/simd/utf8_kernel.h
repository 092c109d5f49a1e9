/* SPDX-License-Identifier: MIT
 *
 * Validates UTF-8 and decodes it to code points (text/utf8.h). It never
 * allocates. Overridden by JSD_ISA_HAS_UTF8_CHECK, with utf8_checker and
 * utf8_check_text(), and by JSD_ISA_HAS_UTF8_DECODE, with utf8_decode().
 */
#ifndef JSONDE_SIMD_UTF8_KERNEL_H
#define JSONDE_SIMD_UTF8_KERNEL_H

#include "simd/block.h"
#include "simd/kernel.h"

#ifndef JSD_ISA_HAS_UTF8_CHECK

/* -------------------------------------------------------------- validation
 * A lead byte requires 1, 2 or 3 continuation bytes (80..BF). Text is valid if
 * exactly the required bytes are continuations. In addition, some leads
 * restrict the range of their second byte (RFC 3629, section 4). The checker
 * holds these facts as masks with a bit for each byte. A shift moves the bit
 * of a lead to the bytes that it requires. */

typedef struct utf8_checker {
    uint64_t due;     /* bit i: byte i must be a continuation */
    uint32_t bad;     /* not 0: some byte was invalid */
    uint32_t any;     /* not 0: some character was above 0x7f */
    uint32_t broad;   /* not 0: ... above 0xff */
    uint32_t four;    /* not 0: ... above 0xffff */
    size_t followers; /* the number of continuation bytes */
    jsd_block before; /* the previous block */
} utf8_checker;

/* Checks the next 32 bytes. `ours` is the mask of the first bytes, which
 * belong to the text. */
JSD_INLINE void
utf8_check_block(utf8_checker *w, jsd_block b, uint32_t ours)
{
    uint32_t non_ascii = jsd_block_non_ascii(b) & ours;
    uint32_t lead, follow, four;

    if ((non_ascii | w->due) != 0) {
        lead = jsd_block_from(b, 0xc0) & ours;
        four = jsd_block_from(b, 0xf0) & ours;
        follow = non_ascii & ~lead;
        w->due |= (uint64_t)lead << 1 |
                  (uint64_t)(jsd_block_from(b, 0xe0) & ours) << 2 |
                  (uint64_t)four << 3;
        w->bad |= ((uint32_t)w->due ^ follow) |
                  (jsd_block_bad_second_byte(w->before, b) & follow);
        w->due >>= 32;
        w->followers += jsd_block_count(follow);
        w->any |= non_ascii;
        w->broad |= jsd_block_from(b, 0xc4) & ours; /* C3 ends at U+00FF */
        w->four |= four;
    }
    w->before = b;
}

JSD_INLINE void
utf8_check_start(utf8_checker *w)
{
    *w = (utf8_checker){.before = jsd_block_fill(0)};
}

/* Checks s and collects the results in *w. If stops is true, the check ends
 * before the first '"', '\' or control character. Returns the number of
 * checked bytes. */
JSD_INLINE size_t
utf8_check_text(utf8_checker *w, const char *s, size_t n, bool stops)
{
    char copy[JSD_BLOCK];
    uint32_t stop, ours;
    jsd_block b;
    size_t i;

    utf8_check_start(w);
    for (i = 0; n - i >= JSD_BLOCK; i += JSD_BLOCK) {
        b = jsd_block_load(s + i);
        stop = stops ? jsd_block_needs_escape(b) : 0;
        if (stop != 0) {
            utf8_check_block(w, b, jsd_block_before(stop));
            return i + jsd_block_first(stop);
        }
        utf8_check_block(w, b, UINT32_MAX);
    }
    if (i == n)
        return n;
    b = jsd_block_load(jsd_block_reach(s + i, n - i, JSD_BLOCK, copy));
    ours = jsd_block_lowest(n - i);
    stop = stops ? jsd_block_needs_escape(b) & ours : 0;
    utf8_check_block(w, b, ours & jsd_block_before(stop));
    return stop == 0 ? n : i + jsd_block_first(stop);
}

#endif

#ifndef JSD_ISA_HAS_UTF8_DECODE

/* ---------------------------------------------------------------- decoding */

/* Returns the low six bits of a continuation byte 10xxxxxx. */
JSD_INLINE uint32_t
continuation_bits(uint8_t byte)
{
    return byte ^ 0x80U;
}

/* Returns the code point at *at and advances *at beyond it. The text is valid
 * and the code point fits into a unit of `width` bytes. */
JSD_INLINE uint32_t
decode_one(const uint8_t **at, int width)
{
    const uint8_t *p = *at;

    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (width == 1 || p[0] < 0xe0) {
        *at += 2;
        return (p[0] & 31U) << 6 | continuation_bits(p[1]);
    }
    if (width == 2 || p[0] < 0xf0) {
        *at += 3;
        return (p[0] & 15U) << 12 | continuation_bits(p[1]) << 6 |
               continuation_bits(p[2]);
    }
    *at += 4;
    return (p[0] & 7U) << 18 | continuation_bits(p[1]) << 12 |
           continuation_bits(p[2]) << 6 | continuation_bits(p[3]);
}

/* Stores the eight bytes at p as eight units. Returns how many of them, from
 * the first on, are ASCII. */
JSD_INLINE size_t
decode_ascii(const uint8_t *p, char *out, int width)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint32_t four[8];
    uint16_t two[8];
    uint8_t one[8];
    uint64_t word;

    memcpy(&word, p, sizeof word);
    memcpy(one, p, sizeof one);
    for (int i = 0; i < 8; i++)
        two[i] = one[i];
    for (int i = 0; i < 8; i++)
        four[i] = one[i];
    memcpy(out,
           width == 1   ? (void *)one
           : width == 2 ? (void *)two
                        : four,
           (size_t)(8 * width));
    if ((word & tops) == 0)
        return 8;
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        word = __builtin_bswap64(word);
    return (size_t)__builtin_ctzll(word & tops) / 8;
}

/* Decodes n bytes of valid UTF-8 to units at out. Never writes beyond the last
 * unit of the text: `enough` bytes are at least eight characters, so that
 * decode_ascii() may store eight units. */
JSD_INLINE void
utf8_decode(const char *s, size_t n, void *out, int width)
{
    const ptrdiff_t enough = width == 1 ? 16 : width == 2 ? 24 : 32;
    const uint8_t *p = (const uint8_t *)s;
    const uint8_t *end = p + n;
    char *to = out;
    size_t run;

    while (p < end) {
        while (end - p >= JSD_BLOCK &&
               jsd_block_non_ascii(jsd_block_load(p)) == 0) {
            jsd_block_widen(to, jsd_block_load(p), width);
            to += JSD_BLOCK * width;
            p += JSD_BLOCK;
        }
        while (end - p >= enough && p[0] < 0x80) {
            run = decode_ascii(p, to, width);
            to += run * (size_t)width;
            p += run;
        }
#ifdef JSD_ISA_HAS_UTF8_3BYTE_X8
        while (width == 2 && end - p >= JSD_BLOCK && utf8_3byte_x8(p, to)) {
            to += 8 * width;
            p += 24;
        }
#endif
        do {
            if (p == end)
                return;
            jsd_unit_put(to, 0, width, decode_one(&p, width));
            to += width;
        } while (p < end && p[0] >= 0x80);
    }
}

#endif

JSD_INLINE bool
utf8_check_is_valid(const utf8_checker *w)
{
    return (w->bad | w->due) == 0;
}

/* Returns 0x7f, 0xff, 0xffff or 0x10ffff: the smallest of them that no checked
 * code point exceeds. */
JSD_INLINE uint32_t
utf8_check_widest(const utf8_checker *w)
{
    return w->four != 0    ? 0x10ffff
           : w->broad != 0 ? 0xffff
           : w->any != 0   ? 0xff
                           : 0x7f;
}

static void
utf8_string(const char *s, size_t n, jsd_utf8_string_info *info)
{
    utf8_checker w;

    info->len = utf8_check_text(&w, s, n, true);
    info->count = info->len - w.followers;
    info->widest = utf8_check_widest(&w);
    info->valid = utf8_check_is_valid(&w);
}

static bool
utf8_measure(const char *s, size_t n, jsd_utf8_size *size)
{
    utf8_checker w;

    (void)utf8_check_text(&w, s, n, false);
    size->count = n - w.followers;
    size->widest = utf8_check_widest(&w);
    return utf8_check_is_valid(&w);
}

static size_t
utf8_count(const char *s, size_t n)
{
    char copy[JSD_BLOCK];
    size_t count = n;

    for (size_t i = 0; i < n; i += JSD_BLOCK) {
        jsd_block b =
            jsd_block_load(jsd_block_reach(s + i, n - i, JSD_BLOCK, copy));

        count -=
            jsd_block_count(jsd_block_non_ascii(b) & ~jsd_block_from(b, 0xc0) &
                            jsd_block_lowest(n - i));
    }
    return count;
}

static void
utf8_to_1(const char *s, size_t n, void *out)
{
    utf8_decode(s, n, out, 1);
}

static void
utf8_to_2(const char *s, size_t n, void *out)
{
    utf8_decode(s, n, out, 2);
}

static void
utf8_to_4(const char *s, size_t n, void *out)
{
    utf8_decode(s, n, out, 4);
}

#endif

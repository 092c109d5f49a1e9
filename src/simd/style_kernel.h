/* SPDX-License-Identifier: MIT
 *
 * Finds characters that a style of escaping (text/escape_styled.h) writes
 * differently from text/escape.h. It never allocates.
 */
#ifndef JSONDE_SIMD_STYLE_KERNEL_H
#define JSONDE_SIMD_STYLE_KERNEL_H

#include "simd/block.h"
#include "simd/kernel.h"
#include "simd/scan_kernel.h"

JSD_INLINE uint32_t
style_html(jsd_block b)
{
    return jsd_block_equal(b, jsd_block_fill('<')) |
           jsd_block_equal(b, jsd_block_fill('>')) |
           jsd_block_equal(b, jsd_block_fill('&'));
}

/* Returns the mask of those of 32 units of 2 or 4 bytes that the style escapes
 * among U+2028, U+2029 and surrogates. */
JSD_INLINE uint32_t
style_wide(const void *p, unsigned style, int width)
{
    uint32_t mask = 0;

    if ((style & JSD_STYLE_SURROGATES) != 0)
        mask = units_surrogate(p, width);
    if ((style & JSD_STYLE_HTML) != 0)
        mask |=
            width == 2
                ? jsd_block_above2(p, 0x2027) & ~jsd_block_above2(p, 0x2029)
                : jsd_block_above4(p, 0x2027) & ~jsd_block_above4(p, 0x2029);
    return mask;
}

/* Returns whether the three bytes at s encode U+2028, U+2029 or a surrogate.
 * The first byte is E2 or ED. */
JSD_INLINE bool
style_is_three(const unsigned char *s)
{
    if (s[0] == 0xed)
        return s[1] >= 0xa0;
    return s[1] == 0x80 && (s[2] | 1) == 0xa9;
}

/* Returns a mask of the first such character in the block b at s[i], or 0. A
 * character that the end of the text truncates does not count. */
JSD_INLINE uint32_t
style_three(const unsigned char *s, size_t n, size_t i, jsd_block b,
            unsigned style)
{
    uint32_t leads = jsd_block_equal(b, jsd_block_fill((char)0xed));

    if ((style & JSD_STYLE_HTML) != 0)
        leads |= jsd_block_equal(b, jsd_block_fill((char)0xe2));
    for (; leads != 0; leads &= leads - 1) {
        size_t at = i + jsd_block_first(leads);

        if (at + 2 < n && style_is_three(s + at))
            break;
    }
    return leads & (0 - leads);
}

/* Returns the index of the first unit that the style changes, or n. */
JSD_INLINE size_t
style_units(const void *s, size_t n, unsigned style, int width, bool utf8)
{
    const size_t size = (size_t)(JSD_BLOCK * width);
    unsigned char copy[JSD_BLOCK * 4];
    const unsigned char *p = s;
    size_t i;

    for (i = 0; i < n; i += JSD_BLOCK, p += size) {
        const void *at =
            n - i >= JSD_BLOCK
                ? p
                : jsd_block_reach(p, (n - i) * (size_t)width, size, copy);
        jsd_block b = units_narrow(at, width);
        uint32_t mask = (style & JSD_STYLE_HTML) != 0 ? style_html(b) : 0;
        uint32_t non_ascii = jsd_block_non_ascii(b);

        if ((style & JSD_STYLE_ASCII) != 0)
            mask |= non_ascii;
        else if (non_ascii != 0 && width > 1)
            mask |= style_wide(at, style, width);
        else if (non_ascii != 0 && utf8)
            mask |= style_three(s, n, i, b, style);
        mask &= jsd_block_lowest(n - i);
        if (mask != 0)
            return i + jsd_block_first(mask);
    }
    return n;
}

static size_t
style_utf8(const void *s, size_t n, unsigned style)
{
    return style_units(s, n, style, 1, true);
}

static size_t
style_1(const void *s, size_t n, unsigned style)
{
    return style_units(s, n, style, 1, false);
}

static size_t
style_2(const void *s, size_t n, unsigned style)
{
    return style_units(s, n, style, 2, false);
}

static size_t
style_4(const void *s, size_t n, unsigned style)
{
    return style_units(s, n, style, 4, false);
}

#endif

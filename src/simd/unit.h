/* SPDX-License-Identifier: MIT
 *
 * Reads and writes one unit of text. The constant `width` of 1, 2 or 4 bytes
 * is folded where these functions are inlined. The functions never check
 * bounds.
 */
#ifndef JSONDE_SIMD_UNIT_H
#define JSONDE_SIMD_UNIT_H

#include "base/base.h"

JSD_INLINE uint32_t
jsd_unit_at(const void *s, size_t i, int width)
{
    const unsigned char *p = (const unsigned char *)s + i * (size_t)width;
    uint32_t wide;
    uint16_t half;

    if (width == 1)
        return *p;
    if (width == 2) {
        memcpy(&half, p, sizeof half);
        return half;
    }
    memcpy(&wide, p, sizeof wide);
    return wide;
}

JSD_INLINE void
jsd_unit_put(void *s, size_t i, int width, uint32_t unit)
{
    unsigned char *p = (unsigned char *)s + i * (size_t)width;
    uint16_t half = (uint16_t)unit;

    if (width == 1)
        *p = (unsigned char)unit;
    else if (width == 2)
        memcpy(p, &half, sizeof half);
    else
        memcpy(p, &unit, sizeof unit);
}

/* Returns whether unit is in U+D800..U+DFFF. */
JSD_INLINE bool
jsd_unit_is_surrogate(uint32_t unit)
{
    return (unit ^ 0xd800) < 0x800;
}

/* Writes the UTF-8 of the code point c, which fits into a unit of `width`
 * bytes (RFC 3629, section 3). Returns the end of the text. */
JSD_INLINE char *
jsd_unit_put_utf8(char *out, uint32_t c, int width)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    if (width == 1 || c < 0x800) {
        *out++ = (char)(0xc0 | c >> 6);
    } else {
        if (width == 2 || c < 0x10000) {
            *out++ = (char)(0xe0 | c >> 12);
        } else {
            *out++ = (char)(0xf0 | c >> 18);
            *out++ = (char)(0x80 | (c >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (c & 0x3f));
    return out;
}

#endif

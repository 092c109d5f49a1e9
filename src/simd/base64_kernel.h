/* SPDX-License-Identifier: MIT
 *
 * Encodes whole groups of three bytes as base64 and decodes them
 * (text/base64.h). It never reads beyond the groups nor writes beyond their
 * result. Overridden by JSD_ISA_HAS_BASE64, with base64_blocks() and
 * unbase64_blocks().
 */
#ifndef JSONDE_SIMD_BASE64_KERNEL_H
#define JSONDE_SIMD_BASE64_KERNEL_H

#include "simd/block.h"
#include "simd/base64_table.h"
#include "simd/kernel.h"

/* Writes the three bytes at p as four characters. */
JSD_INLINE void
base64_group(const unsigned char *p, char *out, const char (*table)[2])
{
    const uint32_t bits = (uint32_t)(p[0] << 16 | p[1] << 8 | p[2]);

    memcpy(out, table[bits >> 12], 2);
    memcpy(out + 2, table[bits & 0xfff], 2);
}

static void
base64_encode(const void *data, size_t groups, char *out, bool url)
{
    const char(*table)[2] = jsd_base64_table[url];
    const unsigned char *p = data;

#ifdef JSD_ISA_HAS_BASE64
    if (JSD_LIKELY(groups >= BASE64_BLOCK)) {
        base64_blocks(p, groups, out, url);
        return;
    }
#endif
    for (; groups > 0; groups--, p += 3, out += 4)
        base64_group(p, out, table);
}

/* Decodes four characters to three bytes. Returns false and writes nothing if
 * a character is invalid. */
JSD_INLINE bool
unbase64_group(const unsigned char *s, unsigned char *out)
{
    const uint32_t a = jsd_base64_values[s[0]], b = jsd_base64_values[s[1]];
    const uint32_t c = jsd_base64_values[s[2]], d = jsd_base64_values[s[3]];

    if (JSD_UNLIKELY((a | b | c | d) == JSD_BASE64_NONE))
        return false;
    out[0] = (unsigned char)(a << 2 | b >> 4);
    out[1] = (unsigned char)(b << 4 | c >> 2);
    out[2] = (unsigned char)(c << 6 | d);
    return true;
}

static size_t
base64_decode(const void *text, size_t groups, void *data)
{
    const unsigned char *s = text;
    unsigned char *out = data;
    size_t i = 0;

#ifdef JSD_ISA_HAS_BASE64
    if (JSD_LIKELY(groups >= BASE64_BLOCK))
        i = unbase64_blocks(text, groups, out);
#endif
    while (i < groups && unbase64_group(s + 4 * i, out + 3 * i))
        i++;
    return i;
}

#endif

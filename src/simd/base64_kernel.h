/* SPDX-License-Identifier: MIT
 *
 * Groups of three bytes as base64 (text/base64.h), for the instruction set
 * whose simd/block_NAME.h came before; one that has a better way than tables
 * defines base64_blocks in a header before this.
 * Used by simd/kernel_body.h alone. It never reads beyond the groups nor
 * writes beyond their text.
 */
#ifndef JSONDE_SIMD_BASE64_KERNEL_H
#define JSONDE_SIMD_BASE64_KERNEL_H

#include "simd/base64_table.h"
#include "simd/kernel.h"

JSD_INLINE void
base64_group(const unsigned char *p, char *out, const char (*table)[2])
{
    const uint32_t bits = (uint32_t)(p[0] << 16 | p[1] << 8 | p[2]);

    memcpy(out, table[bits >> 12], 2);
    memcpy(out + 2, table[bits & 0xfff], 2);
}

static void
base64(const void *data, size_t groups, char *out, bool url)
{
    const char(*table)[2] = jsd_base64_table[url];
    const unsigned char *p = data;

#ifdef JSD_HAS_BASE64_BLOCKS
    if (JSD_LIKELY(groups >= BASE64_BLOCK)) {
        base64_blocks(p, groups, out, url);
        return;
    }
#endif
    for (; groups > 0; groups--, p += 3, out += 4)
        base64_group(p, out, table);
}

#endif

/* SPDX-License-Identifier: MIT */
#include "text/base64.h"

#include "simd/base64_table.h"

char *
jsd_base64_put(char *out, const void *data, size_t n, bool url)
{
    const size_t groups = n / 3;
    const unsigned char *rest = (const unsigned char *)data + 3 * groups;
    uint32_t bits;

    jsd_kernel_now->base64(data, groups, out, url);
    out += 4 * groups;
    n -= 3 * groups;
    if (n == 0)
        return out;
    bits = (uint32_t)rest[0] << 16;
    if (n == 2)
        bits |= (uint32_t)rest[1] << 8;
    memcpy(out, jsd_base64_table[url][bits >> 12], 2);
    memcpy(out + 2, jsd_base64_table[url][bits & 0xfff], 2);
    out[3] = '=';
    if (n == 1)
        out[2] = '=';
    return out + 4;
}

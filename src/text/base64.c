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

static uint32_t
value_of(char c)
{
    return jsd_base64_values[(unsigned char)c];
}

/* Returns how many of the first `most` characters at s are in the alphabet. */
static size_t
count_valid(const char *s, size_t most)
{
    size_t n = 0;

    while (n < most && value_of(s[n]) != JSD_BASE64_NONE)
        n++;
    return n;
}

/* Decodes the last group, which has padding. Returns how many of its
 * characters are right. */
static size_t
read_padded(const char *s, unsigned char *out)
{
    const size_t most = s[2] == '=' ? 2 : 3;
    const size_t n = count_valid(s, most);
    uint32_t bits;

    if (n < most)
        return n;
    bits = value_of(s[0]) << 18 | value_of(s[1]) << 12;
    if (most == 3)
        bits |= value_of(s[2]) << 6;
    if (bits & (most == 3 ? 0xff : 0xffff))
        return most - 1;
    out[0] = (unsigned char)(bits >> 16);
    if (most == 3)
        out[1] = (unsigned char)(bits >> 8);
    return 4;
}

jsd_status
jsd_base64_read(const char *s, size_t n, void *out, size_t *at)
{
    const bool padded = n >= 4 && n % 4 == 0 && s[n - 1] == '=';
    const size_t groups = n / 4 - padded;
    const size_t done = jsd_kernel_now->unbase64(s, groups, out);

    *at = 4 * done;
    if (done < groups)
        *at += count_valid(s + 4 * done, 4);
    else if (padded)
        *at += read_padded(s + 4 * done, (unsigned char *)out + 3 * done);
    else
        *at += count_valid(s + 4 * done, n % 4);
    return *at == n && n % 4 == 0 ? JSD_OK : JSD_BAD_BASE64;
}

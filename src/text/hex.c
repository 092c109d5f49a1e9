/* SPDX-License-Identifier: MIT */
#include "text/hex.h"

#include "text/hex_table.h"

char *
jsd_hex_put(char *out, const void *data, size_t n)
{
    const unsigned char *p = data;
    size_t i;

    for (i = 0; i < n; i++)
        out = jsd_hex_put_byte(out, p[i]);
    return out;
}

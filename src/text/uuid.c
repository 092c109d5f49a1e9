/* SPDX-License-Identifier: MIT */
#include "text/uuid.h"

#include "text/hex_table.h"

JSD_INLINE char *
put_hex_bytes(char *out, const unsigned char *p, int n)
{
    for (; n > 0; n--)
        out = jsd_hex_put_byte(out, *p++);
    return out;
}

char *
jsd_uuid_put(char *out, const unsigned char bytes[16])
{
    out = put_hex_bytes(out, bytes, 4);
    *out++ = '-';
    out = put_hex_bytes(out, bytes + 4, 2);
    *out++ = '-';
    out = put_hex_bytes(out, bytes + 6, 2);
    *out++ = '-';
    out = put_hex_bytes(out, bytes + 8, 2);
    *out++ = '-';
    return put_hex_bytes(out, bytes + 10, 6);
}

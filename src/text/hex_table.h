/* SPDX-License-Identifier: MIT
 *
 * Two hexadecimal digits, in lower case, for each byte.
 * Used by text/ alone. The table is never written to.
 */
#ifndef JSONDE_TEXT_HEX_TABLE_H
#define JSONDE_TEXT_HEX_TABLE_H

#include "base/base.h"

extern const char jsd_hex_table[0x100][2];

/* Writes the two digits of a byte, and returns what is behind. */
JSD_INLINE char *
jsd_hex_put_byte(char *out, uint32_t byte)
{
    memcpy(out, jsd_hex_table[byte], 2);
    return out + 2;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * A constant table of two lower-case hexadecimal digits for each byte.
 */
#ifndef JSONDE_TEXT_HEX_TABLE_H
#define JSONDE_TEXT_HEX_TABLE_H

#include "base/base.h"

extern const char jsd_hex_table[0x100][2];

/* Writes the two digits of a byte, and returns their end. */
JSD_INLINE char *
jsd_hex_put_byte(char *out, uint32_t byte)
{
    memcpy(out, jsd_hex_table[byte], 2);
    return out + 2;
}

#endif

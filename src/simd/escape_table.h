/* SPDX-License-Identifier: MIT
 *
 * The UTF-8 text of each unit below U+0100 inside a JSON string, with the
 * escapes of RFC 8259, section 7.
 */
#ifndef JSONDE_SIMD_ESCAPE_TABLE_H
#define JSONDE_SIMD_ESCAPE_TABLE_H

#include "base/base.h"

typedef struct jsd_piece {
    char text[7];
    uint8_t len;
} jsd_piece;

extern const jsd_piece jsd_pieces[0x100];

#endif

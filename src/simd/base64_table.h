/* SPDX-License-Identifier: MIT
 *
 * Tables of base64: the two characters of each 12-bit number, and the six-bit
 * number of each character. Both tables are constant.
 */
#ifndef JSONDE_SIMD_BASE64_TABLE_H
#define JSONDE_SIMD_BASE64_TABLE_H

#include "base/base.h"

enum { JSD_BASE64_TABLE_SIZE = 4096 };

/* Index 0 is the alphabet of RFC 4648, section 4. Index 1 is the alphabet of
 * section 5, which is safe in URLs. */
extern const char jsd_base64_table[2][JSD_BASE64_TABLE_SIZE][2];

/* Maps each character of the first alphabet to its number, and any other to
 * JSD_BASE64_NONE. */
enum { JSD_BASE64_NONE = 0xff };
extern const uint8_t jsd_base64_values[256];

#endif

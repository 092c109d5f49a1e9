/* SPDX-License-Identifier: MIT
 *
 * Two characters of base64 for each number below 4096, and back.
 * The tables are never written to.
 */
#ifndef JSONDE_SIMD_BASE64_TABLE_H
#define JSONDE_SIMD_BASE64_TABLE_H

#include "base/base.h"

enum { JSD_BASE64_TABLE_SIZE = 4096 };

/* The first for the alphabet of RFC 4648, section 4, the second for that of
 * section 5, which is safe in URLs. */
extern const char jsd_base64_table[2][JSD_BASE64_TABLE_SIZE][2];

/* The number of each character of the first alphabet; JSD_BASE64_NONE of
 * others. */
enum { JSD_BASE64_NONE = 0xff };
extern const uint8_t jsd_base64_values[256];

#endif

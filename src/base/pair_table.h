/* SPDX-License-Identifier: MIT
 *
 * Two decimal digits for each number below 100.
 * Used by text/. The table is never written to.
 */
#ifndef JSONDE_BASE_PAIR_TABLE_H
#define JSONDE_BASE_PAIR_TABLE_H

#include "base/base.h"

enum { JSD_PAIR_TABLE_SIZE = 100 };

/* Entry i is i with a leading zero; no terminating NUL. */
extern const char jsd_pair_table[JSD_PAIR_TABLE_SIZE][2];

/* Writes x < 100 in two digits, two bytes, and returns what is behind. */
JSD_INLINE char *
jsd_pair_put(char *out, uint32_t x)
{
    memcpy(out, jsd_pair_table[x], 2);
    return out + 2;
}

#endif

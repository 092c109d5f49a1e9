/* SPDX-License-Identifier: MIT
 *
 * A read-only table of the two decimal digits of each number below 100.
 */
#ifndef JSONDE_BASE_PAIR_TABLE_H
#define JSONDE_BASE_PAIR_TABLE_H

#include "base/base.h"

enum { JSD_PAIR_TABLE_SIZE = 100 };

/* Entry i has the two digits of i, without a terminating NUL. */
extern const char jsd_pair_table[JSD_PAIR_TABLE_SIZE][2];

/* Writes the two digits of x < 100 to out. Returns the end of them. */
JSD_INLINE char *
jsd_pair_put(char *out, uint32_t x)
{
    memcpy(out, jsd_pair_table[x], 2);
    return out + 2;
}

#endif

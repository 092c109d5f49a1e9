/* SPDX-License-Identifier: MIT
 *
 * Four decimal digits for each number below 10000.
 * Used by num/itoa.c and num/dtoa.c. The table is never written to.
 */
#ifndef JSONDE_NUM_ITOA_TABLE_H
#define JSONDE_NUM_ITOA_TABLE_H

#include "base/base.h"

enum { JSD_ITOA_TABLE_SIZE = 10000 };

/* Entry i is i with leading zeros; no terminating NUL. */
extern const char jsd_itoa_table[JSD_ITOA_TABLE_SIZE][4];

#endif

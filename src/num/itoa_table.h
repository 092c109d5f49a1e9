/* SPDX-License-Identifier: MIT
 *
 * Four decimal digits for each number below 10000.
 * Used by num/ alone. The table is never written to.
 */
#ifndef JSONDE_NUM_ITOA_TABLE_H
#define JSONDE_NUM_ITOA_TABLE_H

#include "num/swar.h"

enum { JSD_ITOA_TABLE_SIZE = 10000 };

/* Entry i is i with leading zeros; no terminating NUL. */
extern const char jsd_itoa_table[JSD_ITOA_TABLE_SIZE][4];

/* The eight digits of x < 10^8, as jsd_swar_load would read them. */
JSD_INLINE uint64_t
jsd_itoa_digits8(uint32_t x)
{
    /* In two halves: the compiler would join them in a vector register. */
    const uint64_t head = jsd_swar_load4(jsd_itoa_table[x / 10000]);
    const uint64_t tail = jsd_swar_load4(jsd_itoa_table[x % 10000]);

    return head | tail << 32;
}

#endif

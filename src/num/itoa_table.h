/* SPDX-License-Identifier: MIT
 *
 * A constant table of four decimal digits for each number below 10000.
 */
#ifndef JSONDE_NUM_ITOA_TABLE_H
#define JSONDE_NUM_ITOA_TABLE_H

#include "num/swar.h"

enum { JSD_ITOA_TABLE_SIZE = 10000 };

/* Entry i is i with leading zeros, without a terminating NUL. */
extern const char jsd_itoa_table[JSD_ITOA_TABLE_SIZE][4];

/* Returns the eight digits of x < 10^8, as jsd_swar_load() would load them. */
JSD_INLINE uint64_t
jsd_itoa_digits8(uint32_t x)
{
    /* In two halves: otherwise the compiler joins them in a vector register.
     */
    const uint64_t head = jsd_swar_load4(jsd_itoa_table[x / 10000]);
    const uint64_t tail = jsd_swar_load4(jsd_itoa_table[x % 10000]);

    return head | tail << 32;
}

#endif

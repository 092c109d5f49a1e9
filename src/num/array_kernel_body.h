/* SPDX-License-Identifier: MIT
 *
 * The loops over the numbers of an array and their table, for the instruction
 * set of this unit (simd/block.h).
 */
#ifndef JSONDE_NUM_ARRAY_KERNEL_BODY_H
#define JSONDE_NUM_ARRAY_KERNEL_BODY_H

#include "num/array_kernel.h"
#include "num/array_lengths.h"
#include "num/array_parse_items.h"
#include "num/array_putters.h"

const jsd_array_kernel JSD_ISA(jsd_array_kernel) = {
    .put = array_putters,
    .put_singly = put_singly,
    .measure = array_measures,
    .parse = &array_parse_table,
};

#endif

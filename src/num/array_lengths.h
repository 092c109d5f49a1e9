/* SPDX-License-Identifier: MIT
 *
 * Functions that compute how long integers are as text, for the instruction
 * set of this unit. Without JSD_ISA_HAS_DECIMAL_LENGTHS there are none: to
 * write the text is as fast as to compute its length then.
 */
#ifndef JSONDE_NUM_ARRAY_LENGTHS_H
#define JSONDE_NUM_ARRAY_LENGTHS_H

#include "num/array_text_length.h"
#include "simd/block.h"

#ifdef JSD_ISA_HAS_DECIMAL_LENGTHS

_Static_assert((int)JSD_ARRAY_BLOCK == (int)JSD_LENGTHS_ITEMS, "the same");

#define MEASURE_FUNCTION(name, size, is_signed)                       \
    static size_t name(const char *p, size_t blocks)                  \
    {                                                                 \
        size_t sum = 0;                                               \
                                                                      \
        for (; blocks > 0; blocks--, p += JSD_LENGTHS_ITEMS * (size)) \
            sum += jsd_lengths(p, size, is_signed);                   \
        return sum;                                                   \
    }
MEASURE_FUNCTION(measure_i32, 4, true)
MEASURE_FUNCTION(measure_u32, 4, false)
MEASURE_FUNCTION(measure_i64, 8, true)
MEASURE_FUNCTION(measure_u64, 8, false)

static jsd_array_measure *const array_measures[JSD_ITEM_COUNT] = {
    [JSD_ITEM_I32] = measure_i32,
    [JSD_ITEM_U32] = measure_u32,
    [JSD_ITEM_I64] = measure_i64,
    [JSD_ITEM_U64] = measure_u64,
};

#else

static jsd_array_measure *const array_measures[JSD_ITEM_COUNT] = {NULL};

#endif

#endif

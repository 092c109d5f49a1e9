/* SPDX-License-Identifier: MIT
 *
 * The bytes of an array in C's order, whatever its strides and suboffsets: as
 * memoryview.tobytes() has them, in pieces.
 * Used by enc/. It never allocates.
 */
#ifndef JSONDE_NUM_STRIDED_COPY_H
#define JSONDE_NUM_STRIDED_COPY_H

#include "num/array.h"

/* The place of the next item, unless all are read. */
typedef struct jsd_strided_copy {
    const jsd_array *array;
    ptrdiff_t index[JSD_ARRAY_DIMENSIONS];
    const char *base[JSD_ARRAY_DIMENSIONS]; /* where each dimension begins */
} jsd_strided_copy;

/* All bytes of an array; true when there are more than a size_t holds. */
JSD_MUST_CHECK bool jsd_strided_copy_size_over(const jsd_array *array,
                                               size_t *size);

/* Do they lie in this order, without gaps, from array->data on? */
bool jsd_array_is_c_contiguous(const jsd_array *array);

/* Of an array of one dimension or more, and one item or more. */
void jsd_strided_copy_start(jsd_strided_copy *g, const jsd_array *array);

/* Copies the next n bytes, which are whole items and no more than are left. */
void jsd_strided_copy_read(jsd_strided_copy *g, char *out, size_t n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Copies the items of a strided array in C order, in pieces, as
 * memoryview.tobytes() does at once. Never allocates.
 */
#ifndef JSONDE_NUM_STRIDED_COPY_H
#define JSONDE_NUM_STRIDED_COPY_H

#include "num/array.h"

/* The position of the next item. */
typedef struct jsd_strided_copy {
    const jsd_array *array;
    ptrdiff_t index[JSD_ARRAY_DIMENSIONS];
    const char *base[JSD_ARRAY_DIMENSIONS]; /* where each dimension starts */
} jsd_strided_copy;

/* Computes the bytes of all items. Returns true if a size_t cannot hold them.
 */
JSD_MUST_CHECK bool jsd_strided_copy_size_over(const jsd_array *array,
                                               size_t *size);

/* Returns whether the items lie in C order, without gaps, at array->data. */
bool jsd_array_is_c_contiguous(const jsd_array *array);

/* Prepares the copy of an array that has at least one dimension and one item.
 */
void jsd_strided_copy_start(jsd_strided_copy *g, const jsd_array *array);

/* Copies the next n bytes: whole items, and not more than are left. */
void jsd_strided_copy_read(jsd_strided_copy *g, char *out, size_t n);

#endif

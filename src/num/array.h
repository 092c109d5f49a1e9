/* SPDX-License-Identifier: MIT
 *
 * jsd_array: an n-dimensional array of numbers in memory, as a Py_buffer
 * describes it. The array borrows its memory, shape, strides and suboffsets.
 * num/array_write.h writes arrays as nested JSON arrays; num/array_parse.h
 * reads nested JSON arrays.
 */
#ifndef JSONDE_NUM_ARRAY_H
#define JSONDE_NUM_ARRAY_H

#include "num/item.h"

enum { JSD_ARRAY_DIMENSIONS = 64 }; /* the maximum of a Py_buffer */

/* The members mean what Py_buffer's members of these names mean. */
typedef struct jsd_array {
    const char *data;
    jsd_item_format format; /* not JSD_ITEM_NONE */
    int ndim;
    const ptrdiff_t *shape;
    const ptrdiff_t *strides;
    const ptrdiff_t *suboffsets; /* NULL: none */
} jsd_array;

/* Returns the address of item i of a dimension that starts at base. The item
 * is a number, or the start of the next dimension. */
JSD_INLINE const char *
jsd_array_item_at(const jsd_array *a, const char *base, int dimension,
                  ptrdiff_t i)
{
    const char *p = base + i * a->strides[dimension];

    const void *const slot = p; /* holds a pointer if there is a suboffset */

    if (a->suboffsets != NULL && a->suboffsets[dimension] >= 0) {
        memcpy(&p, slot, sizeof p);
        p += a->suboffsets[dimension];
    }
    return p;
}

/* Returns the number of items. The product wraps around instead of being
 * undefined: an array without items may have any other sizes. */
JSD_INLINE ptrdiff_t
jsd_array_items(const jsd_array *a)
{
    size_t n = 1;

    for (int i = 0; i < a->ndim; i++)
        n *= (size_t)a->shape[i];
    return (ptrdiff_t)n;
}

/* Returns the size of all items in bytes, without gaps between them. */
JSD_INLINE size_t
jsd_array_bytes(const jsd_array *a)
{
    return (size_t)jsd_array_items(a) * jsd_item_size(a->format.item);
}

#endif

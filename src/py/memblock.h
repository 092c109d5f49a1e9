/* SPDX-License-Identifier: MIT
 *
 * Memory with an array of numbers, which a type of our own owns and
 * memoryviews keep alive. The items are in this machine's representation:
 * nothing here copies or reads one.
 */
#ifndef JSONDE_PY_MEMBLOCK_H
#define JSONDE_PY_MEMBLOCK_H

#include "num/array.h"
#include "py/state.h"

/* The layout of the array, which is C-contiguous. */
typedef struct jsd_memblock_layout {
    char format[3]; /* as in the module struct, perhaps with '<' or '>' */
    size_t itemsize;
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
} jsd_memblock_layout;

/* Returns the type that owns the memory: a new reference, or NULL with an
 * exception. */
PyObject *jsd_memblock_new_type(void);

/* Makes a block of data and takes data over, even on failure. data is from
 * base/mem.h, or NULL if the array has no items. Returns a new reference, or
 * NULL with an exception. */
PyObject *jsd_memblock_new(const jsd_state *state, void *data,
                           const jsd_memblock_layout *layout);

/* Makes a writable memoryview of the part of a block's data that begins at
 * `start` bytes. The view keeps the block alive. Returns a new reference, or
 * NULL with an exception. */
PyObject *jsd_memblock_view_part(const jsd_state *state, PyObject *block,
                                 size_t start,
                                 const jsd_memblock_layout *layout);

/* Makes a writable memoryview of data and takes data over, even on failure. It
 * is from base/mem.h, or NULL if the array has no items. Returns a new
 * reference, or NULL with an exception. */
PyObject *jsd_memblock_view(const jsd_state *state, void *data,
                            const jsd_memblock_layout *layout);

#endif

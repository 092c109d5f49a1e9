/* SPDX-License-Identifier: MIT
 *
 * Memory with an array of numbers in it, which memoryviews keep alive.
 * Used by dec/. The memory is this machine's own bytes: it never copies or
 * looks at an item.
 */
#ifndef JSONDE_PY_MEMBLOCK_H
#define JSONDE_PY_MEMBLOCK_H

#include "num/array.h"
#include "py/state.h"

/* In C's order, without gaps. */
typedef struct jsd_memblock_layout {
    char format[3]; /* of struct: a code, perhaps behind '<' or '>' */
    size_t itemsize;
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
} jsd_memblock_layout;

/* The type of what owns the memory: new, or NULL with an exception. */
PyObject *jsd_memblock_new_type(void);

/* Takes data over, which is of base/mem.h (NULL where no byte is needed), also
 * when it fails: a new, writable memoryview, or NULL with an exception. */
PyObject *jsd_memblock_view(const jsd_state *state, void *data,
                            const jsd_memblock_layout *layout);

#endif

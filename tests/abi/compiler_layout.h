/* SPDX-License-Identifier: MIT
 *
 * Offsets and sizes as the compiler computes them from this Python's headers,
 * and functions that the limited API lacks. compiler_layout.c includes the
 * full headers.
 */
#ifndef JSONDE_TESTS_ABI_COMPILER_LAYOUT_H
#define JSONDE_TESTS_ABI_COMPILER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/* The offset of a field, or the size of a struct. */
typedef struct compiler_layout {
    int id; /* jsd_field, or jsd_struct */
    size_t value;
} compiler_layout;

extern const compiler_layout compiler_offsets[];
extern const size_t compiler_offset_count;
extern const compiler_layout compiler_sizes[];
extern const size_t compiler_size_count;

/* The minor version of the headers, to compare with the interpreter's. */
extern const int compiler_minor;

/* Makes Python's allocation number `first`, counted from 0, fail. With `on`
 * all later ones fail as well. */
void python_nomem_begin(size_t first, bool on);

/* Ends the failures. Returns whether the failing allocation was reached, and
 * the number of allocations in *calls. */
bool python_nomem_end(size_t *calls);

/* Clears a managed buffer (a PyObject *) as the collector does in a cycle. Its
 * views do not learn of it. */
void python_clear_slot(void *managed);

#endif

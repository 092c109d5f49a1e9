/* SPDX-License-Identifier: MIT
 *
 * What the compiler and the full headers of this very Python know: the true
 * offsets, the allocators, and a slot that only the collector calls.
 * Used by the suites. compiler_layout.c is the one file that sees those
 * headers.
 */
#ifndef JSONDE_TESTS_ABI_COMPILER_LAYOUT_H
#define JSONDE_TESTS_ABI_COMPILER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/* A field's offset, or a struct's size, by the headers. */
typedef struct compiler_layout {
    int id; /* jsd_field, or jsd_struct */
    size_t value;
} compiler_layout;

extern const compiler_layout compiler_offsets[];
extern const size_t compiler_offset_count;
extern const compiler_layout compiler_sizes[];
extern const size_t compiler_size_count;

/* The headers' version, to compare with the interpreter's. */
extern const int compiler_minor;

/* From now on allocation number `first` of Python, from 0, fails, and with
 * `on` all after it. */
void python_nomem_begin(size_t first, bool on);

/* No more of that. True when one was reached; in *calls how many there were.
 */
bool python_nomem_end(size_t *calls);

/* What the collector does first when a view hangs in a cycle: releases the
 * managed buffer (a PyObject *) under a view that does not know. */
void python_clear_slot(void *managed);

#endif

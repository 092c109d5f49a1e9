/* SPDX-License-Identifier: MIT
 *
 * What the compiler and the full headers of this very Python know: the true
 * offsets, the allocators, and a slot that only the collector calls.
 * Used by the suites. truth.c is the one file that sees those headers.
 */
#ifndef JSONDE_TESTS_ABI_TRUTH_H
#define JSONDE_TESTS_ABI_TRUTH_H

#include <stdbool.h>
#include <stddef.h>

/* A field's offset, or a struct's size, by the headers. */
typedef struct truth {
    int id; /* jsd_field, or jsd_struct */
    size_t value;
} truth;

extern const truth truth_offsets[];
extern const size_t truth_offset_count;
extern const truth truth_sizes[];
extern const size_t truth_size_count;

/* The headers' version, to compare with the interpreter's. */
extern const int truth_minor;

/* From now on allocation number `first` of Python, from 0, fails, and with
 * `on` all after it. */
void truth_nomem_begin(size_t first, bool on);

/* No more of that. True when one was reached; in *calls how many there were.
 */
bool truth_nomem_end(size_t *calls);

/* What the collector does first when a view hangs in a cycle: releases the
 * managed buffer (a PyObject *) under a view that does not know. */
void truth_break_cycle_at(void *managed);

#endif

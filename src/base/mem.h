/* SPDX-License-Identifier: MIT
 *
 * Allocates memory that is not a Python object. All calls go through one table
 * of functions, so that a test can make any of them fail.
 */
#ifndef JSONDE_BASE_MEM_H
#define JSONDE_BASE_MEM_H

#include "base/base.h"

typedef struct jsd_mem_table {
    void *(*resize)(void *block, size_t size); /* as realloc */
    void (*release)(void *block);              /* as free */
} jsd_mem_table;

/* The functions that the calls below use. Only tests replace and restore it.
 */
extern jsd_mem_table jsd_mem;

/* Returns a new block of `size` > 0 bytes, not cleared, or NULL if there is no
 * memory. The caller owns it. */
JSD_MUST_CHECK void *jsd_mem_new(size_t size);

/* Resizes block, or allocates a new one if block is NULL. Returns the resized
 * block, or NULL if there is no memory; then the old block is still valid. */
JSD_MUST_CHECK void *jsd_mem_resize(void *block, size_t size);

/* Frees block, which may be NULL. */
void jsd_mem_free(void *block);

#endif

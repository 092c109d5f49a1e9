/* SPDX-License-Identifier: MIT
 *
 * Plain memory, through one table, so that tests can make any call fail.
 * All rooms may use it for memory that is not a Python object.
 * It never aborts and never prints.
 */
#ifndef JSONDE_BASE_MEM_H
#define JSONDE_BASE_MEM_H

#include "base/base.h"

typedef struct jsd_mem_table {
    void *(*resize)(void *block, size_t size); /* as realloc */
    void (*release)(void *block);              /* as free */
} jsd_mem_table;

/* Used for every call below. Tests alone replace it, and put it back. */
extern jsd_mem_table jsd_mem;

/* A block of size > 0 bytes, not cleared; NULL when there is none. */
JSD_MUST_CHECK void *jsd_mem_new(size_t size);

/* Changes the size of block (NULL: a new one). On NULL the old one stays. */
JSD_MUST_CHECK void *jsd_mem_resize(void *block, size_t size);

/* NULL is allowed. */
void jsd_mem_free(void *block);

#endif

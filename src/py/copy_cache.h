/* SPDX-License-Identifier: MIT
 *
 * A one-entry cache of the memory for private copies of a text. py/input.h
 * copies a text that other code may write to; most such texts are small. Each
 * interpreter has one cache, which owns the memory that it holds. Threads may
 * use the cache at once: each access exchanges one pointer.
 */
#ifndef JSONDE_PY_COPY_CACHE_H
#define JSONDE_PY_COPY_CACHE_H

#include "abi/abi.h"

#include <stdatomic.h>

/* The size of the cached memory; larger copies are never cached. */
enum { JSD_COPY_CACHE_BYTES = 64 * 1024 };

/* All zeros is an empty cache. */
typedef struct jsd_copy_cache {
    char *_Atomic memory; /* JSD_COPY_CACHE_BYTES; NULL: none, or in use */
} jsd_copy_cache;

/* Frees the cached memory. */
void jsd_copy_cache_clear(jsd_copy_cache *cache);

/* Returns memory for a copy of len > 0 bytes, or NULL without an exception.
 * The caller owns the memory and passes it to jsd_copy_cache_give_back() with
 * the value that *owner gets. */
JSD_MUST_CHECK char *jsd_copy_cache_take(jsd_copy_cache *cache, size_t len,
                                         jsd_copy_cache **owner);

/* Takes memory over: caches it in owner, or frees it if owner is NULL. */
void jsd_copy_cache_give_back(jsd_copy_cache *owner, char *memory);

#endif

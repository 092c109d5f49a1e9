/* SPDX-License-Identifier: MIT */
#include "py/copy_cache.h"

#include "base/mem.h"

/* Puts memory into the cache and returns what the cache held. With a GIL a
 * plain load and store are enough, because the caller holds it. */
static char *
exchange_memory(jsd_copy_cache *cache, char *memory)
{
    char *before;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(&cache->memory, memory,
                                        memory_order_acq_rel);
    before = atomic_load_explicit(&cache->memory, memory_order_relaxed);
    atomic_store_explicit(&cache->memory, memory, memory_order_relaxed);
    return before;
}

void
jsd_copy_cache_clear(jsd_copy_cache *cache)
{
    jsd_mem_free(
        atomic_exchange_explicit(&cache->memory, NULL, memory_order_relaxed));
}

char *
jsd_copy_cache_take(jsd_copy_cache *cache, size_t len, jsd_copy_cache **owner)
{
    char *memory = NULL;

    *owner = len > JSD_COPY_CACHE_BYTES ? NULL : cache;
    if (*owner == NULL)
        return jsd_mem_new(len);
    memory = exchange_memory(cache, NULL);
    return memory != NULL ? memory : jsd_mem_new(JSD_COPY_CACHE_BYTES);
}

void
jsd_copy_cache_give_back(jsd_copy_cache *owner, char *memory)
{
    jsd_mem_free(owner == NULL ? memory : exchange_memory(owner, memory));
}

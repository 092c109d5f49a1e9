/* SPDX-License-Identifier: MIT */
#include "dec/keycache.h"

#include "base/mem.h"

/* Multipliers of the golden ratio and of sqrt(2): odd, without a pattern. */
static const uint64_t mix_a = 0x9e3779b97f4a7c15u;
static const uint64_t mix_b = 0x6a09e667f3bcc909u;

/* Python's own secret, so that PYTHONHASHSEED rules this too. */
static int
read_seed(uint64_t *seed)
{
    PyObject *text = PyUnicode_FromString("the seed of jsonde's key cache");
    Py_hash_t hash = text == NULL ? -1 : PyObject_Hash(text);

    Py_DecRef(text);
    *seed = (uint64_t)hash * mix_a;
    return hash == -1 ? -1 : 0;
}

jsd_keycache *
jsd_keycache_new(void)
{
    jsd_keycache *cache = jsd_mem_new(sizeof *cache);

    if (cache == NULL)
        return NULL;
    memset(cache, 0, sizeof *cache);
    if (read_seed(&cache->seed) < 0) {
        jsd_mem_free(cache);
        return NULL;
    }
    return cache;
}

void
jsd_keycache_free(jsd_keycache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < JSD_KEYCACHE_SIZE; i++)
        Py_DecRef(cache->entries[i].key);
    jsd_mem_free(cache);
}

static uint64_t
mix_hash(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * mix_a;
    return hash ^ hash >> 29;
}

uint32_t
jsd_keycache_mix(uint64_t seed, const char *bytes, size_t len)
{
    uint64_t hash = seed ^ len * mix_b;
    uint64_t word = 0;
    size_t i = 0;

    for (; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        hash = mix_hash(hash, word);
    }
    word = 0;
    memcpy(&word, bytes + i, len - i);
    hash = mix_hash(hash, word) * mix_b;
    return (uint32_t)(hash >> 32);
}

uint32_t
jsd_keycache_hash(const jsd_keycache *cache, const char *bytes, size_t len)
{
    return jsd_keycache_mix(cache->seed, bytes, len);
}

PyObject *
jsd_keycache_get(const jsd_keycache *cache, uint32_t hash, const char *bytes,
                 size_t len)
{
    const jsd_keycache_entry *e = &cache->entries[hash % JSD_KEYCACHE_SIZE];

    if (e->hash == hash && e->len == len && memcmp(e->bytes, bytes, len) == 0)
        return e->key;
    return NULL;
}

void
jsd_keycache_put(jsd_keycache *cache, uint32_t hash, const char *bytes,
                 size_t len, PyObject *key)
{
    jsd_keycache_entry *e = &cache->entries[hash % JSD_KEYCACHE_SIZE];
    PyObject *old = e->key;

    Py_IncRef(key);
    e->key = key;
    e->hash = hash;
    e->len = (uint32_t)len;
    memcpy(e->bytes, bytes, len);
    Py_DecRef(old);
}

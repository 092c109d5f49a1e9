/* SPDX-License-Identifier: MIT
 *
 * A cache of object keys. Documents repeat keys; a hit saves the making of a
 * str and of its hash.
 *
 * The cache has a fixed size: a new key replaces the one in its slot. The hash
 * is seeded, and a hit means equal bytes. So a document can neither fill the
 * cache, nor slow the decoder down, nor mix keys up. The cache owns a
 * reference to each key.
 */
#ifndef JSONDE_DEC_KEYCACHE_H
#define JSONDE_DEC_KEYCACHE_H

#include "abi/limited.h"
#include "base/base.h"

/* The most bytes of UTF-8 of a cached key, and the number of slots. */
enum { JSD_KEYCACHE_MAX_LEN = 40, JSD_KEYCACHE_SIZE = 1024 };

typedef struct jsd_keycache_entry {
    PyObject *key; /* NULL: the slot is empty */
    uint32_t hash; /* jsd_keycache_hash() of the bytes */
    uint32_t len;
    char bytes[JSD_KEYCACHE_MAX_LEN];
} jsd_keycache_entry;

typedef struct jsd_keycache {
    uint64_t seed;
    jsd_keycache_entry entries[JSD_KEYCACHE_SIZE];
} jsd_keycache;

/* Returns an empty cache, or NULL without memory. */
JSD_MUST_CHECK jsd_keycache *jsd_keycache_new(void);
void jsd_keycache_free(jsd_keycache *cache);

/* Returns a hash of the bytes that cannot be predicted without the seed. */
uint32_t jsd_keycache_mix(uint64_t seed, const char *bytes, size_t len);

/* Returns the hash of a key of at most JSD_KEYCACHE_MAX_LEN bytes. */
uint32_t jsd_keycache_hash(const jsd_keycache *cache, const char *bytes,
                           size_t len);

/* Returns the key of these bytes, borrowed, or NULL. */
PyObject *jsd_keycache_get(const jsd_keycache *cache, uint32_t hash,
                           const char *bytes, size_t len);

/* Caches key, the str of these bytes of UTF-8, with a new reference. */
void jsd_keycache_put(jsd_keycache *cache, uint32_t hash, const char *bytes,
                      size_t len, PyObject *key);

#endif

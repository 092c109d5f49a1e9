/* SPDX-License-Identifier: MIT
 *
 * The object keys met last: documents repeat them, and a str that is there
 * already, with its hash, need not be made again.
 * Used by dec/, one in each workspace. It is of fixed size (a new key takes
 * the place of another), its hash is seeded, and a hit means equal bytes: a
 * document can neither fill it, nor slow it down, nor mix keys up.
 */
#ifndef JSONDE_DEC_KEYCACHE_H
#define JSONDE_DEC_KEYCACHE_H

#include "abi/limited.h"
#include "base/base.h"

/* Longer keys, in bytes of UTF-8, are not kept. */
enum { JSD_KEYCACHE_MAX_LEN = 40, JSD_KEYCACHE_SIZE = 1024 };

typedef struct jsd_keycache_entry {
    PyObject *key; /* NULL: empty */
    uint32_t hash; /* ours, of the bytes */
    uint32_t len;
    char bytes[JSD_KEYCACHE_MAX_LEN];
} jsd_keycache_entry;

typedef struct jsd_keycache {
    uint64_t seed;
    jsd_keycache_entry entries[JSD_KEYCACHE_SIZE];
} jsd_keycache;

/* NULL when there is no memory. */
JSD_MUST_CHECK jsd_keycache *jsd_keycache_new(void);
void jsd_keycache_free(jsd_keycache *cache);

/* A hash of bytes that nobody foretells without the seed. */
uint32_t jsd_keycache_mix(uint64_t seed, const char *bytes, size_t len);

/* The hash of a key of at most JSD_KEYCACHE_MAX_LEN bytes. */
uint32_t jsd_keycache_hash(const jsd_keycache *cache, const char *bytes,
                           size_t len);

/* The key of these bytes, borrowed, or NULL. */
PyObject *jsd_keycache_get(const jsd_keycache *cache, uint32_t hash,
                           const char *bytes, size_t len);

/* Keeps key, a str whose UTF-8 the bytes are, with a reference of its own. */
void jsd_keycache_put(jsd_keycache *cache, uint32_t hash, const char *bytes,
                      size_t len, PyObject *key);

#endif

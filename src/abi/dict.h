/* SPDX-License-Identifier: MIT
 *
 * Iterates over the items of a dict in its order. No function runs Python
 * code, and none touches freed memory: a caller that has run Python code
 * between two steps calls jsd_dict_iter_resume() before the next.
 */
#ifndef JSONDE_ABI_DICT_H
#define JSONDE_ABI_DICT_H

#include "abi/abi.h"

typedef struct jsd_dict_iter {
    PyObject *dict;      /* borrowed: the caller keeps it alive */
    Py_ssize_t used;     /* items at the start */
    Py_ssize_t pos;      /* the next entry, as PyDict_Next counts */
    Py_ssize_t nentries; /* direct: entries, deleted ones included */
    const char *key;     /* direct: where entry 0 has its key */
    size_t stride;       /* direct: bytes of an entry; 0: by PyDict_Next */
} jsd_dict_iter;

int jsd_dict_next_public(jsd_dict_iter *it, PyObject **key, PyObject **value);

JSD_INLINE Py_ssize_t
jsd_dict_size(jsd_caps caps, PyObject *dict)
{
    if (caps & JSD_CAP_FREE_THREADED)
        return jsd_load_ssize_relaxed(caps, dict, JSD_DICT_MA_USED);
    return caps & JSD_CAP_DICT
               ? jsd_load_ssize_with(caps, dict, JSD_DICT_MA_USED)
               : PyDict_Size(dict);
}

/* Returns the size of dk_indices in bytes; 0: not known, iterate by
 * PyDict_Next. From 3.11 on the header of the table has its logarithm. Up to
 * 3.10 an index takes one byte in tables up to 0xff slots and two up to
 * 0xffff; the probe has proven no larger ones. */
JSD_INLINE size_t
jsd_dict_index_bytes(jsd_caps caps, const void *keys)
{
    size_t size;

    if (JSD_LIKELY(jsd_offset_of(caps, JSD_KEYS_DK_SIZE) == JSD_ABSENT)) {
        const uint8_t *log2 =
            jsd_field_at_with(caps, keys, JSD_KEYS_DK_LOG2_INDEX_BYTES);

        return (size_t)1 << *log2;
    }
    size = (size_t)jsd_load_ssize_with(caps, keys, JSD_KEYS_DK_SIZE);
    return size <= 0xff ? size : size <= 0xffff ? size * 2 : 0;
}

/* Returns whether the entries have a hash: those of dk_kind 0, and all up to
 * 3.10. */
JSD_INLINE bool
jsd_dict_has_hashes(jsd_caps caps, const void *keys)
{
    const uint8_t *kind;

    if (jsd_offset_of(caps, JSD_KEYS_DK_KIND) == JSD_ABSENT)
        return true;
    kind = jsd_field_at_with(caps, keys, JSD_KEYS_DK_KIND);
    return *kind == 0;
}

JSD_INLINE void
jsd_dict_iter_locate(jsd_caps caps, jsd_dict_iter *it)
{
    const char *keys, *entries;
    size_t skip;

    it->stride = 0;
    if (!(caps & JSD_CAP_DICT) ||
        JSD_UNLIKELY(
            jsd_load_pointer_with(caps, it->dict, JSD_DICT_MA_VALUES) != NULL))
        return; /* a split table: the __dict__ of an instance */
    keys = jsd_load_pointer_with(caps, it->dict, JSD_DICT_MA_KEYS);
    skip = jsd_dict_index_bytes(caps, keys);
    if (JSD_UNLIKELY(skip == 0))
        return;
    entries = keys + jsd_size_of(caps, JSD_KEYS) + skip;
    it->nentries = jsd_load_ssize_with(caps, keys, JSD_KEYS_DK_NENTRIES);
    if (jsd_dict_has_hashes(caps, keys)) {
        it->key = entries + jsd_offset_of(caps, JSD_ENTRY_ME_KEY);
        it->stride = jsd_size_of(caps, JSD_ENTRY);
    } else {
        it->key = entries + jsd_offset_of(caps, JSD_UNICODE_ENTRY_ME_KEY);
        it->stride = jsd_size_of(caps, JSD_UNICODE_ENTRY);
    }
}

JSD_INLINE void
jsd_dict_iter_start(jsd_caps caps, jsd_dict_iter *it, PyObject *dict)
{
    it->dict = dict;
    it->used = jsd_dict_size(caps, dict);
    it->pos = 0;
    jsd_dict_iter_locate(caps, it);
}

/* Finds the table again after Python code may have run. Returns false if the
 * dict does not have the size any more that it had at the start. */
JSD_MUST_CHECK static inline bool
jsd_dict_iter_resume(jsd_caps caps, jsd_dict_iter *it)
{
    if (jsd_dict_size(caps, it->dict) != it->used)
        return false;
    jsd_dict_iter_locate(caps, it);
    return true;
}

/* Starts an iteration at the entry pos of a dict that had `used` items.
 * Returns false if it has another number of items now. */
JSD_MUST_CHECK static inline bool
jsd_dict_iter_restart(jsd_caps caps, jsd_dict_iter *it, PyObject *dict,
                      Py_ssize_t used, Py_ssize_t pos)
{
    it->dict = dict;
    it->used = used;
    it->pos = pos;
    return jsd_dict_iter_resume(caps, it);
}

/* Returns whether jsd_dict_next_entry() can read the entries. */
JSD_INLINE bool
jsd_dict_is_direct(const jsd_dict_iter *it)
{
    return it->stride != 0;
}

/* Sets *key and *value to the next item, borrowed, and returns true; returns
 * false at the end. The value follows the key in each entry. */
JSD_INLINE bool
jsd_dict_next_entry(jsd_dict_iter *it, PyObject **key, PyObject **value)
{
    while (it->pos < it->nentries) {
        const char *entry = it->key + (size_t)it->pos * it->stride;

        it->pos++;
        memcpy(value, entry + sizeof *key, sizeof *value);
        if (JSD_UNLIKELY(*value == NULL)) /* deleted */
            continue;
        memcpy(key, entry, sizeof *key);
        return true;
    }
    return false;
}

/* Copies the n items of a dict at one point in time, on a build without the
 * GIL: 2 * n new references, to keys and values in turn. Returns false and
 * copies nothing if the dict has another number of items now. */
JSD_MUST_CHECK bool jsd_dict_snapshot(PyObject *dict, PyObject **items,
                                      size_t n);

/* Returns 1 and sets *key and *value to the next item, both to be given back
 * by jsd_item_release(). Returns 0 at the end, and -1 if another thread has
 * changed the size of the dict. Sets no exception. */
JSD_INLINE int
jsd_dict_next(jsd_caps caps, jsd_dict_iter *it, PyObject **key,
              PyObject **value)
{
    if (!(caps & JSD_CAP_DICT) || !jsd_dict_is_direct(it))
        return jsd_dict_next_public(it, key, value);
    return jsd_dict_next_entry(it, key, value);
}

#endif

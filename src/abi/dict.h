/* SPDX-License-Identifier: MIT
 *
 * The items of a dict, one after the other, in its order.
 * Used by enc/. It never calls user code, and it never touches freed memory:
 * who has run user code between two steps says so (jsd_dict_iter_resume).
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

void jsd_dict_iter_locate(jsd_caps caps, jsd_dict_iter *it);
Py_ssize_t jsd_dict_size(jsd_caps caps, PyObject *dict);
int jsd_dict_next_public(jsd_dict_iter *it, PyObject **key, PyObject **value);

JSD_INLINE void
jsd_dict_iter_start(jsd_caps caps, jsd_dict_iter *it, PyObject *dict)
{
    it->dict = dict;
    it->used = jsd_dict_size(caps, dict);
    it->pos = 0;
    jsd_dict_iter_locate(caps, it);
}

/* Needed before the next step when user code may have run. False when the
 * dict has not the size any more that it had at the start. */
JSD_MUST_CHECK static inline bool
jsd_dict_iter_resume(jsd_caps caps, jsd_dict_iter *it)
{
    if (jsd_dict_size(caps, it->dict) != it->used)
        return false;
    jsd_dict_iter_locate(caps, it);
    return true;
}

/* 1 and the next key and value (both items: jsd_item_release), or 0 at the
 * end, or -1 when another thread has changed the dict's size. Sets no
 * exception. In an entry the value follows the key. */
JSD_INLINE int
jsd_dict_next(jsd_caps caps, jsd_dict_iter *it, PyObject **key,
              PyObject **value)
{
    if (!(caps & JSD_CAP_DICT) || it->stride == 0)
        return jsd_dict_next_public(it, key, value);
    while (it->pos < it->nentries) {
        const char *entry = it->key + (size_t)it->pos * it->stride;

        it->pos++;
        memcpy(value, entry + sizeof *key, sizeof *value);
        if (JSD_UNLIKELY(*value == NULL)) /* deleted */
            continue;
        memcpy(key, entry, sizeof *key);
        return 1;
    }
    return 0;
}

#endif

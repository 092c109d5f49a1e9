/* SPDX-License-Identifier: MIT
 *
 * Reads the items of a list or tuple and the entries of a dict by their
 * position, in place. For code that holds the GIL, and runs no Python code
 * between two reads. Needs JSD_CAPS_ALL.
 */
#ifndef JSONDE_ENC_ENC_ENTRY_H
#define JSONDE_ENC_ENC_ENTRY_H

#include "abi/dict.h"
#include "abi/sequence.h"

/* The entries of a container. */
typedef struct jsd_entries {
    bool is_dict;
    PyObject *const *items; /* of a list or tuple */
    const char *first;      /* of a dict */
    size_t stride;          /* bytes of its entries */
    Py_ssize_t used;        /* its size */
    Py_ssize_t n;           /* entries, with the deleted ones of a dict */
} jsd_entries;

/* Finds the entries of o, whose class is exactly list, tuple or dict. Returns
 * false if it is another one, or if it is a dict that cannot be read by
 * position. */
JSD_MUST_CHECK JSD_INLINE bool
jsd_entries_find(PyObject *o, jsd_entries *entries)
{
    const PyTypeObject *type = jsd_type_of(JSD_CAPS_ALL, o);
    const bool is_list = type == &PyList_Type;
    jsd_dict_iter it;

    *entries = (jsd_entries){.is_dict = type == &PyDict_Type};
    if (is_list || type == &PyTuple_Type) {
        entries->n =
            jsd_sequence_items(JSD_CAPS_ALL, o, is_list, &entries->items);
        return true;
    }
    if (!entries->is_dict)
        return false;
    jsd_dict_iter_start(JSD_CAPS_ALL, &it, o);
    entries->first = it.key;
    entries->stride = it.stride;
    entries->used = it.used;
    entries->n = it.nentries;
    return jsd_dict_is_direct(&it);
}

/* Sets *value to entry i, and *key to its key, or NULL in a list or tuple.
 * Returns false for a deleted entry of a dict. */
JSD_MUST_CHECK JSD_INLINE bool
jsd_entries_get(const jsd_entries *entries, Py_ssize_t i, PyObject **key,
                PyObject **value)
{
    const char *entry;

    if (!entries->is_dict) {
        *key = NULL;
        *value = entries->items[i];
        return true;
    }
    entry = entries->first + (size_t)i * entries->stride;
    memcpy(key, entry, sizeof *key);
    memcpy(value, entry + sizeof *key, sizeof *value);
    return *value != NULL;
}

#endif

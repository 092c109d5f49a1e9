/* SPDX-License-Identifier: MIT
 *
 * Items of lists and tuples, and a new list from its items.
 * Used by enc/ and dec/. It never calls user code: a subclass's own storage is
 * read, not its methods.
 */
#ifndef JSONDE_ABI_SEQUENCE_H
#define JSONDE_ABI_SEQUENCE_H

#include "abi/abi.h"

PyObject *jsd_list_item_public(PyObject *list, Py_ssize_t i);
PyObject *jsd_tuple_item_public(PyObject *tuple, Py_ssize_t i);
PyObject *jsd_list_from_public(PyObject **items, size_t n);

/* Item i >= 0 of a list, or NULL, without an exception, when it has no more.
 * An item: give it back by jsd_item_release. */
JSD_INLINE PyObject *
jsd_list_item(jsd_caps caps, PyObject *list, Py_ssize_t i)
{
    PyObject *item;
    const char *items;

    if (!(caps & JSD_CAP_LIST))
        return jsd_list_item_public(list, i);
    if (i >= jsd_load_ssize(list, JSD_VAROBJECT_OB_SIZE))
        return NULL;
    items = jsd_load_pointer(list, JSD_LIST_OB_ITEM);
    memcpy(&item, items + (size_t)i * sizeof item, sizeof item);
    return item;
}

/* The same of a tuple. */
JSD_INLINE PyObject *
jsd_tuple_item(jsd_caps caps, PyObject *tuple, Py_ssize_t i)
{
    PyObject *item;
    const char *items;

    if (!(caps & JSD_CAP_TUPLE))
        return jsd_tuple_item_public(tuple, i);
    if (i >= jsd_load_ssize(tuple, JSD_VAROBJECT_OB_SIZE))
        return NULL;
    items = jsd_field_at(tuple, JSD_TUPLE_OB_ITEM);
    memcpy(&item, items + (size_t)i * sizeof item, sizeof item);
    if (!(caps & JSD_CAP_BORROW))
        Py_IncRef(item);
    return item;
}

/* How many a list has. */
JSD_INLINE Py_ssize_t
jsd_list_size(jsd_caps caps, PyObject *list)
{
    return caps & JSD_CAP_LIST
               ? jsd_load_ssize_with(caps, list, JSD_VAROBJECT_OB_SIZE)
               : PyList_Size(list);
}

/* All items of a list or tuple, and how many, until user code runs: borrowed.
 * Needs JSD_CAP_LIST or JSD_CAP_TUPLE, and JSD_CAP_BORROW. */
JSD_INLINE Py_ssize_t
jsd_sequence_items(jsd_caps caps, PyObject *o, bool is_list,
                   PyObject *const **items)
{
    *items = is_list ? jsd_load_pointer_with(caps, o, JSD_LIST_OB_ITEM)
                     : jsd_field_at_with(caps, o, JSD_TUPLE_OB_ITEM);
    return jsd_load_ssize_with(caps, o, JSD_VAROBJECT_OB_SIZE);
}

/* A new list of exactly these n items, whose references it takes over. NULL
 * with an exception: then they are still the caller's. */
JSD_INLINE PyObject *
jsd_list_from(jsd_caps caps, PyObject **items, size_t n)
{
    PyObject *list, **at;

    if (!(caps & JSD_CAP_LIST))
        return jsd_list_from_public(items, n);
    list = PyList_New((Py_ssize_t)n);
    if (JSD_UNLIKELY(list == NULL) || n == 0)
        return list;
    at = jsd_load_pointer(list, JSD_LIST_OB_ITEM);
    if (n > 4) {
        memcpy(at, items, n * sizeof *items);
        return list;
    }
    /* The first half and the second, which may overlap: no call for a few. */
    if (n > 1) {
        memcpy(at, items, 2 * sizeof *items);
        memcpy(at + n - 2, items + n - 2, 2 * sizeof *items);
    } else {
        memcpy(at, items, sizeof *items);
    }
    return list;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Reads the items of lists and tuples, and makes a list of items. No function
 * runs Python code: of an instance of a subclass the storage is read, and no
 * method is called.
 */
#ifndef JSONDE_ABI_SEQUENCE_H
#define JSONDE_ABI_SEQUENCE_H

#include "abi/abi.h"

PyObject *jsd_list_item_public(PyObject *list, Py_ssize_t i);
PyObject *jsd_tuple_item_public(PyObject *tuple, Py_ssize_t i);
PyObject *jsd_list_from_public(PyObject **items, size_t n);

/* Returns item i >= 0 of a list, or NULL without an exception if the list is
 * shorter. The caller gives it back by jsd_item_release(). */
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

/* Returns item i >= 0 of a tuple, as jsd_list_item() does. */
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

/* Returns the number of items of a list. */
JSD_INLINE Py_ssize_t
jsd_list_size(jsd_caps caps, PyObject *list)
{
    if (caps & JSD_CAP_FREE_THREADED)
        return jsd_load_ssize_relaxed(caps, list, JSD_VAROBJECT_OB_SIZE);
    return caps & JSD_CAP_LIST
               ? jsd_load_ssize_with(caps, list, JSD_VAROBJECT_OB_SIZE)
               : PyList_Size(list);
}

/* Sets *items to the items of a list or tuple and returns their number. They
 * are borrowed, and valid until Python code runs. Needs JSD_CAP_LIST or
 * JSD_CAP_TUPLE, and JSD_CAP_BORROW. */
JSD_INLINE Py_ssize_t
jsd_sequence_items(jsd_caps caps, PyObject *o, bool is_list,
                   PyObject *const **items)
{
    *items = is_list ? jsd_load_pointer_with(caps, o, JSD_LIST_OB_ITEM)
                     : jsd_field_at_with(caps, o, JSD_TUPLE_OB_ITEM);
    return jsd_load_ssize_with(caps, o, JSD_VAROBJECT_OB_SIZE);
}

/* Makes a list of n items and takes over their references. Returns a new
 * reference, or NULL with an exception: the caller then still owns the items.
 */
JSD_INLINE PyObject *
jsd_list_from(jsd_caps caps, PyObject **items, size_t n)
{
    PyObject *list, **places;

    if (!(caps & JSD_CAP_LIST))
        return jsd_list_from_public(items, n);
    list = PyList_New((Py_ssize_t)n);
    if (JSD_UNLIKELY(list == NULL) || n == 0)
        return list;
    places = jsd_load_pointer(list, JSD_LIST_OB_ITEM);
    if (n > 4) {
        memcpy(places, items, n * sizeof *items);
        return list;
    }
    /* Two copies of fixed size, which may overlap, instead of a call of
     * memcpy. */
    if (n > 1) {
        memcpy(places, items, 2 * sizeof *items);
        memcpy(places + n - 2, items + n - 2, 2 * sizeof *items);
    } else {
        memcpy(places, items, sizeof *items);
    }
    return list;
}

#endif

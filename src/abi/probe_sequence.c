/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyListObject and PyTupleObject, in several lengths.
 */
#include "abi/probe.h"

enum { LONGEST = 40 };

static const Py_ssize_t known_lengths[] = {0, 1, 2, 5, LONGEST};

/* Makes n different objects. */
static bool
make_items(jsd_probe *p, PyObject **items, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        items[i] = jsd_probe_keep(p, PyFloat_FromDouble((double)i));
        if (items[i] == NULL)
            return false;
    }
    return true;
}

static PyObject *
make_tuple(PyObject **items, Py_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);

    for (Py_ssize_t i = 0; tuple != NULL && i < n; i++) {
        Py_IncRef(items[i]);
        PyTuple_SetItem(tuple, i, items[i]);
    }
    return tuple;
}

static bool
tuple_holds(jsd_probe *p, PyObject **items, Py_ssize_t n)
{
    jsd_specimen s;
    Py_hash_t hash;

    return jsd_probe_take(jsd_probe_keep(p, make_tuple(items, n)), n, &s) &&
           jsd_probe_is(p, &s, 0, JSD_VAROBJECT_OB_SIZE, (uint64_t)n) &&
           jsd_probe_bytes_are(p, &s, jsd_probe_at(p, JSD_TUPLE_OB_ITEM),
                               items, (size_t)n * sizeof *items,
                               JSD_TUPLE_OB_ITEM) &&
           (!jsd_probe_has(p, JSD_TUPLE_OB_HASH) ||
            n == 0 || /* the shared empty tuple may have a hash */
            (jsd_probe_is(p, &s, 0, JSD_TUPLE_OB_HASH, (uint64_t)-1) &&
             (hash = PyObject_Hash(s.o)) != -1 &&
             jsd_probe_is(p, &s, 0, JSD_TUPLE_OB_HASH, (uint64_t)hash)));
}

bool
jsd_probe_tuple(jsd_probe *p)
{
    PyObject *items[LONGEST];

    if (!make_items(p, items, LONGEST))
        return false;
    for (size_t i = 0; i < JSD_COUNTOF(known_lengths); i++)
        if (!tuple_holds(p, items, known_lengths[i]))
            return false;
    return true;
}

/* Finds the value of `allocated`: list.__sizeof__() is the struct and the
 * allocated items. */
static bool
list_allocated(jsd_probe *p, const jsd_specimen *s, uint64_t *allocated)
{
    PyObject *size =
        jsd_probe_keep(p, PyObject_CallMethod(s->o, "__sizeof__", NULL));
    size_t bytes = size == NULL ? 0 : PyLong_AsSize_t(size);

    if (bytes < s->extent)
        return false;
    *allocated = (bytes - s->extent) / sizeof(PyObject *);
    return true;
}

static bool
list_holds(jsd_probe *p, PyObject **items, Py_ssize_t n)
{
    PyObject *list = jsd_probe_keep(p, PyList_New(0));
    jsd_specimen s;
    uint64_t address, allocated;

    for (Py_ssize_t i = 0; list != NULL && i < n; i++)
        if (PyList_Append(list, items[i]) < 0)
            return false;
    return jsd_probe_take(list, 0, &s) && list_allocated(p, &s, &allocated) &&
           jsd_probe_is(p, &s, 0, JSD_VAROBJECT_OB_SIZE, (uint64_t)n) &&
           jsd_probe_is(p, &s, 0, JSD_LIST_ALLOCATED, allocated) &&
           jsd_probe_read(p, &s, 0, JSD_LIST_OB_ITEM, &address) &&
           (n == 0 ||
            jsd_probe_points_to(p, (const void *)(uintptr_t)address, items,
                                (size_t)n * sizeof *items, JSD_LIST_OB_ITEM));
}

bool
jsd_probe_list(jsd_probe *p)
{
    PyObject *items[LONGEST];

    if (!make_items(p, items, LONGEST))
        return false;
    for (size_t i = 0; i < JSD_COUNTOF(known_lengths); i++)
        if (!list_holds(p, items, known_lengths[i]))
            return false;
    return true;
}

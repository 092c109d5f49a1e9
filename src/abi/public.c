/* SPDX-License-Identifier: MIT */
#include "abi/dict.h"
#include "abi/number.h"
#include "abi/sequence.h"

jsd_int_range
jsd_int_public(PyObject *o, uint64_t *bits)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(o, &overflow);

    if (overflow == 0) {
        *bits = (uint64_t)value;
        return JSD_INT_I64;
    }
    if (overflow < 0)
        return JSD_INT_BIG;
    *bits = PyLong_AsUnsignedLongLong(o);
    if (PyErr_Occurred() == NULL)
        return JSD_INT_U64;
    PyErr_Clear(); /* OverflowError */
    return JSD_INT_BIG;
}

/* The shift of int itself: a subclass may have another. */
bool
jsd_int_public_u128(PyObject *o, uint64_t *high, uint64_t *low)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(o, &overflow);
    uint64_t upper;
    PyObject *shifted;

    if (overflow < 0 || (overflow == 0 && value < 0))
        return false;
    if (overflow == 0) {
        *high = 0;
        *low = (uint64_t)value;
        return true;
    }
    shifted = PyObject_CallMethod((PyObject *)&PyLong_Type, "__rshift__", "Oi",
                                  o, 64);
    if (shifted == NULL)
        return false;
    upper = PyLong_AsUnsignedLongLong(shifted);
    Py_DecRef(shifted);
    if (PyErr_Occurred() == NULL) {
        *low = PyLong_AsUnsignedLongLongMask(o);
        *high = upper;
        return true;
    }
    if (PyErr_ExceptionMatches(PyExc_OverflowError))
        PyErr_Clear();
    return false;
}

/* One function of the pair is of no use: a section must be left. */
static bool
can_lock(void)
{
    return jsd_abi.free_threaded &&
           jsd_abi.symbols.critical_section_begin != NULL &&
           jsd_abi.symbols.critical_section_end != NULL;
}

/* Keeps other threads of a free-threaded build from o; else does nothing. */
static void
lock(jsd_critical_section *c, PyObject *o)
{
    if (can_lock())
        jsd_abi.symbols.critical_section_begin(c, o);
}

static void
unlock(jsd_critical_section *c)
{
    if (can_lock())
        jsd_abi.symbols.critical_section_end(c);
}

/* As jsd_item_release expects it. */
static PyObject *
as_item(PyObject *borrowed)
{
    if (jsd_abi.free_threaded)
        Py_IncRef(borrowed);
    return borrowed;
}

static PyObject *
list_item_locked(PyObject *list, Py_ssize_t i)
{
    jsd_critical_section c;
    PyObject *item;

    lock(&c, list);
    item = PyList_GetItem(list, i);
    if (item != NULL)
        item = as_item(item);
    unlock(&c);
    return item;
}

PyObject *
jsd_list_item_public(PyObject *list, Py_ssize_t i)
{
    PyObject *item;

    if (i >= PyList_Size(list))
        return NULL;
    if (jsd_abi.free_threaded && jsd_abi.symbols.list_get_item_ref != NULL)
        item = jsd_abi.symbols.list_get_item_ref(list, i);
    else
        item = list_item_locked(list, i);
    if (item == NULL)
        PyErr_Clear(); /* IndexError: another thread took it away */
    return item;
}

PyObject *
jsd_tuple_item_public(PyObject *tuple, Py_ssize_t i)
{
    if (i >= PyTuple_Size(tuple))
        return NULL;
    return as_item(PyTuple_GetItem(tuple, i));
}

PyObject *
jsd_list_from_public(PyObject **items, size_t n)
{
    PyObject *list = PyList_New((Py_ssize_t)n);

    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        PyList_SetItem(list, (Py_ssize_t)i, items[i]); /* cannot fail here */
    return list;
}

int
jsd_dict_next_public(jsd_dict_iter *it, PyObject **key, PyObject **value)
{
    jsd_critical_section c;
    int got;

    lock(&c, it->dict);
    if (PyDict_Size(it->dict) != it->used) {
        got = -1;
    } else {
        got = PyDict_Next(it->dict, &it->pos, key, value);
        if (got) {
            as_item(*key);
            as_item(*value);
        }
    }
    unlock(&c);
    return got;
}

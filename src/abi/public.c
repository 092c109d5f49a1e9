/* SPDX-License-Identifier: MIT */
#include "abi/dict.h"
#include "abi/number.h"
#include "abi/sequence.h"

/* Reads the value of o, an int, as *high * 2^64 + *low from its hexadecimal
 * digits. Returns false if its magnitude has more than `most` of them, or,
 * with a MemoryError, if memory is short. No method of a subclass is called,
 * no Python code runs, and no other exception is made. */
static bool
read_hex(PyObject *o, Py_ssize_t most, uint64_t *high, uint64_t *low)
{
    PyObject *hex = PyNumber_ToBase(o, 16); /* "0x1f", "-0x1f" */
    Py_ssize_t n = hex == NULL ? 0 : PyUnicode_GetLength(hex);
    Py_ssize_t i = n == 0 || PyUnicode_ReadChar(hex, 0) != '-' ? 2 : 3;
    const bool fits = n > 0 && n - i <= most;
    uint64_t words[2] = {0, 0};

    for (; fits && i < n; i++) {
        const Py_UCS4 c = PyUnicode_ReadChar(hex, i);

        words[0] = words[0] << 4 | words[1] >> 60;
        words[1] = words[1] << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    Py_DecRef(hex);
    if (fits) {
        *high = words[0];
        *low = words[1];
    }
    return fits;
}

jsd_int_range
jsd_int_public(PyObject *o, uint64_t *bits)
{
    uint64_t high;
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(o, &overflow);

    if (overflow == 0) {
        *bits = (uint64_t)value;
        return JSD_INT_I64;
    }
    return overflow > 0 && read_hex(o, 16, &high, bits) ? JSD_INT_U64
                                                        : JSD_INT_BIG;
}

bool
jsd_int_public_u128(PyObject *o, uint64_t *high, uint64_t *low)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(o, &overflow);

    if (overflow != 0)
        return overflow > 0 && read_hex(o, 32, high, low);
    if (value < 0)
        return false;
    *high = 0;
    *low = (uint64_t)value;
    return true;
}

/* Returns whether objects can be locked: it takes both functions. */
static bool
can_lock(void)
{
    return jsd_abi.free_threaded &&
           jsd_abi.symbols.critical_section_begin != NULL &&
           jsd_abi.symbols.critical_section_end != NULL;
}

/* Locks o against other threads of a free-threaded build; elsewhere does
 * nothing. */
static void
lock_object(jsd_critical_section *c, PyObject *o)
{
    if (can_lock())
        jsd_abi.symbols.critical_section_begin(c, o);
}

static void
unlock_object(jsd_critical_section *c)
{
    if (can_lock())
        jsd_abi.symbols.critical_section_end(c);
}

/* Returns an item as jsd_item_release() expects it: owned unless
 * JSD_CAP_BORROW. */
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

    lock_object(&c, list);
    item = PyList_GetItem(list, i);
    if (item != NULL)
        item = as_item(item);
    unlock_object(&c);
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
        PyErr_Clear(); /* IndexError: another thread removed it */
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

    lock_object(&c, it->dict);
    if (PyDict_Size(it->dict) != it->used) {
        got = -1;
    } else {
        got = PyDict_Next(it->dict, &it->pos, key, value);
        if (got) {
            as_item(*key);
            as_item(*value);
        }
    }
    unlock_object(&c);
    return got;
}

/* No other thread changes the dict inside of the section, and nothing here
 * leaves it: no Python code runs. */
bool
jsd_dict_snapshot(PyObject *dict, PyObject **items, size_t n)
{
    jsd_critical_section c;
    PyObject *key, *value;
    Py_ssize_t pos = 0;
    size_t got = 0;
    bool whole;

    lock_object(&c, dict);
    whole = (size_t)PyDict_Size(dict) == n;
    while (whole && got < n && PyDict_Next(dict, &pos, &key, &value)) {
        Py_IncRef(key);
        Py_IncRef(value);
        items[2 * got] = key;
        items[2 * got + 1] = value;
        got++;
    }
    unlock_object(&c);
    if (whole && got == n)
        return true;
    while (got-- > 0) { /* the interpreter has no critical sections */
        Py_DecRef(items[2 * got]);
        Py_DecRef(items[2 * got + 1]);
    }
    return false;
}

/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyBytesObject and PyByteArrayObject.
 */
#include "abi/probe.h"

static const char known_bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static bool
bytes_hold(jsd_probe *p, Py_ssize_t n)
{
    jsd_specimen s;
    Py_hash_t hash;

    return jsd_probe_take(
               jsd_probe_keep(p, PyBytes_FromStringAndSize(known_bytes, n)), n,
               &s) &&
           jsd_probe_is(p, &s, 0, JSD_VAROBJECT_OB_SIZE, (uint64_t)n) &&
           jsd_probe_bytes_are(p, &s, jsd_probe_at(p, JSD_BYTES_OB_SVAL),
                               known_bytes, (size_t)n, JSD_BYTES_OB_SVAL) &&
           (n < 2 || /* CPython shares them: they may have a hash */
            jsd_probe_is(p, &s, 0, JSD_BYTES_OB_SHASH, (uint64_t)-1)) &&
           (hash = PyObject_Hash(s.o)) != -1 &&
           jsd_probe_is(p, &s, 0, JSD_BYTES_OB_SHASH, (uint64_t)hash);
}

bool
jsd_probe_bytes(jsd_probe *p)
{
    return bytes_hold(p, 0) && bytes_hold(p, 1) && bytes_hold(p, 7) &&
           bytes_hold(p, (Py_ssize_t)strlen(known_bytes));
}

/* Finds the value of ob_alloc: bytearray.__alloc__() tells it. From 3.15 on,
 * with a bytes object inside, it tells the whole size of that object. */
static bool
find_alloc(jsd_probe *p, PyObject *o, uint64_t *alloc)
{
    PyObject *told =
        jsd_probe_keep(p, PyObject_CallMethod(o, "__alloc__", NULL));
    Py_ssize_t around = 0;

    if (jsd_probe_has(p, JSD_BYTEARRAY_OB_BYTES_OBJECT))
        around =
            jsd_probe_attribute((PyObject *)&PyBytes_Type, "__basicsize__");
    if (told == NULL || around < 0)
        return false;
    *alloc = PyLong_AsSize_t(told) - (size_t)around;
    return PyErr_Occurred() == NULL;
}

/* Compares the fields of a bytearray. PyByteArray_AsString tells ob_start. */
static bool
bytearray_holds(jsd_probe *p, const jsd_specimen *s, Py_ssize_t n,
                size_t deleted)
{
    const char *start = PyByteArray_AsString(s->o);
    const char *bytes = start - deleted;
    uint64_t alloc;

    return find_alloc(p, s->o, &alloc) &&
           jsd_probe_is(p, s, 0, JSD_VAROBJECT_OB_SIZE, (uint64_t)n) &&
           jsd_probe_is(p, s, 0, JSD_BYTEARRAY_OB_ALLOC, alloc) &&
           jsd_probe_is_pointer(p, s, 0, JSD_BYTEARRAY_OB_START, start) &&
           jsd_probe_is_pointer(p, s, 0, JSD_BYTEARRAY_OB_BYTES, bytes) &&
           jsd_probe_is(p, s, 0, JSD_BYTEARRAY_OB_EXPORTS, 0) &&
           (!jsd_probe_has(p, JSD_BYTEARRAY_OB_BYTES_OBJECT) ||
            jsd_probe_is_pointer(p, s, 0, JSD_BYTEARRAY_OB_BYTES_OBJECT,
                                 bytes - jsd_probe_at(p, JSD_BYTES_OB_SVAL)));
}

/* Proves PyByteArrayObject. A memoryview counts as an export, and bytes that
 * are deleted at the front make ob_start differ from ob_bytes. */
bool
jsd_probe_bytearray(jsd_probe *p)
{
    const Py_ssize_t n = (Py_ssize_t)strlen(known_bytes);
    enum { DELETED = 3 };
    PyObject *o =
        jsd_probe_keep(p, PyByteArray_FromStringAndSize(known_bytes, n));
    PyObject *view;
    jsd_specimen s;
    bool counted;

    if (!jsd_probe_take(o, 0, &s) || !bytearray_holds(p, &s, n, 0))
        return false;
    view = PyMemoryView_FromObject(o);
    if (view == NULL)
        return false;
    counted = jsd_probe_is(p, &s, 0, JSD_BYTEARRAY_OB_EXPORTS, 1);
    Py_DecRef(view);
    return counted && PySequence_DelSlice(o, 0, DELETED) == 0 &&
           bytearray_holds(p, &s, n - DELETED, DELETED);
}

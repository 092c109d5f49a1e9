/* SPDX-License-Identifier: MIT
 *
 * The proof of PyObject: the type, and the reference count. ob_size of
 * PyVarObject is proven with each type that has it.
 */
#include "abi/probe.h"

enum { EXTRA_REFERENCES = 5 };

static bool
type_is(jsd_probe *p, PyObject *o, const void *type)
{
    jsd_specimen s;

    return jsd_probe_take(o, 0, &s) &&
           jsd_probe_is_pointer(p, &s, 0, JSD_OBJECT_OB_TYPE, type);
}

/* Proves the reference count by a new list, which no other code holds and
 * which is not immortal. */
static bool
counts_references(jsd_probe *p)
{
    jsd_specimen s;
    uint64_t before;
    bool up;

    if (!jsd_probe_take(jsd_probe_keep(p, PyList_New(0)), 0, &s) ||
        !jsd_probe_read(p, &s, 0, JSD_OBJECT_OB_REFCNT, &before))
        return false;
    for (int i = 0; i < EXTRA_REFERENCES; i++)
        Py_IncRef(s.o);
    up = jsd_probe_is(p, &s, 0, JSD_OBJECT_OB_REFCNT,
                      before + EXTRA_REFERENCES);
    for (int i = 0; i < EXTRA_REFERENCES; i++)
        Py_DecRef(s.o);
    return up && jsd_probe_is(p, &s, 0, JSD_OBJECT_OB_REFCNT, before);
}

bool
jsd_probe_object(jsd_probe *p)
{
    PyObject *subclass = jsd_probe_keep(
        p, PyObject_CallFunction((PyObject *)&PyType_Type, "s(O){}", "probe",
                                 (PyObject *)&PyFloat_Type));

    return subclass != NULL &&
           type_is(p, jsd_probe_keep(p, PyList_New(0)), &PyList_Type) &&
           type_is(p, jsd_probe_keep(p, PyDict_New()), &PyDict_Type) &&
           type_is(p, jsd_probe_keep(p, PyTuple_New(2)), &PyTuple_Type) &&
           type_is(p, jsd_probe_keep(p, PyFloat_FromDouble(1.5)),
                   &PyFloat_Type) &&
           type_is(p, jsd_probe_keep(p, PyLong_FromLong(1 << 20)),
                   &PyLong_Type) &&
           type_is(p, jsd_probe_keep(p, PyUnicode_FromString("probe")),
                   &PyUnicode_Type) &&
           type_is(p, subclass, &PyType_Type) &&
           type_is(p, jsd_probe_keep(p, PyObject_CallObject(subclass, NULL)),
                   subclass) &&
           counts_references(p);
}

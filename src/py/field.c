/* SPDX-License-Identifier: MIT */
#include "py/field.h"

#include "py/error.h"
#include "py/facts.h"
#include "py/is_type.h"

/* The class whose field is read, and how. */
typedef struct field_place {
    jsd_types *types;
    jsd_gate *gate;
    PyTypeObject *type;
} field_place;

/* Returns the value of a key in mapping, a new reference; NULL if there is
 * none. NULL with an exception only if it is no Exception. */
static PyObject *
get_optional(jsd_gate *gate, PyObject *mapping, const char *key)
{
    PyObject *found = JSD_GATED(gate, PyMapping_GetItemString(mapping, key));

    if (found == NULL && PyErr_ExceptionMatches(PyExc_Exception))
        JSD_GATED(gate, PyErr_Clear());
    return found;
}

static bool
is_omit(PyObject *o)
{
    return o == Py_True || o == Py_False ||
           (jsd_is_exact_str(o) &&
            PyUnicode_CompareWithASCIIString(o, "none") == 0);
}

/* Raises an exception about the metadata of f: rule, then the repr() of value.
 * Returns -1. */
static int
refuse_metadata(const field_place *l, const jsd_class_field *f,
                const char *rule, PyObject *value)
{
    PyObject *name = jsd_facts_name(&l->types->facts, l->gate, l->type);

    if (name != NULL)
        JSD_GATED(l->gate,
                  jsd_raise_arguments("field %R of %U: metadata['jsonde']%s, "
                                      "not %R",
                                      f->attribute, name, rule, value));
    jsd_gate_drop(l->gate, name);
    return -1;
}

/* Checks that ours is a mapping with no other keys than "name" and "omit". -1
 * with an exception. */
static int
check_keys(const field_place *l, const jsd_class_field *f, PyObject *ours)
{
    PyObject *keys = JSD_GATED(l->gate, PyMapping_Keys(ours));
    Py_ssize_t n = keys == NULL ? 0 : PyList_Size(keys);
    int status = 0;

    if (keys == NULL && !PyErr_ExceptionMatches(PyExc_MemoryError) &&
        PyErr_ExceptionMatches(PyExc_Exception)) {
        JSD_GATED(l->gate, PyErr_Clear());
        return refuse_metadata(l, f, " must be a dict", ours);
    }
    if (keys == NULL)
        return -1;
    for (Py_ssize_t i = 0; status == 0 && i < n; i++) {
        PyObject *key = PyList_GetItem(keys, i);

        if (jsd_is_exact_str(key) &&
            (PyUnicode_CompareWithASCIIString(key, "name") == 0 ||
             PyUnicode_CompareWithASCIIString(key, "omit") == 0))
            continue;
        Py_IncRef(key); /* its repr() may find the list and empty it */
        status = refuse_metadata(l, f, " takes 'name' and 'omit'", key);
        jsd_gate_drop(l->gate, key);
    }
    jsd_gate_drop(l->gate, keys);
    return status;
}

/* Stores name and omit in *f. Each may be NULL: the metadata lacks it. -1 with
 * an exception. */
static int
apply_metadata(const field_place *l, jsd_class_field *f, PyObject *name,
               PyObject *omit)
{
    if (PyErr_Occurred() != NULL)
        return -1;
    if (name != NULL && !jsd_is_exact_str(name))
        return refuse_metadata(l, f, "['name'] must be str", name);
    if (omit != NULL && !is_omit(omit))
        return refuse_metadata(l, f, "['omit'] must be True, False or 'none'",
                               omit);
    if (name != NULL) {
        Py_IncRef(name);
        jsd_drop_inert(f->name);
        f->name = name;
    }
    f->omit = omit == NULL || omit == Py_False ? JSD_OMIT_NEVER
              : omit == Py_True                ? JSD_OMIT_ALWAYS
                                               : JSD_OMIT_NONE;
    return 0;
}

/* Reads ours, {"name": str, "omit": True, False or "none"}, into *f. -1 with
 * an exception. */
static int
read_ours(const field_place *l, jsd_class_field *f, PyObject *ours)
{
    PyObject *name, *omit = NULL;
    int status;

    if (check_keys(l, f, ours) < 0)
        return -1;
    name = get_optional(l->gate, ours, "name");
    if (PyErr_Occurred() == NULL)
        omit = get_optional(l->gate, ours, "omit");
    status = apply_metadata(l, f, name, omit);
    jsd_gate_drop(l->gate, omit);
    jsd_gate_drop(l->gate, name);
    return status;
}

int
jsd_field_read_metadata(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                        jsd_class_field *f, PyObject *field)
{
    const field_place place = {types, gate, type};
    PyObject *metadata =
        JSD_GATED(gate, PyObject_GetAttrString(field, "metadata"));
    PyObject *ours = NULL;
    int status;

    if (metadata == NULL)
        return -1;
    ours = get_optional(gate, metadata, "jsonde");
    jsd_gate_drop(gate, metadata);
    if (ours == NULL)
        return PyErr_Occurred() == NULL ? 0 : -1;
    status = read_ours(&place, f, ours);
    jsd_gate_drop(gate, ours);
    return status < 0 ? -1 : 1;
}

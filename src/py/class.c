/* SPDX-License-Identifier: MIT */
#include "py/class.h"

#include "base/mem.h"
#include "py/error.h"

void
jsd_class_free(jsd_gate *gate, jsd_class *c)
{
    jsd_gate_pass(gate);
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->count; i++) {
        Py_DecRef(c->fields[i].attribute);
        Py_DecRef(c->fields[i].name);
    }
    Py_DecRef((PyObject *)c->type);
    jsd_mem_free(c);
}

int
jsd_class_traverse(const jsd_class *c, visitproc visit, void *arg)
{
    if (c != NULL)
        Py_VISIT((PyObject *)c->type);
    return 0; /* fields are str: they refer to nothing */
}

/* ------------------------------------------------------------- the table */

/* False when there is no place for it. */
static bool
keep(jsd_types *types, jsd_class *c)
{
    for (size_t i = 0; i < JSD_CLASS_STEPS; i++) {
        jsd_class *none = NULL;

        if (atomic_compare_exchange_strong(jsd_class_place(types, c->type, i),
                                           &none, c))
            return true;
        if (none->type == c->type)
            return false; /* another thread was faster */
    }
    return false;
}

/* ------------------------------------------------------------ what it is */

static jsd_kind
kind_by_flags(PyTypeObject *type)
{
    unsigned long flags = PyType_GetFlags(type);

    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        return JSD_KIND_STR_SUBCLASS;
    if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        return JSD_KIND_INT_SUBCLASS;
    if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        return JSD_KIND_LIST_SUBCLASS;
    if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        return JSD_KIND_DICT_SUBCLASS;
    if ((flags & Py_TPFLAGS_BYTES_SUBCLASS) || type == &PyMemoryView_Type ||
        PyType_IsSubtype(type, &PyByteArray_Type))
        return JSD_KIND_BYTES;
    return JSD_KIND_OTHER;
}

static bool
is_builtin(jsd_kind kind)
{
    return kind != JSD_KIND_OTHER && kind <= JSD_KIND_DICT;
}

static jsd_class *
new_class(PyTypeObject *type, jsd_kind kind, size_t count)
{
    size_t size = sizeof(jsd_class) + count * sizeof(jsd_class_field);
    jsd_class *c = jsd_mem_new(size);

    if (c == NULL) {
        jsd_raise_no_memory();
        return NULL;
    }
    memset(c, 0, size);
    c->type = type;
    Py_IncRef((PyObject *)type);
    c->kind = kind_by_flags(type);
    c->beyond = kind;
    if (c->kind == JSD_KIND_OTHER || is_builtin(kind)) /* bool is an int */
        c->kind = kind;
    c->count = count;
    return c;
}

/* The attribute `name` of the first class in the order of resolution that has
 * it itself, and no others': new. NULL: none, or an exception. */
static PyObject *
look_up(PyTypeObject *type, const char *name)
{
    PyObject *mro = PyObject_GetAttrString((PyObject *)type, "__mro__");
    PyObject *found = NULL;
    Py_ssize_t n = mro == NULL ? 0 : PyTuple_Size(mro);

    for (Py_ssize_t i = 0; i < n && found == NULL; i++) {
        PyObject *own =
            PyObject_GetAttrString(PyTuple_GetItem(mro, i), "__dict__");

        if (own == NULL)
            break;
        found = PyMapping_GetItemString(own, name);
        Py_DecRef(own);
        if (found == NULL && !PyErr_ExceptionMatches(PyExc_KeyError))
            break;
        if (found == NULL)
            PyErr_Clear();
    }
    Py_DecRef(mro);
    return found;
}

/* Whether a class has an attribute from this other one: 0, 1, or -1. */
static int
has_from(PyTypeObject *type, PyTypeObject *other, const char *name)
{
    PyObject *own = look_up(type, name);
    PyObject *others = PyErr_Occurred() != NULL ? NULL : look_up(other, name);
    int same = PyErr_Occurred() != NULL ? -1 : own == others;

    Py_DecRef(own);
    Py_DecRef(others);
    return same;
}

/* 1, 0 or -1: whether attributes are read by a __getattribute__ in C, which
 * those of object, int, str and float are. */
static int
reads_plainly(PyTypeObject *type)
{
    PyObject *own = look_up(type, "__getattribute__");
    PyObject *objects =
        own == NULL ? NULL : look_up(&PyBaseObject_Type, "__getattribute__");
    int plainly = -1;

    if (objects != NULL)
        plainly = jsd_type_of(jsd_abi.caps, own) ==
                  jsd_type_of(jsd_abi.caps, objects);
    Py_DecRef(own);
    Py_DecRef(objects);
    return plainly;
}

static jsd_class *
learn_enum(jsd_types *types, PyTypeObject *type)
{
    PyTypeObject *base = (PyTypeObject *)atomic_load(&types->enum_class);
    jsd_class *c = new_class(type, JSD_KIND_ENUM, 0);
    int value = 0, access = 0;

    if (c == NULL || base == NULL)
        return c;
    value = has_from(type, base, "value");
    if (value > 0)
        access = reads_plainly(type);
    if (value < 0 || access < 0) {
        jsd_class_free(NULL, c);
        return NULL;
    }
    c->plain_value = value && access;
    return c;
}

static jsd_class *
learn_namedtuple(PyTypeObject *type, PyObject *names)
{
    Py_ssize_t n = PyTuple_Size(names);
    jsd_class *c = new_class(type, JSD_KIND_NAMEDTUPLE, (size_t)n);

    for (Py_ssize_t i = 0; c != NULL && i < n; i++) {
        PyObject *name = PyTuple_GetItem(names, i);

        if (jsd_type_of(jsd_abi.caps, name) != &PyUnicode_Type) {
            jsd_class_free(NULL, c);
            return NULL; /* some other tuple with some other _fields */
        }
        Py_IncRef(name);
        c->fields[i].name = name;
    }
    return c;
}

/* ------------------------------------------------------------ dataclasses */

/* metadata={"jsonde": {"name": str, "omit": True, False or "none"}} */
static int
read_metadata(jsd_class *c, jsd_class_field *f, PyObject *field)
{
    PyObject *metadata = PyObject_GetAttrString(field, "metadata");
    PyObject *ours = NULL, *name = NULL, *omit = NULL;
    int status = -1;

    if (metadata == NULL)
        return -1;
    ours = PyMapping_GetItemString(metadata, "jsonde");
    Py_DecRef(metadata);
    if (ours == NULL) {
        PyErr_Clear();
        return 0;
    }
    c->only_fields = true;
    name = PyMapping_GetItemString(ours, "name");
    PyErr_Clear();
    omit = PyMapping_GetItemString(ours, "omit");
    PyErr_Clear();
    if (name != NULL && jsd_type_of(jsd_abi.caps, name) != &PyUnicode_Type) {
        jsd_raise_arguments("metadata['jsonde']['name'] must be str");
    } else if (omit != NULL && omit != Py_True && omit != Py_False &&
               (jsd_type_of(jsd_abi.caps, omit) != &PyUnicode_Type ||
                PyUnicode_CompareWithASCIIString(omit, "none") != 0)) {
        jsd_raise_arguments(
            "metadata['jsonde']['omit'] must be True, False or 'none'");
    } else {
        if (name != NULL) {
            Py_IncRef(name);
            Py_DecRef(f->name);
            f->name = name;
        }
        f->omit = omit == NULL || omit == Py_False ? JSD_OMIT_NEVER
                  : omit == Py_True                ? JSD_OMIT_ALWAYS
                                                   : JSD_OMIT_NONE;
        status = 0;
    }
    Py_DecRef(omit);
    Py_DecRef(name);
    Py_DecRef(ours);
    return status;
}

/* Of a real field, no ClassVar and no InitVar: those have other types. */
static int
read_field(jsd_class *c, PyObject *name, PyObject *field, PyObject *real)
{
    jsd_class_field *f = &c->fields[c->count];
    PyObject *type;

    type = PyObject_GetAttrString(field, "_field_type");
    Py_DecRef(type);
    if (type == NULL)
        return -1;
    if (type != real || jsd_type_of(jsd_abi.caps, name) != &PyUnicode_Type ||
        PyUnicode_GetLength(name) == 0 || PyUnicode_ReadChar(name, 0) == '_')
        return 0;
    Py_IncRef(name);
    Py_IncRef(name);
    f->attribute = name;
    f->name = name;
    c->count++;
    return read_metadata(c, f, field);
}

static PyObject *
real_field_type(void)
{
    PyObject *module = PyImport_ImportModule("dataclasses");
    PyObject *real =
        module == NULL ? NULL : PyObject_GetAttrString(module, "_FIELD");

    Py_DecRef(module);
    return real;
}

/* 0, or -1: its instances have no __dict__; 1: they have one, of any make; 2:
 * the one that CPython gives them, and which reading it gives. */
static int
has_dict(PyTypeObject *type)
{
    PyObject *found = look_up(type, "__dict__");
    PyObject *common =
        found == NULL ? NULL : look_up(&PyType_Type, "__dict__");
    int status = found == NULL ? (PyErr_Occurred() == NULL ? 0 : -1) : 1;

    if (common != NULL &&
        jsd_type_of(jsd_abi.caps, found) == jsd_type_of(jsd_abi.caps, common))
        status = reads_plainly(type) == 1 ? 2 : 1;
    PyErr_Clear();
    Py_DecRef(common);
    Py_DecRef(found);
    return status;
}

static jsd_class *
learn_dataclass(PyTypeObject *type, PyObject *fields)
{
    PyObject *real = real_field_type();
    PyObject *items = real == NULL ? NULL : PyMapping_Items(fields);
    Py_ssize_t n = items == NULL ? 0 : PyList_Size(items);
    jsd_class *c =
        items == NULL ? NULL : new_class(type, JSD_KIND_DATACLASS, (size_t)n);
    int status = c == NULL ? -1 : has_dict(type);

    if (c != NULL) {
        c->only_fields = status == 0;
        c->plain_dict = status > 1;
        c->count = 0; /* so many are filled */
    }
    status = status < 0 ? -1 : 0;
    for (Py_ssize_t i = 0; status == 0 && i < n; i++) {
        PyObject *item = PyList_GetItem(items, i);

        status = read_field(c, PyTuple_GetItem(item, 0),
                            PyTuple_GetItem(item, 1), real);
    }
    Py_DecRef(items);
    Py_DecRef(real);
    if (status == 0)
        return c;
    jsd_class_free(NULL, c);
    return NULL;
}

/* ------------------------------------------------------------- classifying */

/* An attribute of the class itself, not of a base: new, or NULL. */
static PyObject *
own_attribute(PyTypeObject *type, PyObject *name)
{
    PyObject *own = PyObject_GetAttrString((PyObject *)type, "__dict__");
    PyObject *value = own == NULL ? NULL : PyObject_GetItem(own, name);

    Py_DecRef(own);
    if (value == NULL && (PyErr_ExceptionMatches(PyExc_KeyError) ||
                          PyErr_ExceptionMatches(PyExc_AttributeError)))
        PyErr_Clear();
    return value;
}

static jsd_class *
learn_by_fields(jsd_types *types, PyTypeObject *type)
{
    PyObject *fields = own_attribute(type, types->names[JSD_NAME_FIELDS]);
    jsd_class *c = NULL;

    if (fields != NULL)
        c = learn_dataclass(type, fields);
    Py_DecRef(fields);
    if (c != NULL || PyErr_Occurred() != NULL ||
        (PyType_GetFlags(type) & Py_TPFLAGS_TUPLE_SUBCLASS) == 0)
        return c;
    fields = PyObject_GetAttr((PyObject *)type,
                              types->names[JSD_NAME_TUPLE_FIELDS]);
    if (fields == NULL)
        PyErr_Clear();
    else if (jsd_type_of(jsd_abi.caps, fields) == &PyTuple_Type)
        c = learn_namedtuple(type, fields);
    Py_DecRef(fields);
    return c;
}

static jsd_class *
learn(jsd_types *types, PyTypeObject *type)
{
    PyTypeObject *meta = jsd_type_of(jsd_abi.caps, (PyObject *)type);
    jsd_kind known;
    jsd_class *c;

    if (jsd_types_known(types, type, &known) < 0)
        return NULL;
    if (known != JSD_KIND_OTHER)
        return new_class(type, known, 0);
    if (meta != &PyType_Type &&
        (PyObject *)meta == atomic_load(&types->enum_meta))
        return learn_enum(types, type);
    c = learn_by_fields(types, type);
    if (c != NULL || PyErr_Occurred() != NULL)
        return c;
    return new_class(type, JSD_KIND_OTHER, 0);
}

const jsd_class *
jsd_class_of(jsd_types *types, jsd_gate *gate, PyTypeObject *type, jsd_class **own)
{
    const jsd_class *known = jsd_class_find(types, type);
    jsd_class *c;

    jsd_gate_pass(gate);
    *own = NULL;
    if (known != NULL)
        return known;
    c = learn(types, type);
    if (c != NULL && !keep(types, c))
        *own = c;
    return c;
}

/* SPDX-License-Identifier: MIT */
#include "py/class.h"

#include "base/mem.h"
#include "py/error.h"
#include "py/facts.h"
#include "py/field.h"
#include "py/is_type.h"

void
jsd_class_free(jsd_gate *gate, jsd_class *c)
{
    PyObject *type;

    if (c == NULL)
        return;
    type = (PyObject *)c->type;
    for (size_t i = 0; i < c->count; i++) {
        jsd_drop_inert(c->fields[i].attribute);
        jsd_drop_inert(c->fields[i].name);
    }
    jsd_mem_free(c);
    jsd_gate_drop(gate, type);
}

/* --------------------------------------------------------------- the table */

void
jsd_classes_init(jsd_classes *classes, jsd_types *types)
{
    classes->types = types;
}

int
jsd_classes_traverse(jsd_classes *classes, visitproc visit, void *arg)
{
    for (int i = 0; i < JSD_CLASSES; i++) {
        const jsd_class *c = atomic_load(&classes->slots[i]);

        if (c != NULL)
            Py_VISIT((PyObject *)c->type); /* fields are str */
    }
    return 0;
}

void
jsd_classes_clear(jsd_classes *classes)
{
    for (int i = 0; i < JSD_CLASSES; i++)
        jsd_class_free(JSD_NOTHING_BORROWED,
                       atomic_exchange(&classes->slots[i], NULL));
}

/* Puts c into the table, which takes it over. Returns false, and takes nothing
 * over, if all of its slots are full or another thread was faster. */
static bool
keep_class(jsd_classes *classes, jsd_class *c)
{
    for (size_t i = 0; i < JSD_CLASS_STEPS; i++) {
        jsd_class *none = NULL;

        if (atomic_compare_exchange_strong(jsd_class_slot(classes, c->type, i),
                                           &none, c))
            return true;
        if (none->type == c->type)
            return false; /* another thread was faster */
    }
    return false;
}

/* ----------------------------------------------------------------- entries */

/* Returns the kind of a subclass of a built-in type, or JSD_KIND_OTHER. */
static jsd_kind
kind_by_flags(PyTypeObject *type)
{
    static const struct {
        unsigned long flag;
        jsd_kind kind;
    } rows[] = {
        {Py_TPFLAGS_UNICODE_SUBCLASS, JSD_KIND_STR_SUBCLASS},
        {Py_TPFLAGS_LONG_SUBCLASS, JSD_KIND_INT_SUBCLASS},
        {Py_TPFLAGS_LIST_SUBCLASS, JSD_KIND_LIST_SUBCLASS},
        {Py_TPFLAGS_DICT_SUBCLASS, JSD_KIND_DICT_SUBCLASS},
        {Py_TPFLAGS_BYTES_SUBCLASS, JSD_KIND_BYTES},
    };
    const unsigned long flags = PyType_GetFlags(type);

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++)
        if (flags & rows[i].flag)
            return rows[i].kind;
    return type == &PyMemoryView_Type ||
                   PyType_IsSubtype(type, &PyByteArray_Type)
               ? JSD_KIND_BYTES
               : JSD_KIND_OTHER;
}

/* Returns whether kind is that of a built-in type. */
static bool
is_builtin(jsd_kind kind)
{
    return kind != JSD_KIND_OTHER && kind <= JSD_KIND_DICT;
}

/* Returns a new entry of type, whose own_kind is kind, with room for count
 * fields. It owns type. NULL with an exception. */
static jsd_class *
new_class(jsd_gate *gate, PyTypeObject *type, jsd_kind kind, size_t count)
{
    size_t size = sizeof(jsd_class) + count * sizeof(jsd_class_field);
    jsd_class *c = jsd_mem_new(size);

    if (c == NULL) {
        JSD_GATED(gate, jsd_raise_no_memory());
        return NULL;
    }
    memset(c, 0, size);
    c->type = type;
    Py_IncRef((PyObject *)type);
    c->kind = kind_by_flags(type);
    c->own_kind = kind;
    if (c->kind == JSD_KIND_OTHER ||
        is_builtin(kind) || /* bool is a subclass of int */
        (c->kind == JSD_KIND_BYTES && kind != JSD_KIND_OTHER))
        c->kind = kind;
    if (c->kind == JSD_KIND_BYTES)
        c->own_kind = c->kind;
    c->count = count;
    return c;
}

/* The arguments of the functions that examine a class. */
typedef struct class_inspection {
    jsd_types *types;
    jsd_gate *gate;
    PyTypeObject *type; /* the class; owned by jsd_class_of() */
    bool is_open;       /* the answer may change, and must not be kept */
} class_inspection;

/* Returns an attribute of type without its metaclass, as jsd_facts_look_up()
 * does. */
static PyObject *
look_up_attribute(const class_inspection *l, PyTypeObject *type,
                  const char *name)
{
    return jsd_facts_look_up(&l->types->facts, l->gate, type, name);
}

/* Returns whether the class has the attribute name, and `other` has the
 * identical object: 1, 0, or -1 with an exception. */
static int
has_from(const class_inspection *l, PyTypeObject *other, const char *name)
{
    PyObject *own = look_up_attribute(l, l->type, name);
    PyObject *others =
        PyErr_Occurred() != NULL ? NULL : look_up_attribute(l, other, name);
    int same = PyErr_Occurred() != NULL ? -1 : own == others;

    jsd_gate_drop(l->gate, own);
    jsd_gate_drop(l->gate, others);
    return same;
}

/* Returns whether the class reads attributes by a __getattribute__ in C, as
 * object, int, str and float do: 1, 0, or -1 with an exception. */
static int
reads_plainly(const class_inspection *l)
{
    PyObject *own = look_up_attribute(l, l->type, "__getattribute__");
    PyObject *objects = own == NULL ? NULL
                                    : look_up_attribute(l, &PyBaseObject_Type,
                                                        "__getattribute__");
    int plainly = -1;

    if (objects != NULL)
        plainly = jsd_type_of(jsd_abi.caps, own) ==
                  jsd_type_of(jsd_abi.caps, objects);
    else if (PyErr_Occurred() == NULL)
        plainly = 0;
    jsd_gate_drop(l->gate, own);
    jsd_gate_drop(l->gate, objects);
    return plainly;
}

/* Returns the entry of an enum, or NULL with an exception. */
static jsd_class *
inspect_enum(const class_inspection *l)
{
    PyTypeObject *base = (PyTypeObject *)atomic_load(&l->types->enum_class);
    jsd_class *c = new_class(l->gate, l->type, JSD_KIND_ENUM, 0);
    int value = 0, access = 0;

    if (c == NULL || base == NULL)
        return c;
    value = has_from(l, base, "value");
    if (value > 0)
        access = reads_plainly(l);
    if (value < 0 || access < 0) {
        jsd_class_free(l->gate, c);
        return NULL;
    }
    c->plain_value = value && access;
    return c;
}

/* Appends a field, whose name is an exact str, and returns it. */
static jsd_class_field *
add_class_field(jsd_class *c, PyObject *name)
{
    jsd_class_field *f = &c->fields[c->count++];

    Py_IncRef(name);
    Py_IncRef(name);
    f->attribute = name;
    f->name = name;
    return f;
}

/* Returns the entry of a named tuple whose _fields is names. NULL with an
 * exception, or without one if a name is not an exact str. */
static jsd_class *
inspect_namedtuple(const class_inspection *l, PyObject *names)
{
    Py_ssize_t n = PyTuple_Size(names);
    jsd_class *c = new_class(l->gate, l->type, JSD_KIND_NAMEDTUPLE, (size_t)n);

    if (c == NULL)
        return NULL;
    c->count = 0; /* fields that are filled */
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *name = PyTuple_GetItem(names, i);

        if (!jsd_is_exact_str(name)) {
            jsd_class_free(l->gate, c);
            return NULL; /* another tuple with another _fields */
        }
        add_class_field(c, name);
    }
    return c;
}

/* ------------------------------------------------------------- dataclasses */

/* Appends a field of a dataclass, unless it is a ClassVar or InitVar (they
 * have other types than `real`) or its name begins with "_". -1 with an
 * exception. */
static int
read_field(const class_inspection *l, jsd_class *c, PyObject *name,
           PyObject *field, PyObject *real)
{
    PyObject *type =
        JSD_GATED(l->gate, PyObject_GetAttrString(field, "_field_type"));
    const bool is_real = type == real;
    int sets, has;

    if (type == NULL)
        return -1;
    jsd_gate_drop(l->gate, type);
    if (!is_real || !jsd_is_exact_str(name) ||
        PyUnicode_GetLength(name) == 0 || PyUnicode_ReadChar(name, 0) == '_')
        return 0;
    sets = jsd_facts_sets(&l->types->facts, l->gate, l->type, name);
    if (sets < 0)
        return -1;
    c->fields_first |= sets > 0;
    has = jsd_field_read_metadata(l->types, l->gate, l->type,
                                  add_class_field(c, name), field);
    c->only_fields |= has > 0;
    return has < 0 ? -1 : 0;
}

/* Reads pair, an item of __dataclass_fields__.items(), which may be any
 * object. -1 with an exception. */
static int
read_pair(const class_inspection *l, jsd_class *c, PyObject *pair,
          PyObject *real)
{
    int status;

    if (pair == NULL)
        return -1;
    if (!jsd_is_tuple(pair) || PyTuple_Size(pair) != 2) {
        JSD_GATED(l->gate,
                  jsd_raise_arguments(
                      "__dataclass_fields__ has items that are no pairs"));
        return -1;
    }
    Py_IncRef(pair);
    status = read_field(l, c, PyTuple_GetItem(pair, 0),
                        PyTuple_GetItem(pair, 1), real);
    jsd_gate_drop(l->gate, pair);
    return status;
}

/* Returns dataclasses._FIELD, the _field_type of real fields: a new reference,
 * or NULL with an exception. */
static PyObject *
real_field_type(jsd_gate *gate)
{
    PyObject *module = JSD_GATED(gate, PyImport_ImportModule("dataclasses"));
    PyObject *real = NULL;

    if (module != NULL)
        real = JSD_GATED(gate, PyObject_GetAttrString(module, "_FIELD"));
    jsd_gate_drop(gate, module);
    return real;
}

/* Returns whether instances have a __dict__: 0 if not; 1 if they do; 2 if it
 * is the __dict__ of CPython and reading the attribute returns it; -1 with an
 * exception. */
static int
has_dict(const class_inspection *l)
{
    PyObject *found = look_up_attribute(l, l->type, "__dict__");
    PyObject *common =
        found == NULL ? NULL : look_up_attribute(l, &PyType_Type, "__dict__");
    int status = PyErr_Occurred() != NULL ? -1 : found != NULL;

    if (common != NULL && jsd_type_of(jsd_abi.caps, found) ==
                              jsd_type_of(jsd_abi.caps, common)) {
        int plainly = reads_plainly(l);

        status = plainly < 0 ? -1 : 1 + plainly;
    }
    jsd_gate_drop(l->gate, common);
    jsd_gate_drop(l->gate, found);
    return status;
}

/* Finds which members of instances are written. -1 with an exception. */
static int
inspect_storage(const class_inspection *l, jsd_class *c)
{
    PyObject *slots =
        jsd_facts_own(&l->types->facts, l->gate, l->type, "__slots__");
    const bool has_slots = slots != NULL;
    int status = PyErr_Occurred() != NULL ? -1 : has_dict(l);

    jsd_gate_drop(l->gate, slots);
    c->only_fields = has_slots || status == 0;
    c->plain_dict = status > 1;
    return status < 0 ? -1 : 0;
}

/* Returns the entry of a dataclass with these fields. items is a new list,
 * which only functions for debugging the garbage collector show to other code.
 */
static jsd_class *
inspect_fields(const class_inspection *l, PyObject *items, PyObject *real)
{
    Py_ssize_t n = PyList_Size(items);
    jsd_class *c = new_class(l->gate, l->type, JSD_KIND_DATACLASS, (size_t)n);
    int status = c == NULL ? -1 : inspect_storage(l, c);

    if (c == NULL)
        return NULL;
    c->count = 0; /* fields that are filled */
    for (Py_ssize_t i = 0; status >= 0 && i < n; i++)
        status = read_pair(l, c, PyList_GetItem(items, i), real);
    if (status >= 0)
        return c;
    jsd_class_free(l->gate, c);
    return NULL;
}

/* Returns the entry of a dataclass whose __dataclass_fields__ is fields, or
 * NULL with an exception. */
static jsd_class *
inspect_dataclass(const class_inspection *l, PyObject *fields)
{
    PyObject *real = real_field_type(l->gate);
    PyObject *items =
        real == NULL ? NULL : JSD_GATED(l->gate, PyMapping_Items(fields));
    jsd_class *c = items == NULL ? NULL : inspect_fields(l, items, real);

    jsd_gate_drop(l->gate, items);
    jsd_gate_drop(l->gate, real);
    return c;
}

/* ------------------------------------------------------------- classifying */

/* Returns the entry of a dataclass or a named tuple. NULL with an exception,
 * or without one if the class is neither. */
static jsd_class *
inspect_by_fields(const class_inspection *l)
{
    PyObject *fields = jsd_facts_own(&l->types->facts, l->gate, l->type,
                                     "__dataclass_fields__");
    jsd_class *c = NULL;

    if (fields != NULL)
        c = inspect_dataclass(l, fields);
    jsd_gate_drop(l->gate, fields);
    if (c != NULL || PyErr_Occurred() != NULL ||
        (PyType_GetFlags(l->type) & Py_TPFLAGS_TUPLE_SUBCLASS) == 0)
        return c;
    fields = look_up_attribute(l, l->type, "_fields");
    if (fields != NULL && jsd_type_of(jsd_abi.caps, fields) == &PyTuple_Type)
        c = inspect_namedtuple(l, fields);
    jsd_gate_drop(l->gate, fields);
    return c;
}

/* Returns a new entry of the class, or NULL with an exception. */
static jsd_class *
inspect_class(class_inspection *l)
{
    PyTypeObject *meta = jsd_type_of(jsd_abi.caps, (PyObject *)l->type);
    bool is_enum = false;
    jsd_kind known;
    jsd_class *c;
    int open = jsd_types_known(l->types, l->gate, l->type, &known);

    if (open < 0)
        return NULL;
    l->is_open = open > 0;
    if (known != JSD_KIND_OTHER)
        return new_class(l->gate, l->type, known, 0);
    Py_IncRef((PyObject *)meta); /* a class may change its metaclass */
    open = jsd_types_is_enum_meta(l->types, l->gate, meta, &is_enum);
    jsd_gate_drop(l->gate, (PyObject *)meta);
    if (open < 0)
        return NULL;
    l->is_open |= open > 0;
    if (is_enum)
        return inspect_enum(l);
    c = inspect_by_fields(l);
    if (c != NULL || PyErr_Occurred() != NULL)
        return c;
    if (kind_by_flags(l->type) == JSD_KIND_OTHER &&
        jsd_types_derived(l->types, l->gate, l->type, &known) < 0)
        return NULL;
    c = new_class(l->gate, l->type, known, 0);
    if (c == NULL || jsd_types_is_standard(l->types, l->gate, l->type,
                                           &c->is_standard) == 0)
        return c;
    jsd_class_free(l->gate, c);
    return NULL;
}

const jsd_class *
jsd_class_of(jsd_classes *classes, jsd_gate *gate, PyTypeObject *type,
             jsd_class **own)
{
    const jsd_class *known = jsd_class_find(classes, type);
    class_inspection l = {classes->types, gate, type, false};
    jsd_class *c;

    *own = NULL;
    if (known != NULL)
        return known;
    Py_IncRef((PyObject *)type);
    c = inspect_class(&l);
    if (c != NULL && (l.is_open || !keep_class(classes, c)))
        *own = c;
    jsd_gate_drop(gate, (PyObject *)type);
    return c;
}

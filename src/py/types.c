/* SPDX-License-Identifier: MIT */
#include "py/types.h"

#include "py/is_type.h"
#include "py/known.h"

#define INTERNED_NAME(name, text) text,
static const char *const interned_names[JSD_NAME_COUNT] = {
    JSD_NAME_LIST(INTERNED_NAME)};
#undef INTERNED_NAME

int
jsd_types_init(jsd_types *types)
{
    for (int i = 0; i < JSD_NAME_COUNT; i++) {
        types->names[i] = PyUnicode_InternFromString(interned_names[i]);
        if (types->names[i] == NULL)
            return -1;
    }
    if (jsd_facts_init(&types->facts) < 0)
        return -1;
    /* Their module is always imported. No mock replaces them this early. */
    if (jsd_known_fill(types, JSD_NOTHING_BORROWED,
                       offsetof(jsd_types, mapping)) < 0)
        return -1;
    return jsd_known_fill(types, JSD_NOTHING_BORROWED,
                          offsetof(jsd_types, iterable));
}

int
jsd_types_traverse(jsd_types *types, visitproc visit, void *arg)
{
    int status = jsd_facts_traverse(&types->facts, visit, arg);

    if (status != 0)
        return status;
    status = jsd_known_traverse(types, visit, arg);
    if (status != 0)
        return status;
    Py_VISIT(atomic_load(&types->exact_decimal));
    Py_VISIT((PyObject *)types->uuid_int.type);
    return jsd_tz_cache_traverse(&types->zones, visit, arg);
}

void
jsd_types_clear(jsd_types *types)
{
    PyObject *slotted = (PyObject *)types->uuid_int.type;

    memset(&types->uuid_int, 0, sizeof types->uuid_int);
    jsd_gate_drop(JSD_NOTHING_BORROWED, slotted);
    jsd_tz_cache_clear(&types->zones);
    for (int i = 0; i < JSD_NAME_COUNT; i++) {
        jsd_drop_inert(types->names[i]);
        types->names[i] = NULL;
    }
    jsd_known_clear(types);
    jsd_gate_drop(JSD_NOTHING_BORROWED,
                  atomic_exchange(&types->exact_decimal, NULL));
    jsd_facts_clear(&types->facts);
}

/* ------------------------------------------------------------------- kinds */

/* Returns the kind of a built-in type, or JSD_KIND_OTHER. */
static jsd_kind
kind_of_builtin(const PyTypeObject *type)
{
    const struct {
        const PyTypeObject *type;
        jsd_kind kind;
    } rows[] = {
        {&PyUnicode_Type, JSD_KIND_STR}, {&PyLong_Type, JSD_KIND_INT},
        {&PyBool_Type, JSD_KIND_BOOL},   {&PyFloat_Type, JSD_KIND_FLOAT},
        {&PyDict_Type, JSD_KIND_DICT},   {&PyList_Type, JSD_KIND_LIST},
        {&PyTuple_Type, JSD_KIND_TUPLE},
    };

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++)
        if (type == rows[i].type)
            return rows[i].kind;
    return JSD_KIND_OTHER;
}

int
jsd_types_known(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                jsd_kind *kind)
{
    jsd_known known;
    int claimed;

    *kind = kind_of_builtin(type);
    if (*kind != JSD_KIND_OTHER)
        return 0;
    claimed = jsd_known_identify(types, gate, type, &known);
    if (claimed > 0 && known.verified)
        *kind = known.kind;
    return claimed <= 0 ? claimed : !known.verified;
}

int
jsd_types_is_enum_meta(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                       bool *result)
{
    jsd_known known;
    int status;

    *result = false;
    if (type == &PyType_Type)
        return 0;
    status = jsd_known_identify(types, gate, type, &known);
    if (status <= 0 || known.where != offsetof(jsd_types, enum_meta))
        return status < 0 ? -1 : 0;
    *result = known.verified;
    status = jsd_known_fill(types, gate, offsetof(jsd_types, enum_class));
    return status < 0 ? -1 : !known.verified;
}

PyObject *
jsd_types_exact_decimal(jsd_types *types, jsd_gate *gate)
{
    PyObject *found = atomic_load(&types->exact_decimal), *module;
    PyObject *none = NULL;

    if (found != NULL)
        return found;
    module = JSD_GATED(gate, PyImport_ImportModule("jsonde.decimals"));
    if (module != NULL)
        found = JSD_GATED(gate, PyObject_GetAttrString(module, "exact"));
    jsd_gate_drop(gate, module);
    if (found == NULL ||
        atomic_compare_exchange_strong(&types->exact_decimal, &none, found))
        return found;
    jsd_gate_drop(gate, found); /* another thread was faster */
    return none;
}

/* ----------------------------------------------------------------- base types
 * The kind of a type that is derived from a known type. A table is tried from
 * its first row on. */

typedef struct base_type {
    size_t where;  /* the known type, by its offset in jsd_types */
    jsd_kind kind; /* of the types that are derived from it */
} base_type;

#define BASE_TYPE(member, kind)           \
    {                                     \
        offsetof(jsd_types, member), kind \
    }

/* A datetime is a date, so that datetime comes first. */
static const base_type value_bases[] = {
    BASE_TYPE(datetime, JSD_KIND_DATETIME),
    BASE_TYPE(date, JSD_KIND_DATE),
    BASE_TYPE(time, JSD_KIND_TIME),
    BASE_TYPE(uuid, JSD_KIND_UUID),
};

static const base_type derived_bases[] = {
    BASE_TYPE(datetime, JSD_KIND_SUBCLASS),
    BASE_TYPE(date, JSD_KIND_SUBCLASS),
    BASE_TYPE(time, JSD_KIND_SUBCLASS),
    BASE_TYPE(uuid, JSD_KIND_SUBCLASS),
    BASE_TYPE(ndarray, JSD_KIND_NDARRAY_UNKNOWN),
    BASE_TYPE(generic, JSD_KIND_NUMPY_SCALAR),
};

static const base_type number_bases[] = {
    BASE_TYPE(decimal, JSD_KIND_DECIMAL),
    BASE_TYPE(python_decimal, JSD_KIND_DECIMAL),
    BASE_TYPE(timedelta, JSD_KIND_TIMEDELTA),
};

static const base_type collection_bases[] = {
    BASE_TYPE(user_string, JSD_KIND_USER_STRING),
};

/* Abstract classes: a class says by itself whether it is derived from one. */
static const base_type abstract_bases[] = {
    BASE_TYPE(mapping, JSD_KIND_MAPPING),
    BASE_TYPE(iterable, JSD_KIND_ITERABLE),
};

/* Returns the known type at offset where in types: borrowed, or NULL if it is
 * not known. Then it has no instances either. */
static PyObject *
known_type_at(jsd_types *types, size_t where)
{
    _Atomic(PyObject *) *place =
        (_Atomic(PyObject *) *)(void *)((char *)types + where);

    return atomic_load_explicit(place, memory_order_acquire);
}

/* Returns whether type is derived from the known type at offset where. Asks no
 * metaclass. */
static bool
is_derived(jsd_types *types, PyTypeObject *type, size_t where)
{
    PyObject *base = known_type_at(types, where);

    return base != NULL && PyType_IsSubtype(type, (PyTypeObject *)base);
}

/* Returns whether the abstract class at offset where calls type a subclass: 1,
 * 0, or -1 with an exception. Runs Python code. */
static int
is_abstract_subclass(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                     size_t where)
{
    PyObject *base = known_type_at(types, where);

    return base == NULL
               ? 0
               : JSD_GATED(gate, PyObject_IsSubclass((PyObject *)type, base));
}

/* Looks the types of n rows up in their modules, unless they are known. -1
 * with an exception. */
static int
fill_bases(jsd_types *types, jsd_gate *gate, const base_type *rows, size_t n)
{
    int status = 0;

    for (size_t i = 0; status == 0 && i < n; i++)
        status = jsd_known_fill(types, gate, rows[i].where);
    return status;
}

/* Returns the kind of the first of n rows that type is derived from, or
 * JSD_KIND_OTHER. */
static jsd_kind
find_base(jsd_types *types, PyTypeObject *type, const base_type *rows,
          size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_derived(types, type, rows[i].where))
            return rows[i].kind;
    return JSD_KIND_OTHER;
}

jsd_kind
jsd_types_base(jsd_types *types, PyTypeObject *type)
{
    return find_base(types, type, value_bases, JSD_COUNTOF(value_bases));
}

int
jsd_types_derived(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                  jsd_kind *kind)
{
    const size_t n = JSD_COUNTOF(derived_bases);
    int status = fill_bases(types, gate, derived_bases, n);

    *kind =
        status < 0 ? JSD_KIND_OTHER : find_base(types, type, derived_bases, n);
    return status;
}

/* --------------------------------------------------------------- protocols */

/* Returns 1 if a class in the method resolution order of type defines
 * __next__, 0 if none does, and -1 with an exception. Runs Python code. */
static int
is_iterator(jsd_types *types, jsd_gate *gate, PyTypeObject *type)
{
    PyObject *next = jsd_facts_look_up(&types->facts, gate, type, "__next__");
    int found = next != NULL ? 1 : PyErr_Occurred() == NULL ? 0 : -1;

    jsd_gate_drop(gate, next);
    return found;
}

/* Sets *kind to the kind of collection that type is, or leaves it alone. -1
 * with an exception. Runs Python code. */
static int
find_collection(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                jsd_kind *kind)
{
    int found = 0;

    *kind = find_base(types, type, collection_bases,
                      JSD_COUNTOF(collection_bases));
    if (*kind != JSD_KIND_OTHER)
        return 0;
    for (size_t i = 0; found == 0 && i < JSD_COUNTOF(abstract_bases); i++) {
        found =
            is_abstract_subclass(types, gate, type, abstract_bases[i].where);
        if (found > 0)
            *kind = abstract_bases[i].kind;
    }
    if (found != 0)
        return found < 0 ? -1 : 0;
    found = is_iterator(types, gate, type);
    if (found > 0)
        *kind = JSD_KIND_ITERABLE;
    return found < 0 ? -1 : 0;
}

int
jsd_types_protocol(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                   bool collections, jsd_kind *kind)
{
    *kind = JSD_KIND_OTHER;
    if (fill_bases(types, gate, number_bases, JSD_COUNTOF(number_bases)) < 0 ||
        fill_bases(types, gate, abstract_bases, JSD_COUNTOF(abstract_bases)) <
            0 ||
        fill_bases(types, gate, collection_bases,
                   JSD_COUNTOF(collection_bases)) < 0)
        return -1;
    *kind = find_base(types, type, number_bases, JSD_COUNTOF(number_bases));
    return *kind != JSD_KIND_OTHER || !collections
               ? 0
               : find_collection(types, gate, type, kind);
}

int
jsd_types_is_standard(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                      bool *result)
{
    static const char *const modules[] = {
        "collections", "_collections", "collections.abc", "itertools",
        "array",       "weakref",      "_weakrefset",     "os"};
    PyObject *module = jsd_facts_module(&types->facts, gate, type);

    *result = false;
    if (module == NULL)
        return -1;
    if (jsd_is_str(module)) {
        for (size_t i = 0; i < JSD_COUNTOF(modules); i++)
            *result |=
                PyUnicode_CompareWithASCIIString(module, modules[i]) == 0;
        /* Python code and some extensions leave the module of a class out. */
        if (PyUnicode_CompareWithASCIIString(module, "builtins") == 0)
            *result = jsd_is_immutable_type(type);
    }
    jsd_gate_drop(gate, module);
    return 0;
}

int
jsd_types_is_timedelta(jsd_types *types, jsd_gate *gate, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    const size_t where = offsetof(jsd_types, timedelta);
    jsd_kind kind = JSD_KIND_OTHER;
    int status;

    if (is_derived(types, type, where))
        return 1;
    Py_IncRef((PyObject *)type);
    status = jsd_known_fill(types, gate, where);
    if (status == 0 && !is_derived(types, type, where))
        status = jsd_types_known(types, gate, type, &kind);
    if (status >= 0)
        status = kind == JSD_KIND_TIMEDELTA || is_derived(types, type, where);
    jsd_gate_drop(gate, (PyObject *)type);
    return status;
}

int
jsd_types_is_set(jsd_types *types, jsd_gate *gate, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    int found = -1;

    if (PyType_IsSubtype(type, &PySet_Type) ||
        PyType_IsSubtype(type, &PyFrozenSet_Type))
        return 1;
    Py_IncRef((PyObject *)type);
    if (jsd_known_fill(types, gate, offsetof(jsd_types, set)) == 0)
        found =
            is_abstract_subclass(types, gate, type, offsetof(jsd_types, set));
    jsd_gate_drop(gate, (PyObject *)type);
    return found;
}

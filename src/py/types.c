/* SPDX-License-Identifier: MIT */
#include "py/types.h"

#include "py/class.h"
#include "py/known.h"

static const char *const interned_names[JSD_NAME_COUNT] = {
    [JSD_NAME_VALUE] = "value",
    [JSD_NAME_PRIVATE_VALUE] = "_value_",
    [JSD_NAME_INT] = "int",
    [JSD_NAME_DICT] = "__dict__",
    [JSD_NAME_CONTENTS] = "contents",
    [JSD_NAME_UTCOFFSET] = "utcoffset",
    [JSD_NAME_NORMALIZE] = "normalize",
    [JSD_NAME_CONVERT] = "convert",
    [JSD_NAME_NAME] = "name",
    [JSD_NAME_DATA] = "data",
};

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
    /* Their module is always imported: found now, no mock replaces them. */
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
    for (int i = 0; i < JSD_CLASSES; i++) {
        status =
            jsd_class_traverse(atomic_load(&types->classes[i]), visit, arg);
        if (status != 0)
            return status;
    }
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
    for (int i = 0; i < JSD_CLASSES; i++)
        jsd_class_free(JSD_NOTHING_BORROWED,
                       atomic_exchange(&types->classes[i], NULL));
    jsd_facts_clear(&types->facts);
}

/* ------------------------------------------------------------------- kinds */

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
                       bool *is)
{
    jsd_known known;
    int status;

    *is = false;
    if (type == &PyType_Type)
        return 0;
    status = jsd_known_identify(types, gate, type, &known);
    if (status <= 0 || known.where != offsetof(jsd_types, enum_meta))
        return status < 0 ? -1 : 0;
    *is = known.verified;
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

/* --------------------------------------------------------------- protocols */

/* What is not known has no instances. No metaclass is asked. */
static bool
is_derived(_Atomic(PyObject *) *known, PyTypeObject *type)
{
    PyObject *of = atomic_load_explicit(known, memory_order_acquire);

    return of != NULL && PyType_IsSubtype(type, (PyTypeObject *)of);
}

jsd_kind
jsd_types_base(jsd_types *types, PyTypeObject *type)
{
    return is_derived(&types->datetime, type) ? JSD_KIND_DATETIME
           : is_derived(&types->date, type)   ? JSD_KIND_DATE
           : is_derived(&types->time, type)   ? JSD_KIND_TIME
           : is_derived(&types->uuid, type)   ? JSD_KIND_UUID
                                              : JSD_KIND_OTHER;
}

int
jsd_types_derived(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                  jsd_kind *kind)
{
    static const size_t bases[] = {
        offsetof(jsd_types, datetime), offsetof(jsd_types, date),
        offsetof(jsd_types, time),     offsetof(jsd_types, uuid),
        offsetof(jsd_types, ndarray),  offsetof(jsd_types, generic)};

    *kind = JSD_KIND_OTHER;
    for (size_t i = 0; i < JSD_COUNTOF(bases); i++)
        if (jsd_known_fill(types, gate, bases[i]) < 0)
            return -1;
    if (jsd_types_base(types, type) != JSD_KIND_OTHER)
        *kind = JSD_KIND_SUBCLASS;
    else if (is_derived(&types->ndarray, type))
        *kind = JSD_KIND_NDARRAY_UNKNOWN;
    else if (is_derived(&types->generic, type))
        *kind = JSD_KIND_NUMPY_SCALAR;
    return 0;
}

/* The same by what the known class says: -1, 0 or 1. */
static int
is_subclass(_Atomic(PyObject *) *known, jsd_gate *gate, PyTypeObject *type)
{
    PyObject *of = atomic_load_explicit(known, memory_order_acquire);

    return of == NULL
               ? 0
               : JSD_GATED(gate, PyObject_IsSubclass((PyObject *)type, of));
}

/* 1 where instances of type have a next item: a class in the order of
 * resolution defines how. */
static int
is_iterator(jsd_types *types, jsd_gate *gate, PyTypeObject *type)
{
    PyObject *next = jsd_facts_look_up(&types->facts, gate, type, "__next__");
    int is = next != NULL ? 1 : PyErr_Occurred() == NULL ? 0 : -1;

    jsd_gate_drop(gate, next);
    return is;
}

/* -1 with an exception. */
static int
fill_types(jsd_types *types, jsd_gate *gate)
{
    static const size_t needed[] = {
        offsetof(jsd_types, decimal),   offsetof(jsd_types, python_decimal),
        offsetof(jsd_types, timedelta), offsetof(jsd_types, mapping),
        offsetof(jsd_types, iterable),  offsetof(jsd_types, user_string)};
    int status = 0;

    for (size_t i = 0; status == 0 && i < JSD_COUNTOF(needed); i++)
        status = jsd_known_fill(types, gate, needed[i]);
    return status;
}

/* collections.abc knows what says of itself that it is one. */
int
jsd_types_protocol(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                   bool collections, jsd_kind *kind)
{
    int found;

    *kind = JSD_KIND_OTHER;
    if (fill_types(types, gate) < 0)
        return -1;
    if (is_derived(&types->decimal, type) ||
        is_derived(&types->python_decimal, type)) {
        *kind = JSD_KIND_DECIMAL;
        return 0;
    }
    if (is_derived(&types->timedelta, type)) {
        *kind = JSD_KIND_TIMEDELTA;
        return 0;
    }
    if (!collections)
        return 0;
    if (is_derived(&types->user_string, type)) {
        *kind = JSD_KIND_USER_STRING;
        return 0;
    }
    found = is_subclass(&types->mapping, gate, type);
    if (found > 0)
        *kind = JSD_KIND_MAPPING;
    if (found != 0)
        return found < 0 ? -1 : 0;
    found = is_subclass(&types->iterable, gate, type);
    if (found == 0)
        found = is_iterator(types, gate, type);
    if (found > 0)
        *kind = JSD_KIND_ITERABLE;
    return found < 0 ? -1 : 0;
}

/* Instances of heap types that may be changed are made by Python code, or by
 * an extension that leaves the name of its module out. */
static bool
is_of_interpreter(PyTypeObject *type)
{
    enum { IMMUTABLE = 1 << 8 }; /* Py_TPFLAGS_IMMUTABLETYPE, since 3.10 */
    const unsigned long flags = PyType_GetFlags(type);

    return (flags & Py_TPFLAGS_HEAPTYPE) == 0 || (flags & IMMUTABLE) != 0;
}

int
jsd_types_is_standard(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                      bool *is)
{
    static const char *const modules[] = {
        "collections", "_collections", "collections.abc", "itertools",
        "array",       "weakref",      "_weakrefset",     "os"};
    PyObject *module = jsd_facts_module(&types->facts, gate, type);

    *is = false;
    if (module == NULL)
        return -1;
    if (jsd_is_str(module)) {
        for (size_t i = 0; i < JSD_COUNTOF(modules); i++)
            *is |= PyUnicode_CompareWithASCIIString(module, modules[i]) == 0;
        if (PyUnicode_CompareWithASCIIString(module, "builtins") == 0)
            *is = is_of_interpreter(type);
    }
    jsd_gate_drop(gate, module);
    return 0;
}

int
jsd_types_is_timedelta(jsd_types *types, jsd_gate *gate, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    jsd_kind kind = JSD_KIND_OTHER;
    int status = 0;

    if (is_derived(&types->timedelta, type))
        return 1;
    Py_IncRef((PyObject *)type);
    status = jsd_known_fill(types, gate, offsetof(jsd_types, timedelta));
    if (status == 0 && !is_derived(&types->timedelta, type))
        status = jsd_types_known(types, gate, type, &kind);
    if (status >= 0)
        status =
            kind == JSD_KIND_TIMEDELTA || is_derived(&types->timedelta, type);
    jsd_gate_drop(gate, (PyObject *)type);
    return status;
}

int
jsd_types_is_set(jsd_types *types, jsd_gate *gate, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    int is = -1;

    if (PyType_IsSubtype(type, &PySet_Type) ||
        PyType_IsSubtype(type, &PyFrozenSet_Type))
        return 1;
    Py_IncRef((PyObject *)type);
    if (jsd_known_fill(types, gate, offsetof(jsd_types, set)) == 0)
        is = is_subclass(&types->set, gate, type);
    jsd_gate_drop(gate, (PyObject *)type);
    return is;
}

/* SPDX-License-Identifier: MIT */
#include "py/types.h"

#include "py/class.h"

static const char *const names[JSD_NAME_COUNT] = {
    [JSD_NAME_MODULE] = "__module__",
    [JSD_NAME_VALUE] = "value",
    [JSD_NAME_PRIVATE_VALUE] = "_value_",
    [JSD_NAME_INT] = "int",
    [JSD_NAME_DICT] = "__dict__",
    [JSD_NAME_FIELDS] = "__dataclass_fields__",
    [JSD_NAME_TUPLE_FIELDS] = "_fields",
    [JSD_NAME_CONTENTS] = "contents",
    [JSD_NAME_UTCOFFSET] = "utcoffset",
    [JSD_NAME_NORMALIZE] = "normalize",
    [JSD_NAME_CONVERT] = "convert",
    [JSD_NAME_DAYS] = "days",
    [JSD_NAME_SECONDS] = "seconds",
};

/* A type, and where it is to be found. Those of datetime by the module in C:
 * others replace the names in the one that everybody imports. */
typedef struct known_type {
    size_t where; /* offset in jsd_types */
    const char *module;
    const char *name;
} known_type;

#define KNOWN(member, module, name)               \
    {                                             \
        offsetof(jsd_types, member), module, name \
    }

static const known_type knowns[] = {
    KNOWN(datetime, "_datetime", "datetime"),
    KNOWN(date, "_datetime", "date"),
    KNOWN(time, "_datetime", "time"),
    KNOWN(timedelta, "_datetime", "timedelta"),
    KNOWN(utc, "_datetime", "timezone.utc"),
    KNOWN(uuid, "uuid", "UUID"),
    KNOWN(decimal, "decimal", "Decimal"),
    KNOWN(exact_decimal, "jsonde.decimals", "exact"),
    KNOWN(enum_meta, "enum", "EnumMeta"),
    KNOWN(enum_class, "enum", "Enum"),
    KNOWN(fragment, "jsonde.fragment", "Fragment"),
    KNOWN(mapping, "collections.abc", "Mapping"),
    KNOWN(iterable, "collections.abc", "Collection"),
    KNOWN(ndarray, "numpy", "ndarray"),
    KNOWN(datetime64, "numpy", "datetime64"),
    KNOWN(timedelta64, "numpy", "timedelta64"),
    KNOWN(numpy_numbers[0], "numpy", "float64"),
    KNOWN(numpy_numbers[1], "numpy", "float32"),
    KNOWN(numpy_numbers[2], "numpy", "float16"),
    KNOWN(numpy_numbers[3], "numpy", "int64"),
    KNOWN(numpy_numbers[4], "numpy", "int32"),
    KNOWN(numpy_numbers[5], "numpy", "int16"),
    KNOWN(numpy_numbers[6], "numpy", "int8"),
    KNOWN(numpy_numbers[7], "numpy", "uint64"),
    KNOWN(numpy_numbers[8], "numpy", "uint32"),
    KNOWN(numpy_numbers[9], "numpy", "uint16"),
    KNOWN(numpy_numbers[10], "numpy", "uint8"),
    KNOWN(numpy_numbers[11], "numpy", "bool_"),
};

static _Atomic(PyObject *) *
place_of(jsd_types *types, const known_type *k)
{
    return (_Atomic(PyObject *) *)(void *)((char *)types + k->where);
}

int
jsd_types_init(jsd_types *types)
{
    for (int i = 0; i < JSD_NAME_COUNT; i++) {
        types->names[i] = PyUnicode_InternFromString(names[i]);
        if (types->names[i] == NULL)
            return -1;
    }
    return 0;
}

int
jsd_types_traverse(jsd_types *types, visitproc visit, void *arg)
{
    for (size_t i = 0; i < JSD_ARRAY_LEN(knowns); i++)
        Py_VISIT(atomic_load(place_of(types, &knowns[i])));
    for (int i = 0; i < JSD_CLASSES; i++) {
        int status =
            jsd_class_traverse(atomic_load(&types->classes[i]), visit, arg);

        if (status != 0)
            return status;
    }
    return jsd_zone_past_traverse(&types->zones, visit, arg);
}

void
jsd_types_clear(jsd_types *types)
{
    jsd_zone_past_clear(&types->zones);
    for (int i = 0; i < JSD_NAME_COUNT; i++) {
        Py_DecRef(types->names[i]);
        types->names[i] = NULL;
    }
    for (size_t i = 0; i < JSD_ARRAY_LEN(knowns); i++)
        Py_DecRef(atomic_exchange(place_of(types, &knowns[i]), NULL));
    for (int i = 0; i < JSD_CLASSES; i++)
        jsd_class_free(NULL, atomic_exchange(&types->classes[i], NULL));
}

/* An attribute, or an attribute of an attribute: new. */
static PyObject *
get_dotted(PyObject *o, const char *name)
{
    const char *dot = strchr(name, '.');
    PyObject *first, *found = NULL;
    char head[16];

    if (dot == NULL)
        return PyObject_GetAttrString(o, name);
    memcpy(head, name, (size_t)(dot - name));
    head[dot - name] = '\0';
    first = PyObject_GetAttrString(o, head);
    if (first != NULL)
        found = PyObject_GetAttrString(first, dot + 1);
    Py_DecRef(first);
    return found;
}

/* Keeps what was found, whose reference it takes over: borrowed. What another
 * thread has found meanwhile is the same. */
static PyObject *
keep(_Atomic(PyObject *) *place, PyObject *found)
{
    PyObject *none = NULL;

    if (atomic_compare_exchange_strong(place, &none, found))
        return found;
    Py_DecRef(found);
    return none;
}

static int
find(jsd_types *types, const known_type *k)
{
    PyObject *name = PyUnicode_FromString(k->module);
    PyObject *module = NULL, *found;

    if (name == NULL)
        return -1;
    module = PyImport_GetModule(name);
    Py_DecRef(name);
    if (module == NULL)
        return PyErr_Occurred() == NULL ? 0 : -1;
    found = get_dotted(module, k->name);
    Py_DecRef(module);
    if (found == NULL) {
        PyErr_Clear(); /* half imported */
        return 0;
    }
    keep(place_of(types, k), found);
    return 0;
}

/* Those of the module with this name, or, of NULL, of all. */
static int
find_those(jsd_types *types, PyObject *module)
{
    for (size_t i = 0; i < JSD_ARRAY_LEN(knowns); i++) {
        const char *name = knowns[i].module;

        if (module != NULL && PyUnicode_CompareWithASCIIString(
                                  module, name + (*name == '_')) != 0)
            continue;
        if (atomic_load(place_of(types, &knowns[i])) == NULL &&
            find(types, &knowns[i]) < 0)
            return -1;
    }
    return 0;
}

/* Looks for what this type may turn out to be. */
static int
find_for(jsd_types *types, PyTypeObject *type)
{
    PyObject *module =
        PyObject_GetAttr((PyObject *)type, types->names[JSD_NAME_MODULE]);
    int status = 0;

    if (module == NULL)
        PyErr_Clear();
    else if (PyType_GetFlags(jsd_type_of(jsd_abi.caps, module)) &
             Py_TPFLAGS_UNICODE_SUBCLASS)
        status = find_those(types, module);
    Py_DecRef(module);
    if (status == 0 &&
        jsd_type_of(jsd_abi.caps, (PyObject *)type) != &PyType_Type &&
        atomic_load(&types->enum_meta) == NULL)
        status = find_those(types, NULL);
    return status;
}

PyObject *
jsd_types_exact_decimal(jsd_types *types)
{
    PyObject *found = atomic_load(&types->exact_decimal), *module;

    if (found != NULL)
        return found;
    module = PyImport_ImportModule("jsonde.decimals");
    if (module != NULL)
        found = PyObject_GetAttrString(module, "exact");
    Py_DecRef(module);
    return found == NULL ? NULL : keep(&types->exact_decimal, found);
}

static bool
is(_Atomic(PyObject *) *one, PyTypeObject *type)
{
    return atomic_load_explicit(one, memory_order_relaxed) == (PyObject *)type;
}

/* The types that are known by themselves, the commonest first. */
static jsd_kind
kind_of_known(jsd_types *types, PyTypeObject *type)
{
    if (is(&types->datetime, type))
        return JSD_KIND_DATETIME;
    if (is(&types->uuid, type))
        return JSD_KIND_UUID;
    if (is(&types->date, type))
        return JSD_KIND_DATE;
    if (is(&types->time, type))
        return JSD_KIND_TIME;
    if (is(&types->decimal, type))
        return JSD_KIND_DECIMAL;
    if (is(&types->fragment, type))
        return JSD_KIND_FRAGMENT;
    if (is(&types->timedelta, type))
        return JSD_KIND_TIMEDELTA;
    if (is(&types->ndarray, type))
        return JSD_KIND_NDARRAY;
    if (is(&types->datetime64, type) || is(&types->timedelta64, type))
        return JSD_KIND_DATETIME64;
    for (int i = 0; i < JSD_NUMPY_NUMBERS; i++)
        if (is(&types->numpy_numbers[i], type))
            return JSD_KIND_NUMPY_NUMBER;
    return JSD_KIND_OTHER;
}

static jsd_kind
kind_of_builtin(PyTypeObject *type)
{
    if (type == &PyUnicode_Type)
        return JSD_KIND_STR;
    if (type == &PyLong_Type)
        return JSD_KIND_INT;
    if (type == &PyBool_Type)
        return JSD_KIND_BOOL;
    if (type == &PyFloat_Type)
        return JSD_KIND_FLOAT;
    if (type == &PyDict_Type)
        return JSD_KIND_DICT;
    if (type == &PyList_Type)
        return JSD_KIND_LIST;
    if (type == &PyTuple_Type)
        return JSD_KIND_TUPLE;
    return JSD_KIND_OTHER;
}

/* -1, 0 or 1; what is not known has no instances. */
static int
is_subclass(_Atomic(PyObject *) *known, PyTypeObject *type)
{
    PyObject *of = atomic_load_explicit(known, memory_order_acquire);

    return of == NULL ? 0 : PyObject_IsSubclass((PyObject *)type, of);
}

/* collections.abc knows what says of itself that it is one, and iterators
 * have a slot for the next item. */
static int
kind_by_protocol(jsd_types *types, PyTypeObject *type, jsd_kind *kind)
{
    const struct {
        _Atomic(PyObject *) *known;
        jsd_kind kind;
    } rows[] = {
        {&types->decimal, JSD_KIND_DECIMAL},
        {&types->timedelta, JSD_KIND_TIMEDELTA},
        {&types->mapping, JSD_KIND_MAPPING},
        {&types->iterable, JSD_KIND_ITERABLE},
    };

    for (size_t i = 0; i < JSD_ARRAY_LEN(rows); i++) {
        int found = is_subclass(rows[i].known, type);

        if (found != 0) {
            *kind = rows[i].kind;
            return found < 0 ? -1 : 0;
        }
    }
    *kind = PyObject_HasAttrString((PyObject *)type, "__next__")
                ? JSD_KIND_ITERABLE
                : JSD_KIND_OTHER;
    return 0;
}

int
jsd_types_protocol(jsd_types *types, jsd_gate *gate, PyTypeObject *type, jsd_kind *kind)
{
    jsd_gate_pass(gate);
    return find_those(types, NULL) < 0 ? -1
                                       : kind_by_protocol(types, type, kind);
}

int
jsd_types_known(jsd_types *types, PyTypeObject *type, jsd_kind *kind)
{
    *kind = kind_of_builtin(type);
    if (*kind == JSD_KIND_OTHER)
        *kind = kind_of_known(types, type);
    if (*kind != JSD_KIND_OTHER)
        return 0;
    if (find_for(types, type) < 0)
        return -1;
    *kind = kind_of_known(types, type);
    return 0;
}

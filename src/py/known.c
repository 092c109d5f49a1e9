/* SPDX-License-Identifier: MIT */
#include "py/known.h"

#include "abi/datetime.h"
#include "py/is_type.h"

/* A known type: the module that has it, its name there, and the module and
 * name that the class gives itself. */
typedef struct known_type {
    size_t where; /* offset in jsd_types */
    const char *module;
    const char *attribute;
    const char *home; /* its __module__ */
    const char *name; /* its __name__ */
    jsd_kind kind;
} known_type;

#define KNOWN_TYPE(member, module, attribute, home, name, kind)          \
    {                                                                    \
        offsetof(jsd_types, member), module, attribute, home, name, kind \
    }
/* Since 3.12 the classes of the module in Python may name _pydatetime. */
#define KNOWN_DATETIME(member, kind)                                    \
    KNOWN_TYPE(member, "datetime", #member, "datetime", #member, kind), \
        KNOWN_TYPE(member, "datetime", #member, "_pydatetime", #member, kind)
#define KNOWN_NUMPY(member, name, kind) \
    KNOWN_TYPE(member, "numpy", name, "numpy", name, kind)
/* In numpy 1 both classes name numpy.ma.core, in numpy 2 one of them names
 * numpy.ma. */
#define KNOWN_MASKED(member, name)                                   \
    KNOWN_TYPE(member, "numpy.ma.core", name, "numpy.ma.core", name, \
               JSD_KIND_MASKED),                                     \
        KNOWN_TYPE(member, "numpy.ma.core", name, "numpy.ma", name,  \
                   JSD_KIND_MASKED)
#define KNOWN_NUMBER(i, name) \
    KNOWN_NUMPY(numpy_numbers[i], name, JSD_KIND_NUMPY_NUMBER)

/* A class that has had two names has two rows. To add a type: a row here, its
 * place in jsd_types, and its kind in JSD_KIND_LIST. */
static const known_type known_types[] = {
    KNOWN_DATETIME(datetime, JSD_KIND_DATETIME),
    KNOWN_DATETIME(date, JSD_KIND_DATE),
    KNOWN_DATETIME(time, JSD_KIND_TIME),
    KNOWN_DATETIME(timedelta, JSD_KIND_TIMEDELTA),
    KNOWN_TYPE(uuid, "uuid", "UUID", "uuid", "UUID", JSD_KIND_UUID),
    KNOWN_TYPE(decimal, "decimal", "Decimal", "decimal", "Decimal",
               JSD_KIND_DECIMAL),
    KNOWN_TYPE(decimal, "_decimal", "Decimal", "decimal", "Decimal",
               JSD_KIND_DECIMAL),
    KNOWN_TYPE(python_decimal, "_pydecimal", "Decimal", "decimal", "Decimal",
               JSD_KIND_DECIMAL),
    KNOWN_TYPE(python_decimal, "_pydecimal", "Decimal", "_pydecimal",
               "Decimal", JSD_KIND_DECIMAL),
    KNOWN_TYPE(enum_meta, "enum", "EnumMeta", "enum", "EnumMeta",
               JSD_KIND_OTHER),
    KNOWN_TYPE(enum_meta, "enum", "EnumMeta", "enum", "EnumType",
               JSD_KIND_OTHER),
    KNOWN_TYPE(enum_class, "enum", "Enum", "enum", "Enum", JSD_KIND_OTHER),
    KNOWN_TYPE(fragment, "jsonde.fragment", "Fragment", "jsonde", "Fragment",
               JSD_KIND_FRAGMENT),
    KNOWN_TYPE(user_string, "collections", "UserString", "collections",
               "UserString", JSD_KIND_USER_STRING),
    KNOWN_TYPE(mapping, "_collections_abc", "Mapping", "collections.abc",
               "Mapping", JSD_KIND_OTHER),
    KNOWN_TYPE(iterable, "_collections_abc", "Collection", "collections.abc",
               "Collection", JSD_KIND_OTHER),
    KNOWN_TYPE(set, "_collections_abc", "Set", "collections.abc", "Set",
               JSD_KIND_OTHER),
    KNOWN_NUMPY(ndarray, "ndarray", JSD_KIND_NDARRAY),
    KNOWN_NUMPY(ndarray_subclasses[0], "matrix", JSD_KIND_NDARRAY_SUBCLASS),
    KNOWN_NUMPY(ndarray_subclasses[1], "memmap", JSD_KIND_NDARRAY_SUBCLASS),
    KNOWN_NUMPY(ndarray_subclasses[2], "recarray", JSD_KIND_NDARRAY_SUBCLASS),
    KNOWN_TYPE(ndarray_subclasses[2], "numpy", "recarray", "numpy.rec",
               "recarray", JSD_KIND_NDARRAY_SUBCLASS),
    KNOWN_MASKED(masked_arrays[0], "MaskedArray"),
    KNOWN_MASKED(masked_arrays[1], "MaskedConstant"),
    KNOWN_NUMPY(generic, "generic", JSD_KIND_OTHER),
    KNOWN_NUMPY(datetime64, "datetime64", JSD_KIND_DATETIME64),
    KNOWN_NUMPY(timedelta64, "timedelta64", JSD_KIND_DATETIME64),
    KNOWN_NUMBER(0, "float64"),
    KNOWN_NUMBER(1, "float32"),
    KNOWN_NUMBER(2, "float16"),
    KNOWN_NUMBER(3, "int64"),
    KNOWN_NUMBER(4, "int32"),
    KNOWN_NUMBER(5, "int16"),
    KNOWN_NUMBER(6, "int8"),
    KNOWN_NUMBER(7, "uint64"),
    KNOWN_NUMBER(8, "uint32"),
    KNOWN_NUMBER(9, "uint16"),
    KNOWN_NUMBER(10, "uint8"),
    KNOWN_NUMBER(11, "bool_"),
    KNOWN_TYPE(numpy_numbers[11], "numpy", "bool_", "numpy", "bool",
               JSD_KIND_NUMPY_NUMBER),
};

typedef _Atomic(PyObject *) place;

/* Returns the place in types that row k fills. */
static place *
place_of(jsd_types *types, const known_type *k)
{
    return (place *)(void *)((char *)types + k->where);
}

int
jsd_known_traverse(jsd_types *types, visitproc visit, void *arg)
{
    /* A place with two rows has one reference, and is visited once. */
    for (size_t i = 0; i < JSD_COUNTOF(known_types); i++)
        if (i == 0 || known_types[i].where != known_types[i - 1].where)
            Py_VISIT(atomic_load(place_of(types, &known_types[i])));
    Py_VISIT(atomic_load(&types->utc));
    return 0;
}

static void
clear_place(place *where)
{
    jsd_gate_drop(JSD_NOTHING_BORROWED, atomic_exchange(where, NULL));
}

void
jsd_known_clear(jsd_types *types)
{
    for (size_t i = 0; i < JSD_COUNTOF(known_types); i++)
        clear_place(place_of(types, &known_types[i]));
    clear_place(&types->utc);
}

/* ------------------------------------------------------ classes in modules */

/* Keeps found in a place, and takes its reference over. Returns what is in the
 * place: borrowed. If another thread was faster, that is the same class. */
static PyObject *
keep_known(place *where, jsd_gate *gate, PyObject *found)
{
    PyObject *none = NULL;

    if (atomic_compare_exchange_strong(where, &none, found))
        return found;
    jsd_gate_drop(gate, found);
    return none;
}

/* Returns the attribute of a module, if both exist: a new reference. NULL
 * without an exception if not. NULL with an exception that is no Exception, or
 * is a MemoryError. */
static PyObject *
look_up_class(jsd_gate *gate, const char *module_name, const char *attribute)
{
    PyObject *name = PyUnicode_FromString(module_name);
    PyObject *module =
        name == NULL ? NULL : JSD_GATED(gate, PyImport_GetModule(name));
    PyObject *found = NULL;

    jsd_drop_inert(name);
    if (module != NULL)
        found = JSD_GATED(gate, PyObject_GetAttrString(module, attribute));
    jsd_gate_drop(gate, module);
    if (found == NULL && PyErr_Occurred() != NULL &&
        PyErr_ExceptionMatches(PyExc_Exception) &&
        !PyErr_ExceptionMatches(PyExc_MemoryError))
        JSD_GATED(gate, PyErr_Clear()); /* the module is half imported, or
                                         * replaced */
    return found;
}

/* ------------------------------------------------------------------ claims */

/* Returns whether text is an instance of str and equals literal, in ASCII. */
static bool
str_equals(PyObject *text, const char *literal)
{
    return jsd_is_str(text) &&
           PyUnicode_CompareWithASCIIString(text, literal) == 0;
}

/* The name and the module that a class gives itself: a str, and a str or None.
 * New references. */
typedef struct type_claim {
    PyObject *name, *home;
} type_claim;

/* Reads the claim of type into *c. -1 with an exception; claim_clear() is
 * needed even then. */
static int
claim_read(type_claim *c, jsd_types *types, jsd_gate *gate, PyTypeObject *type)
{
    c->name = jsd_facts_name(&types->facts, gate, type);
    c->home =
        c->name == NULL ? NULL : jsd_facts_module(&types->facts, gate, type);
    return c->home == NULL ? -1 : 0;
}

static void
claim_clear(type_claim *c, jsd_gate *gate)
{
    jsd_gate_drop(gate, c->home);
    jsd_gate_drop(gate, c->name);
}

/* Returns whether the class claims to be that of row k. */
static bool
claim_matches(const type_claim *c, const known_type *k)
{
    return str_equals(c->name, k->name) && str_equals(c->home, k->home);
}

/* Returns whether datetime's C API has the class of row k. */
static bool
is_datetime_kind(const known_type *k)
{
    return k->kind >= JSD_KIND_DATETIME && k->kind <= JSD_KIND_TIMEDELTA;
}

/* Returns whether datetime's C API has this class (NULL: none is asked for):
 * 1, 0, or -1 with an exception. Fills the empty places of its classes. */
static int
capsule_has(jsd_types *types, jsd_gate *gate, const PyObject *type)
{
    jsd_datetime_types found;
    int status = JSD_GATED(gate, jsd_datetime_types_find(&jsd_abi, &found)),
        has = 0;

    if (status <= 0)
        return status;
    for (int i = 0; i < JSD_DATETIME_KINDS; i++)
        has |= (PyObject *)found.moments[i] == type;
    has |= (PyObject *)found.timedelta == type;
    keep_known(&types->date, gate,
               (PyObject *)found.moments[JSD_DATETIME_KIND_DATE]);
    keep_known(&types->time, gate,
               (PyObject *)found.moments[JSD_DATETIME_KIND_TIME]);
    keep_known(&types->datetime, gate,
               (PyObject *)found.moments[JSD_DATETIME_KIND_DATETIME]);
    keep_known(&types->timedelta, gate, (PyObject *)found.timedelta);
    keep_known(&types->utc, gate, found.utc);
    return has;
}

/* --------------------------------------------------------------- verifying */

/* Returns whether the module of row k has this class: 1, and the place is
 * filled if it was empty; 0; -1 with an exception. */
static int
module_has(jsd_types *types, jsd_gate *gate, const known_type *k,
           PyTypeObject *type)
{
    PyObject *found = look_up_class(gate, k->module, k->attribute);

    if (found != (PyObject *)type) {
        jsd_gate_drop(gate, found);
        return PyErr_Occurred() == NULL ? 0 : -1;
    }
    keep_known(place_of(types, k), gate, found);
    return 1;
}

static bool
is_in_place(jsd_types *types, const known_type *k, const PyTypeObject *type)
{
    return atomic_load(place_of(types, k)) == (const PyObject *)type;
}

/* Finds the row whose place has type, even if the class has another name now.
 */
static bool
find_in_place(jsd_types *types, const PyTypeObject *type, jsd_known *known)
{
    for (size_t i = 0; i < JSD_COUNTOF(known_types); i++)
        if (is_in_place(types, &known_types[i], type)) {
            *known =
                (jsd_known){known_types[i].where, known_types[i].kind, true};
            return true;
        }
    return false;
}

/* Tries all rows that type claims to be, since the modules in C and in Python
 * may have a class of one name each. Returns 1 if there is such a row; 0; -1
 * with an exception. */
static int
verify_claims(jsd_types *types, jsd_gate *gate, const type_claim *c,
              PyTypeObject *type, jsd_known *known)
{
    int claimed = 0, has = 0;

    for (size_t i = 0; has == 0 && i < JSD_COUNTOF(known_types); i++) {
        const known_type *k = &known_types[i];

        if (!claim_matches(c, k))
            continue;
        claimed = 1;
        if (is_datetime_kind(k))
            has = capsule_has(types, gate, (PyObject *)type);
        if (has == 0)
            has = module_has(types, gate, k, type);
        *known = (jsd_known){k->where, k->kind, has > 0};
    }
    return has < 0 ? -1 : claimed;
}

int
jsd_known_identify(jsd_types *types, jsd_gate *gate, PyTypeObject *type,
                   jsd_known *known)
{
    type_claim c;
    int status;

    *known = (jsd_known){0, JSD_KIND_OTHER, false};
    if (find_in_place(types, type, known))
        return 1;
    status = claim_read(&c, types, gate, type);
    if (status == 0)
        status = verify_claims(types, gate, &c, type, known);
    claim_clear(&c, gate);
    return status;
}

/* ----------------------------------------------------------------- filling */

/* Returns whether found is a class that claims to be the known type at offset
 * where: 1, 0, or -1 with an exception. */
static int
belongs_to_place(jsd_types *types, jsd_gate *gate, PyObject *found,
                 size_t where)
{
    type_claim c;
    int status;

    if (!jsd_is_class(found))
        return 0;
    status = claim_read(&c, types, gate, (PyTypeObject *)found);
    for (size_t i = 0; status == 0 && i < JSD_COUNTOF(known_types); i++)
        status = known_types[i].where == where &&
                 claim_matches(&c, &known_types[i]);
    claim_clear(&c, gate);
    return status;
}

/* Fills the place of row k with the class that its module has now. -1 with an
 * exception. */
static int
fill_by_module(jsd_types *types, jsd_gate *gate, const known_type *k)
{
    PyObject *found = look_up_class(gate, k->module, k->attribute);
    int status;

    if (found == NULL)
        return PyErr_Occurred() == NULL ? 0 : -1;
    status = belongs_to_place(types, gate, found, k->where);
    if (status > 0)
        keep_known(place_of(types, k), gate, found);
    else
        jsd_gate_drop(gate, found);
    return status < 0 ? -1 : 0;
}

int
jsd_known_fill(jsd_types *types, jsd_gate *gate, size_t where)
{
    for (size_t i = 0; i < JSD_COUNTOF(known_types); i++) {
        const known_type *k = &known_types[i];

        if (k->where != where)
            continue;
        if (atomic_load(place_of(types, k)) == NULL && is_datetime_kind(k) &&
            capsule_has(types, gate, NULL) < 0)
            return -1;
        if (atomic_load(place_of(types, k)) == NULL &&
            fill_by_module(types, gate, k) < 0)
            return -1;
    }
    return 0;
}

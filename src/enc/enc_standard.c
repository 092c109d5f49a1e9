/* SPDX-License-Identifier: MIT */
#include "enc/enc_standard.h"

#include "abi/dict.h"
#include "abi/number.h"
#include "enc/enc_big_integer.h"
#include "enc/enc_default.h"
#include "enc/enc_number.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "num/itoa.h"

/* Returns the attribute `name` of type, a new reference. May run Python code:
 * that of the metaclass. NULL with an exception. */
static PyObject *
attribute_of(jsd_enc *e, PyTypeObject *type, const char *name)
{
    return JSD_GATED(&e->gate, PyObject_GetAttrString((PyObject *)type, name));
}

/* Returns whether type has the attribute `name` of its base class. False also
 * with an exception. */
static bool
inherits_attribute(jsd_enc *e, PyTypeObject *type, PyTypeObject *base,
                   const char *name)
{
    PyObject *own = attribute_of(e, type, name);
    PyObject *inherited = own == NULL ? NULL : attribute_of(e, base, name);
    const bool is_same = own != NULL && own == inherited;

    jsd_gate_drop(&e->gate, inherited);
    jsd_gate_drop(&e->gate, own);
    return is_same;
}

/* Returns whether type has an attribute `name` that is implemented in C, an
 * instance of `kind`. False also with an exception. */
static bool
is_in_c(jsd_enc *e, PyTypeObject *type, const char *name, PyTypeObject *kind)
{
    PyObject *own = attribute_of(e, type, name);
    const bool result = own != NULL && jsd_type_of(jsd_abi.caps, own) == kind;

    jsd_gate_drop(&e->gate, own);
    return result;
}

/* How an instance of a subclass of list, tuple or dict is written. */
typedef enum standard_way {
    STANDARD_REFUSED, /* with an exception: the standard library encodes it,
                       * and calls the methods of its class */
    STANDARD_BY_STRUCT,
    STANDARD_BY_ITEMS /* the result of items(), which is implemented in C */
} standard_way;

/* Returns whether Python code sees the length of a subclass of a built-in
 * container that its struct has. A class that is not on the heap has no Python
 * code. */
static bool
has_plain_length(jsd_enc *e, PyTypeObject *type, PyTypeObject *base)
{
    return !(PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE) ||
           (PyType_GetSlot(type, Py_nb_bool) == NULL &&
            inherits_attribute(e, type, base, "__len__"));
}

static standard_way
sequence_way(jsd_enc *e, PyTypeObject *type, PyTypeObject *base)
{
    return has_plain_length(e, type, base) &&
                   inherits_attribute(e, type, base, "__iter__")
               ? STANDARD_BY_STRUCT
               : STANDARD_REFUSED;
}

/* Returns the C function of o.items if that is a method of o in C, or NULL. */
static PyCFunction
items_in_c(jsd_enc *e, PyObject *o)
{
    PyObject *items = JSD_GATED(&e->gate, PyObject_GetAttrString(o, "items"));
    PyCFunction function = NULL;

    if (items != NULL &&
        jsd_type_of(jsd_abi.caps, items) == &PyCFunction_Type &&
        PyCFunction_GetSelf(items) == o)
        function = PyCFunction_GetFunction(items);
    jsd_gate_drop(&e->gate, items);
    return function;
}

/* The class has attributes in C alone, so that o.items can be looked up, and
 * called, more than once. */
static standard_way
dict_way(jsd_enc *e, PyTypeObject *type, PyObject *o)
{
    PyObject *empty;
    PyCFunction own, dicts;

    if (!has_plain_length(e, type, &PyDict_Type) ||
        !is_in_c(e, type, "__getattribute__", &PyWrapperDescr_Type) ||
        !is_in_c(e, type, "items", &PyMethodDescr_Type))
        return STANDARD_REFUSED;
    own = items_in_c(e, o);
    empty = own == NULL ? NULL : JSD_GATED(&e->gate, PyDict_New());
    if (empty == NULL)
        return STANDARD_REFUSED;
    dicts = items_in_c(e, empty);
    jsd_drop_inert(empty);
    return own == dicts ? STANDARD_BY_STRUCT : STANDARD_BY_ITEMS;
}

/* Runs Python code, which may give o another class: the class is owned
 * meanwhile. */
static standard_way
find_way(jsd_enc *e, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    const unsigned long flags = PyType_GetFlags(type);
    standard_way way;

    Py_IncRef((PyObject *)type);
    way = flags & Py_TPFLAGS_DICT_SUBCLASS ? dict_way(e, type, o)
          : flags & Py_TPFLAGS_LIST_SUBCLASS
              ? sequence_way(e, type, &PyList_Type)
              : sequence_way(e, type, &PyTuple_Type);
    if (way == STANDARD_REFUSED && PyErr_Occurred() == NULL)
        jsd_enc_raise(e, "a subclass of a container has methods of its own");
    jsd_gate_drop(&e->gate, (PyObject *)type);
    return way;
}

/* Returns whether all items of a new list are tuples of two. A dict would also
 * be made of other pairs, which the standard library refuses. */
static bool
are_pairs(PyObject *items)
{
    const Py_ssize_t n = PyList_Size(items);

    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *pair = PyList_GetItem(items, i);

        if (jsd_type_of(jsd_abi.caps, pair) != &PyTuple_Type ||
            PyTuple_Size(pair) != 2)
            return false;
    }
    return true;
}

/* Returns a dict of the pairs that the items() of a subclass of dict returns,
 * such as those of an OrderedDict, a new reference. Refuses two equal keys. */
static PyObject *
dict_of_items(jsd_enc *e, PyObject *o)
{
    PyObject *items = JSD_GATED(&e->gate, PyMapping_Items(o));
    PyObject *dict = NULL;

    if (items != NULL && are_pairs(items))
        dict = JSD_GATED(&e->gate, PyDict_New());
    if (dict != NULL &&
        (JSD_GATED(&e->gate, PyDict_MergeFromSeq2(dict, items, 1)) < 0 ||
         PyDict_Size(dict) != PyList_Size(items))) {
        jsd_gate_drop(&e->gate, dict);
        dict = NULL;
    }
    jsd_gate_drop(&e->gate, items);
    if (dict == NULL && PyErr_Occurred() == NULL)
        jsd_enc_raise(e, "items() of a dict are no pairs with unique keys");
    return dict;
}

/* Writes an instance of a subclass of list, tuple or dict, which has these
 * flags. */
static char *
standard_container(jsd_enc *e, char *p, PyObject *o, unsigned long flags)
{
    switch (find_way(e, o)) {
    case STANDARD_REFUSED:
        return NULL;
    case STANDARD_BY_STRUCT:
        return flags & Py_TPFLAGS_DICT_SUBCLASS   ? e->engine->dict(e, p, o)
               : flags & Py_TPFLAGS_LIST_SUBCLASS ? e->engine->list(e, p, o)
                                                  : e->engine->tuple(e, p, o);
    case STANDARD_BY_ITEMS:
        break;
    }
    Py_IncRef(o);
    return jsd_enc_made_dict(e, p, dict_of_items(e, o), o, false);
}

char *
jsd_enc_standard(jsd_enc *e, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    const unsigned long flags = PyType_GetFlags(type);

    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        return e->engine->str(e, p, o);
    if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        return jsd_enc_int(e, p, o);
    if (PyType_IsSubtype(type, &PyFloat_Type))
        return jsd_enc_float_styled(e, p, jsd_float_read(jsd_abi.caps, o));
    if (flags & (Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS |
                 Py_TPFLAGS_DICT_SUBCLASS))
        return standard_container(e, p, o, flags);
    return jsd_enc_default(e, p, o);
}

static PyObject *
standard_int_key(jsd_enc *e, PyObject *key)
{
    char text[JSD_ENC_ROOM], *end;
    uint64_t bits;
    jsd_int_range range = jsd_int_read(jsd_abi.caps, key, &bits);

    if (range == JSD_INT_BIG)
        return PyErr_Occurred() != NULL ? NULL
                                        : jsd_enc_big_integer_text(e, key);
    end = range == JSD_INT_I64 ? jsd_itoa_put_i64(text, (int64_t)bits)
                               : jsd_itoa_put_u64(text, bits);
    return PyUnicode_FromStringAndSize(text, end - text);
}

static PyObject *
standard_float_key(jsd_enc *e, PyObject *key)
{
    char text[JSD_ENC_ROOM];
    const char *end =
        jsd_enc_float_styled(e, text, jsd_float_read(jsd_abi.caps, key));

    return end == NULL ? NULL : PyUnicode_FromStringAndSize(text, end - text);
}

PyObject *
jsd_enc_standard_key(jsd_enc *e, PyObject *key)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, key);
    const unsigned long flags = PyType_GetFlags(type);

    /* The standard library compares the keys themselves, and not their text.
     */
    if (e->options & JSD_OPT(SORT_KEYS)) {
        jsd_enc_raise(e, "a key to sort is not a str");
        return NULL;
    }
    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        return PyUnicode_FromObject(key);
    if (PyType_IsSubtype(type, &PyFloat_Type))
        return standard_float_key(e, key);
    if (key == Py_True || key == Py_False)
        return PyUnicode_FromString(key == Py_True ? "true" : "false");
    if (key == Py_None)
        return PyUnicode_FromString("null");
    if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        return standard_int_key(e, key);
    jsd_enc_raise(e, "a key must be str, int, float, bool or None");
    return NULL;
}

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

/* Returns NULL, with an exception: the standard library encodes the object,
 * and calls the methods of its class. */
static char *
refuse_methods(jsd_enc *e)
{
    if (PyErr_Occurred() == NULL)
        jsd_enc_raise(e, "a subclass of a container has methods of its own");
    return NULL;
}

static char *
standard_sequence(jsd_enc *e, char *p, PyObject *o, bool is_list)
{
    PyTypeObject *base = is_list ? &PyList_Type : &PyTuple_Type;
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    if ((PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE) &&
        (!has_plain_length(e, type, base) ||
         !inherits_attribute(e, type, base, "__iter__")))
        return refuse_methods(e);
    return is_list ? e->engine->list(e, p, o) : e->engine->tuple(e, p, o);
}

/* Returns whether o.items is the method of its class, which is implemented in
 * C. Then it can be called again. */
static bool
has_items_in_c(jsd_enc *e, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    PyObject *items;
    bool result;

    if (!is_in_c(e, type, "__getattribute__", &PyWrapperDescr_Type) ||
        !is_in_c(e, type, "items", &PyMethodDescr_Type))
        return false;
    items = JSD_GATED(&e->gate, PyObject_GetAttrString(o, "items"));
    result = items != NULL &&
             jsd_type_of(jsd_abi.caps, items) == &PyCFunction_Type &&
             PyCFunction_GetSelf(items) == o;
    jsd_gate_drop(&e->gate, items);
    return result;
}

/* Returns a dict of the pairs that the items() of a subclass of dict returns,
 * such as those of an OrderedDict, a new reference. Refuses two equal keys. */
static PyObject *
dict_of_items(jsd_enc *e, PyObject *o)
{
    PyObject *items = JSD_GATED(&e->gate, PyMapping_Items(o));
    PyObject *dict = NULL;

    if (items != NULL)
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

static char *
standard_dict(jsd_enc *e, char *p, PyObject *o)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    if (!has_plain_length(e, type, &PyDict_Type) || !has_items_in_c(e, o))
        return refuse_methods(e);
    if (inherits_attribute(e, type, &PyDict_Type, "items"))
        return e->engine->dict(e, p, o);
    if (PyErr_Occurred() != NULL)
        return NULL;
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
    if (flags & (Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS))
        return standard_sequence(e, p, o,
                                 (flags & Py_TPFLAGS_LIST_SUBCLASS) != 0);
    if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        return standard_dict(e, p, o);
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

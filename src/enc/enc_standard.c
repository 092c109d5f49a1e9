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

/* Returns a dict of the pairs that the items() of a subclass of dict returns,
 * a new reference. Refuses two equal keys. The standard library does not call
 * items() of an empty one. */
static PyObject *
dict_of_items(jsd_enc *e, PyObject *o)
{
    PyObject *items, *dict = NULL;

    if (PyDict_Size(o) == 0)
        return JSD_GATED(&e->gate, PyDict_New());
    items = JSD_GATED(&e->gate, PyMapping_Items(o));
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
    if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        return e->engine->list(e, p, o);
    if (flags & Py_TPFLAGS_TUPLE_SUBCLASS)
        return e->engine->tuple(e, p, o);
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

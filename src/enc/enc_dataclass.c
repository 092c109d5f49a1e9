/* SPDX-License-Identifier: MIT */
#include "enc/enc_dataclass.h"

#include "abi/dict.h"
#include "enc/enc_attribute.h"
#include "enc/enc_key.h"
#include "py/class.h"
#include "py/error.h"

static bool
is_left_out(const jsd_enc *e, const jsd_class_field *f, PyObject *value)
{
    return value == Py_None &&
           (f->omit == JSD_OMIT_NONE || (e->options & JSD_OPT(SKIP_NONE)));
}

static char *
put_fields(jsd_enc *e, char *p, PyObject *o, const jsd_class *c)
{
    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = '{';
    for (size_t i = 0; i < c->count; i++) {
        const jsd_class_field *f = &c->fields[i];
        PyObject *value;

        if (f->omit == JSD_OMIT_ALWAYS)
            continue;
        value = jsd_enc_attribute(e, o, f->attribute);
        if (value == NULL)
            return jsd_enc_failed_at(e, f->name);
        if (!is_left_out(e, f, value))
            p = e->engine->member(e, p, f->name, value);
        Py_DecRef(value);
        if (p == NULL)
            return jsd_enc_failed_at(e, f->name);
    }
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, '}');
}

/* The same as a dict, for members in another order than that of the class. */
static PyObject *
collect_fields(jsd_enc *e, PyObject *o, const jsd_class *c)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;

    for (size_t i = 0; i < c->count && status == 0; i++) {
        const jsd_class_field *f = &c->fields[i];
        PyObject *value;

        if (f->omit == JSD_OMIT_ALWAYS)
            continue;
        value = jsd_enc_attribute(e, o, f->attribute);
        if (value == NULL) {
            jsd_enc_failed_at(e, f->name);
            status = -1;
        } else if (!is_left_out(e, f, value)) {
            status = PyDict_SetItem(dict, f->name, value);
        }
        Py_DecRef(value);
    }
    if (status == 0)
        return dict;
    Py_DecRef(dict);
    return NULL;
}

/* A key that is no str may have a __hash__ of its own. */
static int
add_attribute(PyObject *dict, PyObject *key, PyObject *value)
{
    int status;

    if (jsd_enc_key_is_private(jsd_abi.caps, key))
        return 0;
    Py_IncRef(key);
    Py_IncRef(value);
    status = PyDict_SetItem(dict, key, value);
    Py_DecRef(value);
    Py_DecRef(key);
    return status;
}

/* What __dict__ has of keys that do not begin with "_". */
static PyObject *
collect_attributes(jsd_enc *e, PyObject *attributes)
{
    PyObject *dict = PyDict_New(), *key, *value;
    int status = dict == NULL ? -1 : 0, got = 0;
    jsd_dict_iter it;

    jsd_dict_iter_start(jsd_abi.caps, &it, attributes);
    while (status == 0 &&
           (got = jsd_dict_next(jsd_abi.caps, &it, &key, &value)) > 0) {
        status = add_attribute(dict, key, value);
        jsd_item_release(jsd_abi.caps, key);
        jsd_item_release(jsd_abi.caps, value);
        if (status == 0 && !jsd_dict_iter_resume(jsd_abi.caps, &it))
            got = status = -1;
    }
    if (status == 0 && got == 0)
        return dict;
    Py_DecRef(dict);
    if (dict != NULL)
        jsd_raise_from(e->state, PyErr_Occurred() != NULL
                                     ? "an attribute cannot be read"
                                     : "dict changed its size while it was "
                                       "being encoded");
    return NULL;
}

/* Sorted, which members of a dataclass are for OPT_CANONICAL alone. Takes the
 * dict over. */
static char *
put_sorted(jsd_enc *e, char *p, PyObject *dict)
{
    if (dict == NULL)
        return NULL;
    p = e->engine->dict(e, p, dict);
    Py_DecRef(dict);
    return p;
}

/* Its __dict__: new. */
static PyObject *
read_dict(jsd_enc *e, PyObject *o, const jsd_class *c)
{
    if (c->plain_dict && jsd_abi.symbols.generic_get_dict != NULL)
        return jsd_abi.symbols.generic_get_dict(o, NULL);
    return jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_DICT]);
}

static char *
put_known(jsd_enc *e, char *p, PyObject *o, const jsd_class *c)
{
    bool sorted = (e->options & JSD_OPT(CANONICAL)) != 0;
    PyObject *attributes;

    if (c->only_fields)
        return sorted ? put_sorted(e, p, collect_fields(e, o, c))
                      : put_fields(e, p, o, c);
    attributes = read_dict(e, o, c);
    if (attributes == NULL)
        return NULL;
    if (jsd_type_of(jsd_abi.caps, attributes) != &PyDict_Type) {
        jsd_raise_encode(e->state, "__dict__ of a dataclass is no dict");
        p = NULL;
    } else if (sorted) {
        p = put_sorted(e, p, collect_attributes(e, attributes));
    } else {
        p = e->engine->attributes(e, p, attributes);
    }
    Py_DecRef(attributes);
    return p;
}

char *
jsd_enc_dataclass(jsd_enc *e, char *p, PyObject *o)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->types, JSD_NOTHING_BORROWED,
                                      jsd_type_of(jsd_abi.caps, o), &own);

    if (c == NULL)
        return NULL;
    Py_IncRef(o);
    p = put_known(e, p, o, c);
    Py_DecRef(o);
    jsd_class_free(JSD_NOTHING_BORROWED, own);
    return p;
}

/* Fields and items in pairs; of a tuple that has more or fewer items, those
 * that have a partner. */
static PyObject *
pair_fields(const jsd_class *c, PyObject *tuple)
{
    PyObject *dict = PyDict_New();
    int status = dict == NULL ? -1 : 0;
    size_t n = (size_t)PyTuple_Size(tuple);

    for (size_t i = 0; i < c->count && i < n && status == 0; i++)
        status = PyDict_SetItem(dict, c->fields[i].name,
                                PyTuple_GetItem(tuple, (Py_ssize_t)i));
    if (status == 0)
        return dict;
    Py_DecRef(dict);
    return NULL;
}

char *
jsd_enc_namedtuple(jsd_enc *e, char *p, PyObject *o)
{
    jsd_class *own;
    const jsd_class *c;

    if ((e->options & JSD_OPT(SERIALIZE_NAMEDTUPLE)) == 0)
        return e->engine->tuple(e, p, o);
    c = jsd_class_of(&e->state->types, JSD_NOTHING_BORROWED,
                     jsd_type_of(jsd_abi.caps, o), &own);
    if (c == NULL)
        return NULL;
    p = put_sorted(e, p, pair_fields(c, o));
    jsd_class_free(JSD_NOTHING_BORROWED, own);
    return p;
}

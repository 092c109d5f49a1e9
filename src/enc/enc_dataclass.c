/* SPDX-License-Identifier: MIT */
#include "enc/enc_dataclass.h"

#include "abi/dict.h"
#include "enc/enc_attribute.h"
#include "enc/enc_default.h"
#include "enc/enc_key.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "enc/enc_sort.h"
#include "enc/enc_style.h"
#include "enc/enc_trail.h"
#include "py/class.h"

static bool
is_left_out(const jsd_enc *e, const jsd_class_field *f, PyObject *value)
{
    return value == Py_None &&
           (f->omit == JSD_OMIT_NONE || (e->options & JSD_OPT(SKIP_NONE)));
}

/* Writes the fields of o as an object. Takes the reference to o over. NULL
 * with an exception. Runs Python code. */
static JSD_NOINLINE char *
put_fields(jsd_enc *e, char *p, PyObject *o, const jsd_class *c)
{
    if (!jsd_enc_enter_owned(e, o, NULL))
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
        jsd_gate_drop(&e->gate, value);
        if (p == NULL)
            return jsd_enc_failed_at(e, f->name);
    }
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, '}');
}

/* ---------------------------------------- members in another order: a dict */

/* Adds a member to dict. -1 with an exception, also if the metadata of two
 * fields gives them one name. */
static int
set_new(jsd_enc *e, PyObject *dict, PyObject *name, PyObject *value)
{
    const Py_ssize_t before = PyDict_Size(dict);

    if (JSD_GATED(&e->gate, PyDict_SetItem(dict, name, value)) < 0)
        return -1;
    if (PyDict_Size(dict) > before)
        return 0;
    jsd_enc_duplicate(e, name);
    return -1;
}

static int
add_field_to_dict(jsd_enc *e, PyObject *dict, PyObject *o,
                  const jsd_class_field *f)
{
    PyObject *value;
    int status = 0;

    if (f->omit == JSD_OMIT_ALWAYS)
        return 0;
    value = jsd_enc_attribute(e, o, f->attribute);
    if (value == NULL) {
        jsd_enc_failed_at(e, f->name);
        return -1;
    }
    if (!is_left_out(e, f, value))
        status = set_new(e, dict, f->name, value);
    jsd_gate_drop(&e->gate, value);
    return status;
}

/* Returns the fields of o as a new dict, or NULL with an exception. Runs
 * Python code. */
static PyObject *
collect_fields(jsd_enc *e, PyObject *o, const jsd_class *c)
{
    PyObject *dict = JSD_GATED(&e->gate, PyDict_New());
    int status = dict == NULL ? -1 : 0;

    for (size_t i = 0; i < c->count && status == 0; i++)
        status = add_field_to_dict(e, dict, o, &c->fields[i]);
    if (status == 0)
        return dict;
    jsd_gate_drop(&e->gate, dict);
    return NULL;
}

/* Copies one item of a __dict__ into dict, unless a field has that name. -1
 * with an exception. A key that is no str may have its own __hash__, and run
 * Python code. */
static int
add_attribute(jsd_enc *e, PyObject *dict, PyObject *key, PyObject *value)
{
    int status;

    if (jsd_enc_key_is_private(jsd_abi.caps, key))
        return 0;
    Py_IncRef(key);
    Py_IncRef(value);
    status = JSD_GATED(&e->gate, PyDict_Contains(dict, key));
    if (status == 0)
        status = JSD_GATED(&e->gate, PyDict_SetItem(dict, key, value));
    jsd_gate_drop(&e->gate, value);
    jsd_gate_drop(&e->gate, key);
    return status;
}

/* Copies the items of attributes whose keys do not begin with "_" into dict.
 * Returns 0; -1 with an exception; 1 if attributes has changed its size
 * meanwhile. */
static int
add_attributes(jsd_enc *e, PyObject *dict, PyObject *attributes)
{
    PyObject *key, *value;
    jsd_dict_iter it;
    int got;

    jsd_dict_iter_start(jsd_abi.caps, &it, attributes);
    while ((got = jsd_dict_next(jsd_abi.caps, &it, &key, &value)) > 0) {
        int status = add_attribute(e, dict, key, value);

        jsd_item_release(jsd_abi.caps, key);
        jsd_item_release(jsd_abi.caps, value);
        if (status < 0)
            return -1;
        if (!jsd_dict_iter_resume(jsd_abi.caps, &it))
            return 1;
    }
    return got < 0;
}

/* Adds attributes to dict, which it takes over and returns. NULL with an
 * exception, also if dict is NULL. The caller owns attributes. */
static PyObject *
collect_attributes(jsd_enc *e, PyObject *dict, PyObject *attributes)
{
    int status = dict == NULL ? -1 : add_attributes(e, dict, attributes);

    if (status == 0)
        return dict;
    if (status > 0)
        jsd_enc_dict_changed(e);
    else if (dict != NULL)
        jsd_enc_raise_from(e, "an attribute cannot be read");
    jsd_gate_drop(&e->gate, dict);
    return NULL;
}

/* ------------------------------------------------------------- dataclasses */

/* Returns the __dict__ of o, a new reference to a dict. NULL with an
 * exception. May run Python code. */
static PyObject *
read_dict(jsd_enc *e, PyObject *o, const jsd_class *c)
{
    PyObject *attributes;

    if (c->plain_dict && jsd_abi.symbols.generic_get_dict != NULL)
        attributes =
            JSD_GATED(&e->gate, jsd_abi.symbols.generic_get_dict(o, NULL));
    else
        attributes =
            jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_DICT]);
    if (attributes == NULL ||
        jsd_type_of(jsd_abi.caps, attributes) == &PyDict_Type)
        return attributes;
    jsd_gate_drop(&e->gate, attributes);
    jsd_enc_raise(e, "__dict__ of a dataclass is no dict");
    return NULL;
}

/* Returns the members of o as a new dict that can be sorted, or NULL with an
 * exception. Runs Python code. The caller owns o. */
static PyObject *
collect_dataclass(jsd_enc *e, PyObject *o, const jsd_class *c)
{
    PyObject *attributes, *dict;

    if (c->only_fields)
        return collect_fields(e, o, c);
    attributes = read_dict(e, o, c);
    if (attributes == NULL)
        return NULL;
    dict = c->fields_first ? collect_fields(e, o, c)
                           : JSD_GATED(&e->gate, PyDict_New());
    dict = collect_attributes(e, dict, attributes);
    jsd_gate_drop(&e->gate, attributes);
    return dict;
}

/* Writes o, whose class is c. OPT_CANONICAL alone sorts the members. They are
 * collected in a dict to be sorted, and if they come from several places. The
 * last call is a tail call, so that a level takes little of the C stack. */
JSD_INLINE char *
put_known(jsd_enc *e, char *p, PyObject *o, const jsd_class *c)
{
    const bool sorted = (e->options & JSD_OPT(CANONICAL)) != 0;
    const bool collected = sorted || c->fields_first;
    PyObject *dict;

    Py_IncRef(o);
    if (c->only_fields && !sorted)
        return put_fields(e, p, o, c);
    dict = collected ? collect_dataclass(e, o, c) : read_dict(e, o, c);
    if (!collected) {
        jsd_gate_drop(&e->gate, o);
        o = NULL;
    }
    return jsd_enc_made_dict(e, p, dict, o, !sorted);
}

/* Writes o, whose class has no slot in the table of classes. The class is
 * examined again and may have changed. NULL with an exception. */
static JSD_NOINLINE char *
put_uncached(jsd_enc *e, char *p, PyObject *o)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->classes, &e->gate,
                                      jsd_type_of(jsd_abi.caps, o), &own);

    if (c == NULL)
        return jsd_enc_raise_class(e);
    p = c->own_kind == JSD_KIND_DATACLASS
            ? put_known(e, p, o, c)
            : jsd_enc_raise(e, "the class of an object has changed");
    jsd_class_free(&e->gate, own);
    return p;
}

char *
jsd_enc_dataclass(jsd_enc *e, char *p, PyObject *o)
{
    const jsd_class *c =
        jsd_class_find(&e->state->classes, jsd_type_of(jsd_abi.caps, o));

    return JSD_LIKELY(c != NULL) ? put_known(e, p, o, c)
                                 : put_uncached(e, p, o);
}

/* ------------------------------------------------------------ named tuples */

/* Returns the fields of c with the items of tuple as a new dict. Surplus
 * fields or items are ignored. NULL with an exception. */
static PyObject *
pair_fields(jsd_enc *e, const jsd_class *c, PyObject *tuple)
{
    PyObject *dict = JSD_GATED(&e->gate, PyDict_New());
    int status = dict == NULL ? -1 : 0;
    size_t n = (size_t)PyTuple_Size(tuple);

    for (size_t i = 0; i < c->count && i < n && status == 0; i++)
        status = JSD_GATED(
            &e->gate, PyDict_SetItem(dict, c->fields[i].name,
                                     PyTuple_GetItem(tuple, (Py_ssize_t)i)));
    if (status == 0)
        return dict;
    jsd_gate_drop(&e->gate, dict);
    return NULL;
}

/* Returns the members of a named tuple as a new dict, or NULL with an
 * exception. */
static PyObject *
collect_pairs(jsd_enc *e, PyObject *tuple)
{
    jsd_class *own;
    const jsd_class *c = jsd_class_of(&e->state->classes, &e->gate,
                                      jsd_type_of(jsd_abi.caps, tuple), &own);
    PyObject *dict;

    if (c == NULL) {
        jsd_enc_raise_class(e);
        return NULL;
    }
    dict = pair_fields(e, c, tuple);
    jsd_class_free(&e->gate, own);
    return dict;
}

char *
jsd_enc_namedtuple(jsd_enc *e, char *p, PyObject *o)
{
    if ((e->options & JSD_OPT(SERIALIZE_NAMEDTUPLE)) == 0) {
        p = e->fallback == NULL ? e->engine->tuple(e, p, o)
                                : jsd_enc_default(e, p, o);
        jsd_enc_noted(e, o, p);
        jsd_gate_drop(&e->gate, o);
        return p;
    }
    return jsd_enc_made_dict(e, p, collect_pairs(e, o), o, false);
}

/* SPDX-License-Identifier: MIT */
#include "enc/enc_other.h"

#include "enc/enc_number.h"
#include "enc/enc_str.h"
#include "py/error.h"
#include "py/options.h"

/* default may drop the last other reference to any container above o: each is
 * held until its writer leaves it. */
static void
hold_open(jsd_enc *e)
{
    while (e->held < e->depth)
        Py_IncRef(e->open[e->held++]);
}

void
jsd_enc_let_go(jsd_enc *e)
{
    while (e->held > e->depth)
        Py_DecRef(e->open[--e->held]);
}

static PyObject *
ask(jsd_enc *e, PyObject *o)
{
    PyObject *made;

    Py_IncRef(o);
    made = PyObject_CallFunctionObjArgs(e->fallback, o, NULL);
    if (made == NULL)
        jsd_raise_type(e->state, jsd_type_of(jsd_abi.caps, o));
    Py_DecRef(o);
    e->calls++;
    return made;
}

static char *
by_default(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *made;

    if (e->fallback == NULL) {
        jsd_raise_type(e->state, jsd_type_of(jsd_abi.caps, o));
        return NULL;
    }
    if (e->default_depth == JSD_ENC_MAX_DEFAULT) {
        jsd_raise_encode(e->state,
                         "default serializer exceeds recursion limit");
        return NULL;
    }
    hold_open(e);
    made = ask(e, o);
    if (made == NULL)
        return NULL;
    e->default_depth++;
    p = e->engine->value(e, p, made);
    e->default_depth--;
    Py_DecRef(made);
    return p;
}

/* Subclasses of str, int, list and dict are written as what they hold; those
 * of tuple and float are not, as with orjson. */
char *
jsd_enc_other(jsd_enc *e, char *p, PyObject *o)
{
    unsigned long flags = PyType_GetFlags(jsd_type_of(jsd_abi.caps, o));

    if (e->options & JSD_OPT_PASSTHROUGH_SUBCLASS)
        return by_default(e, p, o);
    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        return jsd_enc_str(e, p, o);
    if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        return jsd_enc_int(e, p, o);
    if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        return e->engine->list(e, p, o);
    if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        return e->engine->dict(e, p, o);
    return by_default(e, p, o);
}

char *
jsd_enc_too_deep(const jsd_enc *e)
{
    jsd_raise_encode(e->state, "Recursion limit reached");
    return NULL;
}

char *
jsd_enc_bad_key(const jsd_enc *e)
{
    jsd_raise_encode(e->state, "Dict key must be str");
    return NULL;
}

char *
jsd_enc_dict_changed(const jsd_enc *e)
{
    jsd_raise_encode(e->state,
                     "dict changed its size while it was being encoded");
    return NULL;
}

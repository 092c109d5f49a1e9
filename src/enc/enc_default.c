/* SPDX-License-Identifier: MIT */
#include "enc/enc_default.h"

#include "enc/enc_call.h"
#include "enc/enc_raise.h"

/* Returns the result of default, a new reference. An exception of default
 * becomes the cause of a JSONEncodeError. */
static PyObject *
ask_default(jsd_enc *e, PyObject *o)
{
    PyObject *made = JSD_GATED(
        &e->gate, PyObject_CallFunctionObjArgs(e->fallback, o, NULL));

    if (made == NULL) {
        jsd_enc_raise_type(e, o);
    } else if (e->made != NULL &&
               JSD_GATED(&e->gate, PyList_Append(e->made, made)) < 0) {
        jsd_gate_drop(&e->gate, made);
        return NULL;
    }
    return made;
}

/* Returns whether a result of default(o) is being written. */
static bool
is_asked(const jsd_enc *e, const PyObject *o)
{
    const jsd_enc_asked *asked = e->asked;

    while (asked != NULL && asked->o != o)
        asked = asked->outer;
    return asked != NULL;
}

char *
jsd_enc_default(jsd_enc *e, char *p, PyObject *o)
{
    const jsd_enc_asked asked = {.outer = e->asked, .o = o};
    PyObject *made;

    if (e->fallback == NULL)
        return jsd_enc_raise_type(e, o);
    /* The standard library does not call default again in such a cycle. */
    if ((e->options & JSD_STANDARD) && is_asked(e, o))
        return jsd_enc_raise(e, "default() has returned a cycle");
    if (!jsd_enc_begin_value(e))
        return jsd_enc_default_too_deep(e);
    made = ask_default(e, o);
    if (made == NULL)
        return NULL;
    e->is_none = made == Py_None;
    e->asked = &asked;
    p = e->engine->value(e, p, made);
    e->asked = asked.outer;
    e->default_depth--;
    jsd_gate_drop(&e->gate, made);
    return p;
}

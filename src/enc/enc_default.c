/* SPDX-License-Identifier: MIT */
#include "enc/enc_default.h"

#include "py/error.h"

/* default may drop the last other reference to any container above o: each is
 * held until its writer leaves it. */
static void
hold_open(const jsd_enc *e)
{
    for (jsd_enc_open *f = e->open; f != NULL && !f->held; f = f->outer) {
        Py_IncRef(f->container);
        f->held = true;
    }
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

PyObject *
jsd_enc_ask_default(jsd_enc *e, PyObject *o)
{
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
    return ask(e, o);
}

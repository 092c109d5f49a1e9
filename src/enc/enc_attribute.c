/* SPDX-License-Identifier: MIT */
#include "enc/enc_attribute.h"

#include "py/error.h"

PyObject *
jsd_enc_attribute(jsd_enc *e, PyObject *o, PyObject *name)
{
    PyObject *value;

    jsd_enc_hold(e);
    Py_IncRef(o);
    value = PyObject_GetAttr(o, name);
    if (value == NULL)
        jsd_raise_from(e->state, "an attribute cannot be read");
    Py_DecRef(o);
    return value;
}

/* SPDX-License-Identifier: MIT */
#include "enc/enc_attribute.h"

#include "enc/enc_raise.h"

PyObject *
jsd_enc_attribute(jsd_enc *e, PyObject *o, PyObject *name)
{
    PyObject *value = JSD_GATED(&e->gate, PyObject_GetAttr(o, name));

    if (value == NULL)
        jsd_enc_raise_from(e, "an attribute cannot be read");
    return value;
}

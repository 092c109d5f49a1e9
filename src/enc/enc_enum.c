/* SPDX-License-Identifier: MIT */
#include "enc/enc_enum.h"

#include "enc/enc_attribute.h"
#include "py/class.h"

/* Where value is Enum's own it gives _value_, by way of Python code. */
PyObject *
jsd_enc_enum_value(jsd_enc *e, PyObject *o)
{
    jsd_types *types = &e->state->types;
    const jsd_class *c = jsd_class_find(types, jsd_type_of(jsd_abi.caps, o));

    return jsd_enc_attribute(
        e, o,
        types->names[c != NULL && c->plain_value ? JSD_NAME_PRIVATE_VALUE
                                                 : JSD_NAME_VALUE]);
}

char *
jsd_enc_enum(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *value = jsd_enc_enum_value(e, o);

    if (value == NULL)
        return NULL;
    if (e->default_depth == JSD_ENC_MAX_DEFAULT) { /* it may be its own */
        Py_DecRef(value);
        return jsd_enc_too_deep(e);
    }
    e->default_depth++;
    p = e->engine->value(e, p, value);
    e->default_depth--;
    Py_DecRef(value);
    return p;
}

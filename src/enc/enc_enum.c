/* SPDX-License-Identifier: MIT */
#include "enc/enc_enum.h"

#include "enc/enc_attribute.h"
#include "enc/enc_call.h"
#include "enc/enc_raise.h"
#include "py/class.h"
#include "py/facts.h"
#include "py/is_type.h"

/* Returns the name of o, a new str. A combination of flags may have none: NULL
 * with an exception. */
static PyObject *
read_name(jsd_enc *e, PyObject *o)
{
    PyObject *name =
        jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_NAME]);

    if (name == NULL || jsd_is_str(name))
        return name;
    jsd_gate_drop(&e->gate, name);
    jsd_enc_raise(e, "OPT_ENUM_NAME of an enum without a name");
    return NULL;
}

/* Returns the value of o, a new reference, or NULL with an exception. If the
 * class has Enum's own `value`, a property in Python, _value_ is read instead:
 * the same object without the call. */
static PyObject *
read_value(jsd_enc *e, PyObject *o)
{
    const jsd_class *c =
        jsd_class_find(&e->state->classes, jsd_type_of(jsd_abi.caps, o));

    return jsd_enc_attribute(e, o,
                             e->state->types.names[c != NULL && c->plain_value
                                                       ? JSD_NAME_PRIVATE_VALUE
                                                       : JSD_NAME_VALUE]);
}

PyObject *
jsd_enc_enum_value(jsd_enc *e, PyObject *o)
{
    return e->options & JSD_OPT(ENUM_NAME) ? read_name(e, o)
                                           : read_value(e, o);
}

char *
jsd_enc_enum(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *value = jsd_enc_enum_value(e, o);

    if (value == NULL)
        return NULL;
    e->is_none = value == Py_None;
    if (jsd_enc_begin_value(e)) { /* the value may be a member again */
        p = e->engine->value(e, p, value);
        e->default_depth--;
    } else {
        p = jsd_enc_too_deep(e);
    }
    jsd_gate_drop(&e->gate, value);
    return p;
}

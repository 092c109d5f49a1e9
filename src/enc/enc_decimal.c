/* SPDX-License-Identifier: MIT */
#include "enc/enc_decimal.h"

#include "enc/enc_number.h"

#include <math.h>

/* "-Infinity", "sNaN123": the first letter behind the sign tells. */
static char *
put_special(jsd_enc *e, char *p, const char *s)
{
    double value = s[*s == '-'] == 'I' ? (double)INFINITY : (double)NAN;

    return jsd_enc_no_number(e, p, *s == '-' ? -value : value);
}

/* A finite one is a sign, digits with or without a point between them, and
 * perhaps E with a sign and digits: JSON as it is. */
static char *
put_text(jsd_enc *e, char *p, const char *s, size_t n)
{
    bool quoted = (e->options & JSD_OPT(DECIMAL_STR)) != 0;
    char first = s[*s == '-'];

    if (!quoted && !(first >= '0' && first <= '9'))
        return put_special(e, p, s);
    p = jsd_enc_reserve(e, p, n + 2);
    if (p == NULL)
        return NULL;
    *p = '"';
    p += quoted;
    memcpy(p, s, n);
    p += n;
    *p = '"';
    return p + quoted;
}

char *
jsd_enc_decimal(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *decimal = atomic_load(&e->state->types.decimal);
    PyObject *str = JSD_GATED(
        &e->gate, PyObject_CallMethod(decimal, "__str__", "O", o));
    PyObject *ascii =
        str == NULL ? NULL
                    : JSD_GATED(&e->gate, PyUnicode_AsASCIIString(str));

    jsd_gate_drop(&e->gate, str);
    if (ascii == NULL)
        return jsd_enc_raise_from(e, "a Decimal cannot be read");
    p = put_text(e, p, PyBytes_AsString(ascii), (size_t)PyBytes_Size(ascii));
    jsd_drop_inert(ascii);
    return p;
}

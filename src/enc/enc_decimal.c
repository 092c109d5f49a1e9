/* SPDX-License-Identifier: MIT */
#include "enc/enc_decimal.h"

#include "enc/enc_number.h"
#include "enc/enc_raise.h"

#include <math.h>

/* Writes the text s of an infinity or a NaN, such as "-Infinity" or "sNaN123",
 * as the options say. NULL with an exception. */
static char *
put_decimal_special(jsd_enc *e, char *p, const char *s)
{
    double value = s[*s == '-'] == 'I' ? (double)INFINITY : (double)NAN;

    return jsd_enc_no_number(e, p, *s == '-' ? -value : value);
}

static const char *
skip_decimal_digits(const char *s)
{
    while (*s >= '0' && *s <= '9')
        s++;
    return s;
}

/* Returns whether s, which ends in a zero, is a JSON number. The text of a
 * finite Decimal is one: a sign, digits with an optional point, and an
 * optional exponent. It is checked because decimal may be the module in
 * Python, whose instances any code can change. */
static bool
is_number(const char *s)
{
    const char *digits = s + (*s == '-');

    s = skip_decimal_digits(digits);
    if (s == digits || (*digits == '0' && s - digits > 1))
        return false;
    if (*s == '.') {
        digits = s + 1;
        s = skip_decimal_digits(digits);
        if (s == digits)
            return false;
    }
    if (*s == 'E' || *s == 'e') {
        digits = s + 1 + (s[1] == '+' || s[1] == '-');
        s = skip_decimal_digits(digits);
        if (s == digits)
            return false;
    }
    return *s == '\0';
}

/* Returns whether s, of n bytes, is the text of a Decimal: a number, or a word
 * such as "NaN123" or "-Infinity". */
static bool
is_decimal(const char *s, size_t n)
{
    const char *letters = s + (*s == '-');

    if (strlen(s) != n)
        return false;
    if (is_number(s))
        return true;
    for (s = letters; (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z');)
        s++;
    return s != letters && *skip_decimal_digits(s) == '\0';
}

static char *
put_decimal_text(jsd_enc *e, char *p, const char *s, size_t n)
{
    bool quoted = (e->options & JSD_OPT(DECIMAL_STR)) != 0;
    char first = s[*s == '-'];

    if (!quoted && !(first >= '0' && first <= '9'))
        return put_decimal_special(e, p, s);
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

static char *
put_checked(jsd_enc *e, char *p, PyObject *ascii)
{
    const char *s = PyBytes_AsString(ascii);
    const size_t n = (size_t)PyBytes_Size(ascii);

    return is_decimal(s, n)
               ? put_decimal_text(e, p, s, n)
               : jsd_enc_raise(e, "the text of a Decimal is no number");
}

/* Returns the class Decimal that the type of o is or is derived from, in C or
 * in Python: borrowed. NULL if the type has changed. */
static PyObject *
decimal_base_type(jsd_enc *e, PyObject *o)
{
    PyObject *of[] = {atomic_load(&e->state->types.decimal),
                      atomic_load(&e->state->types.python_decimal)};
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);

    for (size_t i = 0; i < JSD_COUNTOF(of); i++)
        if (of[i] != NULL && PyType_IsSubtype(type, (PyTypeObject *)of[i]))
            return of[i];
    return NULL;
}

char *
jsd_enc_decimal(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *decimal = decimal_base_type(e, o), *str = NULL, *ascii = NULL;

    if (decimal != NULL)
        str = JSD_GATED(&e->gate,
                        PyObject_CallMethod(decimal, "__str__", "O", o));
    if (str != NULL)
        ascii = JSD_GATED(&e->gate, PyUnicode_AsASCIIString(str));
    jsd_gate_drop(&e->gate, str);
    if (ascii == NULL)
        return jsd_enc_raise_from(e, "a Decimal cannot be read");
    p = put_checked(e, p, ascii);
    jsd_drop_inert(ascii);
    return p;
}

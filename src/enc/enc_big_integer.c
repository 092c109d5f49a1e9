/* SPDX-License-Identifier: MIT */
#include "enc/enc_big_integer.h"

/* No limit can be below 640 digits. */
enum { PART = 600 };

/* Its value as an exact int: digits of base 16 are not limited, and no method
 * of a subclass is asked. */
static PyObject *
exact(PyObject *o, bool *negative)
{
    PyObject *str = PyNumber_ToBase(o, 16);
    PyObject *hex = str == NULL ? NULL : PyUnicode_AsASCIIString(str);
    PyObject *value = NULL;

    if (hex != NULL) {
        const char *digits = PyBytes_AsString(hex);

        *negative = *digits == '-';
        value = PyLong_FromString(digits + *negative, NULL, 16);
    }
    Py_DecRef(hex);
    Py_DecRef(str);
    return value;
}

/* 10 to the power of PART. */
static PyObject *
new_unit(void)
{
    PyObject *ten = PyLong_FromLong(10), *power = PyLong_FromLong(PART);
    PyObject *unit = ten == NULL || power == NULL
                         ? NULL
                         : PyNumber_Power(ten, power, Py_None);

    Py_DecRef(ten);
    Py_DecRef(power);
    return unit;
}

/* Its digits in base 10^PART, the lowest first: a new list. Takes n over. */
static PyObject *
split(PyObject *n, PyObject *unit)
{
    PyObject *parts = unit == NULL ? NULL : PyList_New(0);
    int more = parts == NULL ? -1 : 1;

    while (more > 0) {
        PyObject *both = PyNumber_Divmod(n, unit);

        Py_DecRef(n);
        n = NULL;
        more =
            both == NULL ? -1 : PyList_Append(parts, PyTuple_GetItem(both, 1));
        if (more == 0) {
            n = PyTuple_GetItem(both, 0);
            Py_IncRef(n);
            more = PyObject_IsTrue(n);
        }
        Py_DecRef(both);
    }
    Py_DecRef(n);
    if (more == 0)
        return parts;
    Py_DecRef(parts);
    return NULL;
}

/* With zeros before it, where it is not the first. */
static char *
put_part(jsd_enc *e, char *p, PyObject *part, bool first)
{
    PyObject *str = PyNumber_ToBase(part, 10);
    PyObject *ascii = str == NULL ? NULL : PyUnicode_AsASCIIString(str);
    size_t n = ascii == NULL ? 0 : (size_t)PyBytes_Size(ascii);

    Py_DecRef(str);
    p = ascii == NULL ? NULL : jsd_enc_reserve(e, p, PART);
    if (p != NULL) {
        size_t zeros = first ? 0 : PART - n;

        memset(p, '0', zeros);
        memcpy(p + zeros, PyBytes_AsString(ascii), n);
        p += zeros + n;
    }
    Py_DecRef(ascii);
    return p;
}

char *
jsd_enc_big_integer(jsd_enc *e, char *p, PyObject *o)
{
    bool negative = false;
    PyObject *unit = new_unit();
    PyObject *n = exact(o, &negative);
    PyObject *parts = n == NULL ? NULL : split(n, unit);
    Py_ssize_t count = parts == NULL ? 0 : PyList_Size(parts);

    Py_DecRef(unit);
    if (parts == NULL)
        return NULL;
    *p = '-';
    p += negative;
    for (Py_ssize_t i = count; i-- > 0 && p != NULL;)
        p = put_part(e, p, PyList_GetItem(parts, i), i == count - 1);
    Py_DecRef(parts);
    return p;
}

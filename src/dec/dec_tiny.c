/* SPDX-License-Identifier: MIT */
#include "dec/dec_tiny.h"

#include "py/gate.h"

/* Reads digits without a leading zero. */
static PyObject *
tiny_integer(const char *s, size_t n)
{
    long long number = 0;

    if (n > 18 || (s[0] == '0' && n > 1))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const unsigned digit = (unsigned char)s[i] - (unsigned)'0';

        if (digit > 9)
            return NULL;
        number = number * 10 + digit;
    }
    return PyLong_FromLongLong(number);
}

/* Reads a string of ASCII without escapes. */
static PyObject *
tiny_string(const char *s, size_t n)
{
    if (n < 2 || s[n - 1] != '"')
        return NULL;
    for (size_t i = 1; i < n - 1; i++) {
        const unsigned char c = (unsigned char)s[i];

        if (c < ' ' || c >= 0x80 || c == '"' || c == '\\')
            return NULL;
    }
    return PyUnicode_FromStringAndSize(s + 1, (Py_ssize_t)n - 2);
}

/* Reads {} or []. The text begins with { or [. */
static PyObject *
tiny_container(const char *s, size_t n)
{
    _Static_assert('[' + 2 == ']' && '{' + 2 == '}', "of ASCII");
    if (n != 2 || s[1] != s[0] + 2)
        return NULL;
    return s[0] == '{' ? JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New())
                       : JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0));
}

PyObject *
jsd_dec_tiny(const char *s, size_t n)
{
    PyObject *value;

    _Static_assert(('[' | 0x20) == '{', "of ASCII");
    if ((s[0] | 0x20) == '{')
        value = tiny_container(s, n);
    else if (s[0] == '"')
        value = tiny_string(s, n);
    else
        value = tiny_integer(s, n);
    if (JSD_UNLIKELY(value == NULL) && PyErr_Occurred() != NULL)
        JSD_GATED(JSD_NOTHING_BORROWED, PyErr_Clear()); /* no memory */
    return value;
}

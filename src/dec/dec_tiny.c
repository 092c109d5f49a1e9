/* SPDX-License-Identifier: MIT */
#include "dec/dec_tiny.h"

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

PyObject *
jsd_dec_tiny_text(const char *s, size_t n)
{
    return jsd_dec_tiny_or_null(s[0] == '"' ? tiny_string(s, n)
                                            : tiny_integer(s, n));
}

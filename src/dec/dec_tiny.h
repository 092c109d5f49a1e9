/* SPDX-License-Identifier: MIT
 *
 * Documents of a few bytes that are frequent as such: {}, [], small numbers
 * and short strings. Reading them here avoids half of the cost of a call of
 * the decoder.
 *
 * The functions return a new reference; NULL without an exception if the
 * document is no such one, or if there is no memory: the decoder reads it
 * then.
 */
#ifndef JSONDE_DEC_DEC_TINY_H
#define JSONDE_DEC_DEC_TINY_H

#include "abi/bytes.h"
#include "abi/str.h"
#include "py/gate.h"

/* The most bytes of such a document. */
enum { JSD_DEC_TINY = 20 };

/* Decodes a number or a string of n bytes, 1 to JSD_DEC_TINY. */
PyObject *jsd_dec_tiny_text(const char *s, size_t n);

/* Returns value, and clears the exception if it is NULL. */
JSD_INLINE PyObject *
jsd_dec_tiny_or_null(PyObject *value)
{
    if (JSD_UNLIKELY(value == NULL) && PyErr_Occurred() != NULL)
        JSD_GATED(JSD_NOTHING_BORROWED, PyErr_Clear()); /* no memory */
    return value;
}

/* Decodes n > 0 bytes that begin with { or [. */
JSD_INLINE PyObject *
jsd_dec_tiny_container(const char *s, size_t n)
{
    _Static_assert('[' + 2 == ']' && '{' + 2 == '}', "of ASCII");
    if (n != 2 || s[1] != s[0] + 2)
        return NULL;
    return jsd_dec_tiny_or_null(
        s[0] == '{' ? JSD_GATED(JSD_NOTHING_BORROWED, PyDict_New())
                    : JSD_GATED(JSD_NOTHING_BORROWED, PyList_New(0)));
}

/* Decodes bytes or an ASCII str. */
JSD_INLINE PyObject *
jsd_dec_tiny(PyObject *source)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_STR | JSD_CAP_BYTES;
    PyTypeObject *type;
    const void *data;
    const char *s;
    size_t n;

    if (JSD_UNLIKELY((jsd_abi.caps & needs) != needs))
        return NULL;
    type = jsd_type_of(needs, source);
    if (type == &PyUnicode_Type) {
        if (!jsd_str_ascii(needs, source, &s, &n))
            return NULL;
    } else if (type == &PyBytes_Type) {
        jsd_bytes_peek(needs, source, &data, &n);
        s = data;
    } else {
        return NULL;
    }
    if (n - 1 >= JSD_DEC_TINY)
        return NULL;
    _Static_assert(('[' | 0x20) == '{', "of ASCII");
    return (s[0] | 0x20) == '{' ? jsd_dec_tiny_container(s, n)
                                : jsd_dec_tiny_text(s, n);
}

#endif

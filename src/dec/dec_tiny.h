/* SPDX-License-Identifier: MIT
 *
 * Documents of a few bytes that are frequent as such: {}, [], small numbers
 * and short strings. Reading them here avoids half of the cost of a call of
 * the decoder.
 *
 */
#ifndef JSONDE_DEC_DEC_TINY_H
#define JSONDE_DEC_DEC_TINY_H

#include "abi/bytes.h"
#include "abi/str.h"

/* The most bytes of such a document. */
enum { JSD_DEC_TINY = 20 };

/* Decodes n bytes, 1 to JSD_DEC_TINY. Returns a new reference; or NULL without
 * an exception if the document is no such one, or if there is no memory: the
 * decoder reads it then. */
PyObject *jsd_dec_tiny(const char *s, size_t n);

/* Returns whether source is bytes or an ASCII str of a length that
 * jsd_dec_tiny() takes. Sets *s and *n to its text. */
JSD_INLINE bool
jsd_dec_is_tiny(PyObject *source, const char **s, size_t *n)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_STR | JSD_CAP_BYTES;
    PyTypeObject *type;
    const void *data;

    if (JSD_UNLIKELY((jsd_abi.caps & needs) != needs))
        return false;
    type = jsd_type_of(needs, source);
    if (type == &PyUnicode_Type) {
        if (!jsd_str_ascii(needs, source, s, n))
            return false;
    } else if (type == &PyBytes_Type) {
        jsd_bytes_peek(needs, source, &data, n);
        *s = data;
    } else {
        return false;
    }
    return *n - 1 < JSD_DEC_TINY;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Keys of dicts that are no str (OPT_NON_STR_KEYS), and those of attributes.
 * Used by the engines.
 */
#ifndef JSONDE_ENC_ENC_KEY_H
#define JSONDE_ENC_ENC_KEY_H

#include "abi/str.h"
#include "enc/enc.h"

/* Returns the text of a key that is no exact str: a new str, or NULL with an
 * exception, also when the options do not let it be a key. It may run Python
 * code, during which it owns key. */
JSD_COLD PyObject *jsd_enc_key(jsd_enc *e, PyObject *key);

/* A member with such a key, and its separator; what fails has its place in the
 * path. */
JSD_COLD char *jsd_enc_nonstr_key_member(jsd_enc *e, char *p, PyObject *key,
                                         PyObject *value);

/* Whether an attribute's name begins with "_". What is no str does not. */
JSD_INLINE bool
jsd_enc_key_is_private(jsd_caps caps, PyObject *key)
{
    const char *s;
    size_t n;

    if (jsd_type_of(caps, key) != &PyUnicode_Type)
        return false;
    if ((caps & JSD_CAP_STR) && JSD_LIKELY(jsd_str_ascii(caps, key, &s, &n)))
        return *s == '_'; /* an empty one ends in a zero */
    return PyUnicode_GetLength(key) > 0 && PyUnicode_ReadChar(key, 0) == '_';
}

#endif

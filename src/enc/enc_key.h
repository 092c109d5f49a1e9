/* SPDX-License-Identifier: MIT
 *
 * Keys of dicts that are not str (OPT_NON_STR_KEYS), and names of attributes.
 */
#ifndef JSONDE_ENC_ENC_KEY_H
#define JSONDE_ENC_ENC_KEY_H

#include "abi/str.h"
#include "enc/enc.h"

/* Returns the text of key, which is not an exact str, as a new str. NULL with
 * an exception, also if the options do not permit such a key. May run Python
 * code. key is owned meanwhile. */
JSD_COLD PyObject *jsd_enc_key(jsd_enc *e, PyObject *key);

/* Writes a member whose key is not an exact str, with its separator. NULL with
 * an exception, to whose path the key was added. */
char *jsd_enc_nonstr_key_member(jsd_enc *e, char *p, PyObject *key,
                                PyObject *value);

/* Returns whether key is an exact str that begins with "_". */
JSD_INLINE bool
jsd_enc_key_is_private(jsd_caps caps, PyObject *key)
{
    const char *s;
    size_t n;

    if (jsd_type_of(caps, key) != &PyUnicode_Type)
        return false;
    if ((caps & JSD_CAP_STR) && JSD_LIKELY(jsd_str_ascii(caps, key, &s, &n)))
        return *s == '_'; /* an empty str ends in a zero */
    return PyUnicode_GetLength(key) > 0 && PyUnicode_ReadChar(key, 0) == '_';
}

#endif

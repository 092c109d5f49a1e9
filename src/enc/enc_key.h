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

/* Reads a key whose member can be written without Python code: an int of at
 * most 64 bits, if no option changes how it is written. Its range is
 * JSD_INT_BIG for any other key. */
jsd_enc_int_key jsd_enc_read_int_key(jsd_enc *e, PyObject *key);

/* Writes the digits of a key, in quotes, and its colon. Returns the end of the
 * text, or NULL with an exception. */
char *jsd_enc_put_int_key(jsd_enc *e, char *p, jsd_enc_int_key key);

/* Writes a member with such a key, and the separator after it. */
char *jsd_enc_int_key_member(jsd_enc *e, char *p, jsd_enc_int_key key,
                             PyObject *value);

/* Writes a member whose key is converted by jsd_enc_key(), and the separator
 * after it. */
char *jsd_enc_converted_key_member(jsd_enc *e, char *p, PyObject *key,
                                   PyObject *value);

/* Writes a member whose key is not an exact str, with its separator. NULL with
 * an exception, to whose path the key was added. */
JSD_INLINE char *
jsd_enc_nonstr_key_member(jsd_enc *e, char *p, PyObject *key, PyObject *value)
{
    const jsd_enc_int_key found = jsd_enc_read_int_key(e, key);

    return JSD_LIKELY(found.range != JSD_INT_BIG)
               ? jsd_enc_int_key_member(e, p, found, value)
               : jsd_enc_converted_key_member(e, p, key, value);
}

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

/* SPDX-License-Identifier: MIT
 *
 * The types and keys that the standard library's module json accepts, for
 * jsonde.json: the option JSD_STANDARD. After an exception the caller passes
 * the object to the standard library, which accepts it or raises its own
 * exception.
 */
#ifndef JSONDE_ENC_ENC_STANDARD_H
#define JSONDE_ENC_ENC_STANDARD_H

#include "enc/enc.h"

/* Writes an object that is not an instance of exactly str, int, float, bool,
 * list, tuple or dict. The caller owns it. NULL with an exception. */
char *jsd_enc_standard(jsd_enc *e, char *p, PyObject *o);

/* Returns the text of a key that is not exactly a str, a new reference. The
 * caller owns key. NULL with an exception. */
PyObject *jsd_enc_standard_key(jsd_enc *e, PyObject *key);

#endif

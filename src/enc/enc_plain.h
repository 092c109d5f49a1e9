/* SPDX-License-Identifier: MIT
 *
 * Writers of the engine that uses the accessors of abi/, whatever they can.
 * Used by the other engines and encode.c.
 */
#ifndef JSONDE_ENC_ENC_PLAIN_H
#define JSONDE_ENC_ENC_PLAIN_H

#include "abi/dict.h"
#include "enc/enc.h"

char *jsd_enc_plain_value(jsd_enc *e, char *p, PyObject *o);
char *jsd_enc_plain_dict(jsd_enc *e, char *p, PyObject *o);

/* The members that it has not given yet, of a dict that is entered and begun,
 * and its end. */
char *jsd_enc_plain_members(jsd_enc *e, char *p, jsd_dict_iter *it);

#endif

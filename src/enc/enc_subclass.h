/* SPDX-License-Identifier: MIT
 *
 * Instances of subclasses of datetime, date, time and UUID, written as their
 * base class (OPT_SERIALIZE_SUBCLASSES).
 */
#ifndef JSONDE_ENC_ENC_SUBCLASS_H
#define JSONDE_ENC_ENC_SUBCLASS_H

#include "enc/enc.h"

/* Writes o as its base class is written; null if o is not equal to itself, as
 * pandas.NaT. NULL with an exception. The caller owns o. Runs Python code. */
char *jsd_enc_subclass(jsd_enc *e, char *p, PyObject *o);

/* Writes o without quotes, for a key. NULL with an exception. The caller owns
 * o. Runs Python code. */
char *jsd_enc_subclass_text(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Subclasses of datetime, date, time and UUID, as their base.
 * Used by enc_dispatch.c and enc_key.c.
 */
#ifndef JSONDE_ENC_ENC_SUBCLASS_H
#define JSONDE_ENC_ENC_SUBCLASS_H

#include "enc/enc.h"

/* Writes o as its base is written; null for one that is unequal to itself, as
 * pandas.NaT is. The caller owns o. */
char *jsd_enc_subclass(jsd_enc *e, char *p, PyObject *o);

/* Writes o without quotes, as a key. The caller owns o. */
char *jsd_enc_subclass_text(jsd_enc *e, char *p, PyObject *o);

#endif

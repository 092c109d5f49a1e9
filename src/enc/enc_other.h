/* SPDX-License-Identifier: MIT
 *
 * What is rarer: a value whose type none of the engines' own is. Its kind and
 * the options say which writer it gets, or whether dumps()'s default is asked.
 * Used by the engines.
 */
#ifndef JSONDE_ENC_ENC_OTHER_H
#define JSONDE_ENC_ENC_OTHER_H

#include "enc/enc.h"

char *jsd_enc_other(jsd_enc *e, char *p, PyObject *o);

/* Asks default, and writes what it gives. */
char *jsd_enc_default(jsd_enc *e, char *p, PyObject *o);

/* Raises that another thread, or user code, has changed a dict that is being
 * written; NULL. */
JSD_COLD char *jsd_enc_dict_changed(jsd_enc *e);

#endif

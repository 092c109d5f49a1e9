/* SPDX-License-Identifier: MIT
 *
 * What is rarer: a value whose type none of the engines' own is. Its kind and
 * the options say which writer it gets, or whether dumps()'s default is asked.
 * Used by the engines.
 */
#ifndef JSONDE_ENC_ENC_DISPATCH_H
#define JSONDE_ENC_ENC_DISPATCH_H

#include "enc/enc.h"

char *jsd_enc_dispatch(jsd_enc *e, char *p, PyObject *o);

/* Asks default, and writes what it gives. */
char *jsd_enc_default(jsd_enc *e, char *p, PyObject *o);

/* The options of which each would let o be written, for a message; none where
 * one of them is set already. -1 with an exception that is no Exception, or
 * tells of no memory. It may run Python code. The caller owns o. */
JSD_MUST_CHECK int jsd_enc_find_options(jsd_enc *e, PyObject *o,
                                        jsd_options *options);

/* Raises that another thread, or user code, has changed a dict that is being
 * written; NULL. */
JSD_COLD char *jsd_enc_dict_changed(jsd_enc *e);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The slow path for a value of a type that the engines do not write by
 * themselves. The kind of its class (py/types.h) and the options decide which
 * writer it gets, or that default() is called. The dispatcher owns the object
 * while its writer runs, unless the row of its kind says otherwise.
 */
#ifndef JSONDE_ENC_ENC_DISPATCH_H
#define JSONDE_ENC_ENC_DISPATCH_H

#include "enc/enc.h"

/* Writes o, an object of any type. NULL with an exception. May run Python
 * code. */
char *jsd_enc_dispatch(jsd_enc *e, char *p, PyObject *o);

/* Sets *options to the options that would make o serializable, each by itself,
 * for a message. Sets it to 0 if one of them is set already. Returns 0.
 * Returns -1 with an exception if it is a MemoryError or no Exception. May run
 * Python code. The caller owns o. */
JSD_MUST_CHECK int jsd_enc_find_options(jsd_enc *e, PyObject *o,
                                        jsd_options *options);

#endif

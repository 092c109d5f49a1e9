/* SPDX-License-Identifier: MIT
 *
 * OPT_BIG_INTEGER: an int beyond 64 bits, whatever limit
 * sys.set_int_max_str_digits() has set. It runs no Python code, as Python's
 * own arithmetic with such numbers may (signal handlers, the module _pylong):
 * an int is a leaf for the engines.
 */
#ifndef JSONDE_ENC_ENC_BIG_INTEGER_H
#define JSONDE_ENC_ENC_BIG_INTEGER_H

#include "enc/enc.h"

JSD_COLD char *jsd_enc_big_integer(jsd_enc *e, char *p, PyObject *o);

/* Its digits as a new str, or NULL with an exception. */
JSD_COLD PyObject *jsd_enc_big_integer_text(jsd_enc *e, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * OPT_BIG_INTEGER: ints of more than 64 bits, whatever limit
 * sys.set_int_max_str_digits() has set. The functions run no Python code
 * unless they fail, while CPython's own conversion may (signal handlers, the
 * module _pylong). So the engines may treat every int as a leaf.
 */
#ifndef JSONDE_ENC_ENC_BIG_INTEGER_H
#define JSONDE_ENC_ENC_BIG_INTEGER_H

#include "enc/enc.h"

JSD_COLD char *jsd_enc_big_integer(jsd_enc *e, char *p, PyObject *o);

/* Returns the digits of o as a new str, or NULL with an exception. */
JSD_COLD PyObject *jsd_enc_big_integer_text(jsd_enc *e, PyObject *o);

#endif

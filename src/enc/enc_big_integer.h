/* SPDX-License-Identifier: MIT
 *
 * OPT_BIG_INTEGER: an int beyond 64 bits, digit by digit, whatever limit
 * sys.set_int_max_str_digits() has set. Used by enc_number.c. It takes the
 * square of the number of digits, as Python does.
 */
#ifndef JSONDE_ENC_ENC_BIG_INTEGER_H
#define JSONDE_ENC_ENC_BIG_INTEGER_H

#include "enc/enc.h"

JSD_COLD char *jsd_enc_big_integer(jsd_enc *e, char *p, PyObject *o);

#endif

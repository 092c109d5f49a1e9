/* SPDX-License-Identifier: MIT
 *
 * int and float as JSON numbers, as the options say. The engines write most
 * numbers by themselves; here are big ints, NaN and infinities.
 */
#ifndef JSONDE_ENC_ENC_NUMBER_H
#define JSONDE_ENC_ENC_NUMBER_H

#include "abi/number.h"
#include "enc/enc.h"
#include "num/dtoa_inline.h"

/* Writes any int, or an instance of a subclass. NULL with an exception. */
char *jsd_enc_int(jsd_enc *e, char *p, PyObject *o);

/* Writes NaN or an infinity: null unless the options say otherwise. NULL with
 * an exception. */
JSD_COLD char *jsd_enc_no_number(jsd_enc *e, char *p, double value);

/* Writes any float. NULL with an exception. */
char *jsd_enc_float_styled(jsd_enc *e, char *p, double value);

#endif

/* SPDX-License-Identifier: MIT
 *
 * int and float to JSON numbers.
 * Used by the engines and the other writers.
 */
#ifndef JSONDE_ENC_ENC_NUMBER_H
#define JSONDE_ENC_ENC_NUMBER_H

#include "abi/number.h"
#include "enc/enc.h"
#include "num/dtoa_inline.h"

/* Any int, as the options have it. */
char *jsd_enc_int(jsd_enc *e, char *p, PyObject *o);

/* NaN and the infinities, as the options have it: null by default. */
JSD_COLD char *jsd_enc_no_number(jsd_enc *e, char *p, double value);

/* Any float, as the options have it. */
char *jsd_enc_float_styled(jsd_enc *e, char *p, double value);

#endif

/* SPDX-License-Identifier: MIT
 *
 * OPT_DECIMAL and OPT_DECIMAL_STR: Decimal with its exact digits, as str()
 * has them. Used by enc_dispatch.c. No method of a subclass is asked.
 */
#ifndef JSONDE_ENC_ENC_DECIMAL_H
#define JSONDE_ENC_ENC_DECIMAL_H

#include "enc/enc.h"

char *jsd_enc_decimal(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * OPT_DECIMAL and OPT_DECIMAL_STR: a Decimal with the exact digits that str()
 * gives. Only the __str__ of Decimal itself is called, not that of a subclass.
 */
#ifndef JSONDE_ENC_ENC_DECIMAL_H
#define JSONDE_ENC_ENC_DECIMAL_H

#include "enc/enc.h"

char *jsd_enc_decimal(jsd_enc *e, char *p, PyObject *o);

#endif

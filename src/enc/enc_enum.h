/* SPDX-License-Identifier: MIT
 *
 * Members of enums as their value, or as their name with OPT_ENUM_NAME.
 */
#ifndef JSONDE_ENC_ENC_ENUM_H
#define JSONDE_ENC_ENC_ENUM_H

#include "enc/enc.h"

/* Returns the value (or name) of the member o, a new reference. NULL with an
 * exception. Runs Python code. The caller owns o. */
PyObject *jsd_enc_enum_value(jsd_enc *e, PyObject *o);

char *jsd_enc_enum(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Members of enums, as their values. Used by enc_dispatch.c and enc_key.c.
 */
#ifndef JSONDE_ENC_ENC_ENUM_H
#define JSONDE_ENC_ENC_ENUM_H

#include "enc/enc.h"

/* The value of a member: new; NULL with an exception. Runs user code. */
PyObject *jsd_enc_enum_value(jsd_enc *e, PyObject *o);

char *jsd_enc_enum(jsd_enc *e, char *p, PyObject *o);

#endif

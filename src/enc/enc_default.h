/* SPDX-License-Identifier: MIT
 *
 * Objects that have no JSON of their own: dumps()'s default is asked.
 * Used by encode.c alone. This is the one place where user code runs.
 */
#ifndef JSONDE_ENC_ENC_DEFAULT_H
#define JSONDE_ENC_ENC_DEFAULT_H

#include "enc/enc.h"

/* What default makes of o: new, or NULL with a JSONEncodeError (whose cause
 * is what default raised). */
JSD_COLD PyObject *jsd_enc_ask_default(jsd_enc *e, PyObject *o);

#endif

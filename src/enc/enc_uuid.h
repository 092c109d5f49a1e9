/* SPDX-License-Identifier: MIT
 *
 * uuid.UUID as RFC 9562 writes it. Used by enc_dispatch.c and enc_key.c.
 */
#ifndef JSONDE_ENC_ENC_UUID_H
#define JSONDE_ENC_ENC_UUID_H

#include "enc/enc.h"

/* Without quotes, where JSD_ENC_ROOM is free. NULL with an exception. Runs
 * user code. */
char *jsd_enc_uuid_text(jsd_enc *e, char *p, PyObject *o);

char *jsd_enc_uuid(jsd_enc *e, char *p, PyObject *o);

#endif

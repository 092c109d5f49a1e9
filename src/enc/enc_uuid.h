/* SPDX-License-Identifier: MIT
 *
 * uuid.UUID as RFC 9562 writes it. The int of a UUID is read from its slot,
 * whose place abi/slot.h learns from the first UUIDs.
 */
#ifndef JSONDE_ENC_ENC_UUID_H
#define JSONDE_ENC_ENC_UUID_H

#include "enc/enc.h"

/* Writes o without quotes, with JSD_ENC_ROOM free bytes at p. NULL with an
 * exception. May run Python code. */
char *jsd_enc_uuid_text(jsd_enc *e, char *p, PyObject *o);

char *jsd_enc_uuid(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * OPT_SERIALIZE_BUFFER: what exports a buffer of numbers, as nested arrays.
 * Used by enc_other.c and enc_bytes.c.
 */
#ifndef JSONDE_ENC_ENC_BUFFER_H
#define JSONDE_ENC_ENC_BUFFER_H

#include "enc/enc.h"

/* Those of other things (jsd_exporter_acquire) are left to default. */
char *jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * What exports a buffer of numbers: as nested arrays, or by enc_base64.h.
 * Used by enc_other.c and enc_bytes.c.
 */
#ifndef JSONDE_ENC_ENC_BUFFER_H
#define JSONDE_ENC_ENC_BUFFER_H

#include "enc/enc.h"

/* The options that make JSON of them. */
#define JSD_ENC_BUFFERS (JSD_OPT(SERIALIZE_BUFFER) | JSD_OPT(BUFFER_BASE64))

/* Those of other things (jsd_exporter_acquire) are left to default. */
char *jsd_enc_buffer(jsd_enc *e, char *p, PyObject *o);

#endif

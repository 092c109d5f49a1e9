/* SPDX-License-Identifier: MIT
 *
 * Writes bytes, bytearray and other contiguous buffers of bytes as a JSON
 * string (OPT_BYTES_BASE64, _BASE64URL, _HEX, _UTF8) or as numbers
 * (OPT_BYTES_NUMBERS).
 */
#ifndef JSONDE_ENC_ENC_BYTES_H
#define JSONDE_ENC_ENC_BYTES_H

#include "enc/enc.h"

/* Returns 1 if o exports a buffer of bytes, 0 if not, -1 with an exception.
 * Python code may run. */
JSD_MUST_CHECK int jsd_enc_bytes_fit(jsd_enc *e, PyObject *o);

char *jsd_enc_bytes(jsd_enc *e, char *p, PyObject *o);

#endif

/* SPDX-License-Identifier: MIT
 *
 * OPT_BYTES_*: bytes, bytearray and other contiguous buffers of bytes as a
 * JSON string; or as numbers, by OPT_BYTES_NUMBERS. Used by enc_dispatch.c.
 */
#ifndef JSONDE_ENC_ENC_BYTES_H
#define JSONDE_ENC_ENC_BYTES_H

#include "enc/enc.h"

/* Whether o has a buffer of bytes: 1, 0, or -1 with an exception. It may run
 * user code. */
JSD_MUST_CHECK int jsd_enc_bytes_fit(jsd_enc *e, PyObject *o);

char *jsd_enc_bytes(jsd_enc *e, char *p, PyObject *o);

#endif

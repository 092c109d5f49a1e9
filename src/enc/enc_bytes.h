/* SPDX-License-Identifier: MIT
 *
 * OPT_BYTES_*: bytes, bytearray and contiguous memoryviews of bytes as a JSON
 * string. Used by enc_other.c.
 */
#ifndef JSONDE_ENC_ENC_BYTES_H
#define JSONDE_ENC_ENC_BYTES_H

#include "enc/enc.h"

char *jsd_enc_bytes(jsd_enc *e, char *p, PyObject *o);

#endif

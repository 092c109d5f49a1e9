/* SPDX-License-Identifier: MIT
 *
 * OPT_BUFFER_BASE64: writes an array of numbers as {"dtype": ..., "shape":
 * ..., "data": ...}, with the data in base64. The data is read where it lies;
 * only a strided array is copied, in pieces of COPIED bytes.
 */
#ifndef JSONDE_ENC_ENC_BASE64_H
#define JSONDE_ENC_ENC_BASE64_H

#include "enc/enc.h"
#include "num/array.h"

/* Writes array, whose data o exports. The caller holds the export, since other
 * threads may run meanwhile. NULL with an exception. */
char *jsd_enc_base64(jsd_enc *e, char *p, PyObject *o, const jsd_array *array);

#endif

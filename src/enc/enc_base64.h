/* SPDX-License-Identifier: MIT
 *
 * OPT_BUFFER_BASE64: an array of numbers as an object of dtype, shape, data.
 * Used by enc_buffer.c. No copy of the data is made but its text.
 */
#ifndef JSONDE_ENC_ENC_BASE64_H
#define JSONDE_ENC_ENC_BASE64_H

#include "enc/enc.h"
#include "num/array.h"

/* o, which the caller holds, exports the array as long as that takes: other
 * threads may run. */
char *jsd_enc_base64(jsd_enc *e, char *p, PyObject *o, const jsd_array *array);

#endif

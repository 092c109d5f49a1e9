/* SPDX-License-Identifier: MIT
 *
 * Attribute reads for writers. A failed read becomes a JSONEncodeError.
 */
#ifndef JSONDE_ENC_ENC_ATTRIBUTE_H
#define JSONDE_ENC_ENC_ATTRIBUTE_H

#include "enc/enc.h"

/* Returns the attribute name of o, a new reference. An exception of the
 * attribute becomes the cause of a JSONEncodeError; then NULL. Runs Python
 * code. The caller owns o. */
PyObject *jsd_enc_attribute(jsd_enc *e, PyObject *o, PyObject *name);

#endif

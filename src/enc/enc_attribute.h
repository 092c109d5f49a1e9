/* SPDX-License-Identifier: MIT
 *
 * Attributes of objects that are being written. Used by the writers.
 */
#ifndef JSONDE_ENC_ENC_ATTRIBUTE_H
#define JSONDE_ENC_ENC_ATTRIBUTE_H

#include "enc/enc.h"

/* An attribute of o: new; NULL with a JSONEncodeError, of which the exception
 * that came is the cause. Runs Python code; the caller owns o. */
PyObject *jsd_enc_attribute(jsd_enc *e, PyObject *o, PyObject *name);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The argument default of dumps(): the function that turns an object without
 * JSON into another object. Every writer may leave an object to it.
 */
#ifndef JSONDE_ENC_ENC_DEFAULT_H
#define JSONDE_ENC_ENC_DEFAULT_H

#include "enc/enc.h"

/* Calls default with o, and writes the result. NULL with an exception: without
 * default a JSONEncodeError about the type of o. Runs Python code. The caller
 * owns o. */
char *jsd_enc_default(jsd_enc *e, char *p, PyObject *o);

#endif

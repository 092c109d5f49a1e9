/* SPDX-License-Identifier: MIT
 *
 * jsonde.Fragment: a string of JSON that is inserted into the output as it is.
 * jsonde does not check that it is valid JSON.
 */
#ifndef JSONDE_ENC_ENC_FRAGMENT_H
#define JSONDE_ENC_ENC_FRAGMENT_H

#include "enc/enc.h"

char *jsd_enc_fragment(jsd_enc *e, char *p, PyObject *o);

/* Writes the contents of o, an exact bytes object, as they are. o is borrowed,
 * because it is not read after a failure. */
char *jsd_enc_raw_bytes(jsd_enc *e, char *p, PyObject *o);

#endif

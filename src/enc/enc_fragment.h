/* SPDX-License-Identifier: MIT
 *
 * jsonde.Fragment: JSON that is there already, put into the output as it is.
 * Used by enc_dispatch.c. It is not checked.
 */
#ifndef JSONDE_ENC_ENC_FRAGMENT_H
#define JSONDE_ENC_ENC_FRAGMENT_H

#include "enc/enc.h"

char *jsd_enc_fragment(jsd_enc *e, char *p, PyObject *o);

#endif

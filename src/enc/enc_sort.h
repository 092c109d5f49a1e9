/* SPDX-License-Identifier: MIT
 *
 * OPT_SORT_KEYS and OPT_CANONICAL: the members of a dict by their keys.
 * Used by enc/engine_styled.h.
 */
#ifndef JSONDE_ENC_ENC_SORT_H
#define JSONDE_ENC_ENC_SORT_H

#include "enc/enc.h"

/* The members of a dict that is entered and begun, by the code points of their
 * keys, or, with OPT_CANONICAL, their units of UTF-16. Equal keys stay in the
 * dict's order. All of them are held meanwhile. */
char *jsd_enc_sorted_members(jsd_enc *e, char *p, PyObject *dict);

#endif

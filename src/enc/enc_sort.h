/* SPDX-License-Identifier: MIT
 *
 * OPT_SORT_KEYS and OPT_CANONICAL: the members of a dict by their keys.
 * Used by enc/engine_styled.h.
 */
#ifndef JSONDE_ENC_ENC_SORT_H
#define JSONDE_ENC_ENC_SORT_H

#include "enc/enc.h"

/* A dict whose members are sorted by the code points of their keys or, with
 * OPT_CANONICAL, by their units of UTF-16. Equal keys stay in the dict's
 * order; with OPT_CANONICAL they are an error. */
char *jsd_enc_sorted_dict(jsd_enc *e, char *p, PyObject *dict);

/* jsd_enc_sorted_dict() of a dict as jsd_enc_enter_owned() takes it. */
char *jsd_enc_sorted_owned_dict(jsd_enc *e, char *p, PyObject *dict,
                                PyObject *source);

/* Raises that key, a str, is twice in an object, which OPT_CANONICAL refuses.
 * The path begins with the key. Returns NULL. */
JSD_COLD char *jsd_enc_duplicate(jsd_enc *e, PyObject *key);

#endif

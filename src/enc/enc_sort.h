/* SPDX-License-Identifier: MIT
 *
 * OPT_SORT_KEYS and OPT_CANONICAL: the members of a dict, sorted by their
 * keys. The members are copied to an arena first. Dicts with the same keys in
 * the same order reuse the order that the last one was sorted to.
 */
#ifndef JSONDE_ENC_ENC_SORT_H
#define JSONDE_ENC_ENC_SORT_H

#include "enc/enc.h"

/* Initialises the memory of sorted members and the cache of orders, for a
 * call. */
void jsd_enc_init_sorting(jsd_enc *e);

/* Writes dict with its members sorted by the code points of their keys, or,
 * with OPT_CANONICAL, by their UTF-16 code units. Equal keys keep the order of
 * the dict; with OPT_CANONICAL they are an error. NULL with an exception. May
 * run Python code. */
char *jsd_enc_sorted_dict(jsd_enc *e, char *p, PyObject *dict);

/* Writes a sorted dict that was made of source. Takes both references over, as
 * jsd_enc_enter_owned() does. NULL with an exception. */
char *jsd_enc_sorted_owned_dict(jsd_enc *e, char *p, PyObject *dict,
                                PyObject *source);

/* Raises the error that OPT_CANONICAL has for an object with two equal keys.
 * The path begins with key, a str. Returns NULL. */
JSD_COLD char *jsd_enc_duplicate(jsd_enc *e, PyObject *key);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Writes containers that other threads may change meanwhile, for the engines
 * that lock (enc_lock.h). Such a container is owned and not locked: its items
 * come from its snapshot, or one by one from the container. Nested containers
 * are locked again.
 */
#ifndef JSONDE_ENC_ENC_SHARED_H
#define JSONDE_ENC_ENC_SHARED_H

#include "enc/enc.h"

/* A position in a dict. It is passed by value: taking its address would force
 * it out of registers in put_dict(), and a nested call would need more of the
 * C stack. */
typedef struct jsd_enc_place {
    Py_ssize_t used; /* the dict's size at the start */
    Py_ssize_t pos;  /* the next entry */
} jsd_enc_place;

/* Writes the items of the innermost container, which is owned and not locked,
 * from item i on, and its closing bracket. p has room for them. */
char *jsd_enc_shared_items(jsd_enc *e, char *p, Py_ssize_t i, bool is_list);

/* Writes the members of the innermost open dict from a position on, and its
 * closing brace. visible: keys that begin with "_" are left out. */
char *jsd_enc_shared_members(jsd_enc *e, char *p, jsd_enc_place at,
                             bool visible);

/* Puts the key of the last entry before `at` before the path of the error.
 * Returns NULL. */
JSD_COLD char *jsd_enc_failed_at_shared_entry(jsd_enc *e, PyObject *dict,
                                              jsd_enc_place at);

/* Writes a list or dict that another thread has locked. */
JSD_COLD char *jsd_enc_busy(jsd_enc *e, char *p, PyObject *o);

#endif

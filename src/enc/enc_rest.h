/* SPDX-License-Identifier: MIT
 *
 * Writes in the calling thread what the threads of a job could not write, as
 * the engine does. May run Python code, after which the plan is not valid any
 * more: only positions in containers that are open are used then.
 */
#ifndef JSONDE_ENC_ENC_REST_H
#define JSONDE_ENC_ENC_REST_H

#include "enc/enc.h"
#include "enc/enc_plan.h"

/* The entries of an open container that are left. */
typedef struct jsd_enc_rest {
    PyObject *container;
    bool is_dict;
    Py_ssize_t used; /* of a dict: its size at the start */
    Py_ssize_t at;   /* the next entry */
} jsd_enc_rest;

/* Writes the entries up to `end` of the innermost container, and moves
 * rest->at. The keys of a dict are not sorted. */
char *jsd_enc_put_rest(jsd_enc *e, char *p, jsd_enc_rest *rest,
                       Py_ssize_t end);

/* Writes the first part that no thread has written. If it lies inside of an
 * entry of the root, writes that entry to its end. Moves root->at behind what
 * is written. */
char *jsd_enc_put_refused_part(jsd_enc *e, char *p, const jsd_plan *plan,
                               size_t part, jsd_enc_rest *root);

#endif

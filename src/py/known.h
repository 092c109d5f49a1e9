/* SPDX-License-Identifier: MIT
 *
 * Which classes of the standard library and of numpy are what they are called,
 * and in which place of jsd_types each is kept.
 * Used by py/types.c, which says why a name alone proves nothing. All of it
 * may run Python code, and passes the gate; the caller owns type.
 */
#ifndef JSONDE_PY_KNOWN_H
#define JSONDE_PY_KNOWN_H

#include "py/types.h"

typedef struct jsd_known {
    size_t where; /* its offset in jsd_types */
    jsd_kind kind;
    bool verified; /* it is in its module, or in datetime's C API */
} jsd_known;

/* 1, where type is such a class, or claims to be one; 0; -1 with an
 * exception. */
JSD_MUST_CHECK int jsd_known_identify(jsd_types *types, jsd_gate *gate,
                                      PyTypeObject *type, jsd_known *known);

/* Fills the place at this offset by what its module has now, unless it is
 * filled, or a mock is there. -1 with an exception. */
JSD_MUST_CHECK int jsd_known_fill(jsd_types *types, jsd_gate *gate,
                                  size_t where);

int jsd_known_traverse(jsd_types *types, visitproc visit, void *arg);
void jsd_known_clear(jsd_types *types);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The table of known types: by which name and module each is recognised, and
 * in which place of jsd_types it is kept. py/types.h says why a name alone
 * proves nothing. All functions may run Python code, and pass the gate. The
 * caller owns type.
 */
#ifndef JSONDE_PY_KNOWN_H
#define JSONDE_PY_KNOWN_H

#include "py/types.h"

typedef struct jsd_known {
    size_t where; /* the place in jsd_types, by its offset */
    jsd_kind kind;
    bool verified; /* its module, or datetime's C API, has this class */
} jsd_known;

/* Finds the row of type. Returns 1 if type is a known type or claims to be
 * one; 0; -1 with an exception. */
JSD_MUST_CHECK int jsd_known_identify(jsd_types *types, jsd_gate *gate,
                                      PyTypeObject *type, jsd_known *known);

/* Fills the place at offset where with the class that its module has now,
 * unless the place is filled or the module has a mock there. -1 with an
 * exception. */
JSD_MUST_CHECK int jsd_known_fill(jsd_types *types, jsd_gate *gate,
                                  size_t where);

int jsd_known_traverse(jsd_types *types, visitproc visit, void *arg);
void jsd_known_clear(jsd_types *types);

#endif

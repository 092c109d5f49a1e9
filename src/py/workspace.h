/* SPDX-License-Identifier: MIT
 *
 * Memory that one decoding after the other uses again: the stack of values,
 * the text of an escaped string, the cache of keys.
 * Used by dec/. One call at a time has the interpreter's: another thread, or a
 * call inside that one, gets one of its own without a cache.
 */
#ifndef JSONDE_PY_WORKSPACE_H
#define JSONDE_PY_WORKSPACE_H

#include "py/keycache.h"

#include "base/buf.h"

#include <stdatomic.h>

typedef struct jsd_workspace {
    jsd_buf values;     /* PyObject * */
    jsd_buf text;       /* scratch characters */
    jsd_keycache *keys; /* NULL: none */
    atomic_flag busy;
} jsd_workspace;

/* -1 when there is no memory; clear is needed even then. */
JSD_MUST_CHECK int jsd_workspace_init(jsd_workspace *w);
void jsd_workspace_clear(jsd_workspace *w);

/* shared, if nobody has it; otherwise spare, made empty. Never fails. */
jsd_workspace *jsd_workspace_acquire(jsd_workspace *shared,
                                     jsd_workspace *spare);

/* Gives it back; what has grown large is not kept. */
void jsd_workspace_release(jsd_workspace *shared, jsd_workspace *w);

#endif

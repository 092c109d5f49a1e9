/* SPDX-License-Identifier: MIT
 *
 * Memory that one decoding after the other uses again: the stack of values,
 * the stack of open arrays and objects, the text of an escaped string, the
 * cache of keys, the shapes of objects, the private copy of a text.
 * Used by dec/ and py/input.h. One call at a time has the interpreter's:
 * another thread, or a call inside that one, gets one of its own without keys
 * and shapes.
 */
#ifndef JSONDE_PY_WORKSPACE_H
#define JSONDE_PY_WORKSPACE_H

#include "py/keycache.h"
#include "py/shape.h"

#include "base/buf.h"

#include <stdatomic.h>

/* Bytes of each buffer that stay for the next call. */
enum { JSD_WORKSPACE_KEPT = 64 * 1024 };

typedef struct jsd_workspace {
    jsd_buf values;     /* PyObject * */
    jsd_buf text;       /* scratch characters */
    jsd_buf open;       /* jsd_dec_frame (dec/dec.h) */
    jsd_keycache *keys; /* NULL: none */
    jsd_shapes *shapes; /* NULL: none */
    atomic_bool busy;
    /* JSD_WORKSPACE_KEPT bytes for a private copy; NULL: none, or in use.
     * Whoever takes it needs no other part of the workspace. */
    char *_Atomic kept_text;
} jsd_workspace;

/* -1 when there is no memory; clear is needed even then. */
JSD_MUST_CHECK int jsd_workspace_init(jsd_workspace *w);
void jsd_workspace_clear(jsd_workspace *w);

/* Empties what is not shared, and what has grown large. */
void jsd_workspace_trim(jsd_workspace *shared, jsd_workspace *w);

/* The GIL, where there is one, is held until the workspace is given back:
 * nobody else looks meanwhile, and a plain load and store do. */
JSD_INLINE bool
jsd_workspace_is_taken(jsd_workspace *shared)
{
    bool busy;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(&shared->busy, true,
                                        memory_order_acquire);
    busy = atomic_load_explicit(&shared->busy, memory_order_relaxed);
    atomic_store_explicit(&shared->busy, true, memory_order_relaxed);
    return busy;
}

/* Makes spare empty. A call inside of another one ends up here, so that it
 * counts as one of Python's: NULL with RecursionError. */
JSD_COLD jsd_workspace *jsd_workspace_nest(jsd_workspace *spare);

/* Returns shared, if nobody has it; otherwise spare, made empty, or NULL with
 * an exception. */
JSD_INLINE JSD_MUST_CHECK jsd_workspace *
jsd_workspace_acquire(jsd_workspace *shared, jsd_workspace *spare)
{
    if (JSD_LIKELY(!jsd_workspace_is_taken(shared)))
        return shared;
    return jsd_workspace_nest(spare);
}

/* Memory for the private copy of a text of len > 0 bytes: NULL when there is
 * none. jsd_workspace_leave_text takes it back, with what *owner was set to.
 */
JSD_MUST_CHECK char *jsd_workspace_take_text(jsd_workspace *shared, size_t len,
                                             jsd_workspace **owner);
void jsd_workspace_leave_text(jsd_workspace *owner, char *memory);

/* Gives it back. */
JSD_INLINE void
jsd_workspace_release(jsd_workspace *shared, jsd_workspace *w)
{
    if (JSD_UNLIKELY(w != shared) ||
        JSD_UNLIKELY(w->values.cap > JSD_WORKSPACE_KEPT) ||
        JSD_UNLIKELY(w->text.cap > JSD_WORKSPACE_KEPT))
        jsd_workspace_trim(shared, w);
    if (w == shared)
        atomic_store_explicit(&w->busy, false, memory_order_release);
}

#endif

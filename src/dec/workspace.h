/* SPDX-License-Identifier: MIT
 *
 * The memory and caches that successive calls of the decoder reuse: the stack
 * of values, the stack of open arrays and objects, the text of one string, the
 * key cache and the shapes.
 *
 * Each interpreter owns one workspace, which one call uses at a time. A call
 * that finds the workspace in use (another thread, or a nested call) uses a
 * spare workspace on its C stack, without key cache and shapes.
 */
#ifndef JSONDE_DEC_WORKSPACE_H
#define JSONDE_DEC_WORKSPACE_H

#include "dec/keycache.h"
#include "dec/shape.h"

#include "base/buf.h"

#include <stdatomic.h>

/* The most bytes of a buffer that are kept for the next call. */
enum { JSD_WORKSPACE_KEPT = 64 * 1024 };

typedef struct jsd_workspace {
    atomic_bool busy;
    jsd_buf values;     /* PyObject * */
    jsd_buf text;       /* characters of one string or number */
    jsd_buf open;       /* jsd_dec_frame (dec/dec.h) */
    jsd_keycache *keys; /* NULL: none */
    jsd_shapes *shapes; /* NULL: none */
} jsd_workspace;

/* Returns an interpreter's workspace, or NULL without an exception if there is
 * no memory. */
JSD_MUST_CHECK jsd_workspace *jsd_workspace_new(void);
void jsd_workspace_free(jsd_workspace *w);

/* Clears w if it is a spare one; otherwise frees the buffers that have grown
 * beyond JSD_WORKSPACE_KEPT. */
void jsd_workspace_trim(jsd_workspace *shared, jsd_workspace *w);

/* Marks the shared workspace as in use and returns whether it already was.
 * With a GIL a plain load and store are enough: the caller holds the GIL from
 * here to the release, unless Python code runs. */
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

/* Empties spare for a call that found the shared workspace in use. The call
 * counts as a recursive call of Python: returns NULL with RecursionError. */
JSD_COLD jsd_workspace *jsd_workspace_nest(jsd_workspace *spare);

/* Sets *w to shared if no other call uses it; otherwise to spare, emptied.
 * Returns false with RecursionError. */
JSD_INLINE JSD_MUST_CHECK bool
jsd_workspace_acquire(jsd_workspace *shared, jsd_workspace *spare,
                      jsd_workspace **w)
{
    *w = shared;
    if (JSD_LIKELY(!jsd_workspace_is_taken(shared)))
        return true;
    *w = jsd_workspace_nest(spare);
    return *w != NULL;
}

/* Ends the use of w, which jsd_workspace_acquire() returned. */
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

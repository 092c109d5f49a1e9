/* SPDX-License-Identifier: MIT
 *
 * The memory and caches that successive calls of the decoder reuse: the stack
 * of values, the stack of open arrays and objects, the text of one string, the
 * key cache and the shapes.
 *
 * Each interpreter owns one workspace, which one call uses at a time, and on
 * free-threaded builds one for each of a few threads. A call that finds the
 * workspace in use (another thread, or a nested call) uses a spare workspace
 * on its C stack, without key cache and shapes.
 */
#ifndef JSONDE_DEC_WORKSPACE_H
#define JSONDE_DEC_WORKSPACE_H

#include "dec/keycache.h"
#include "dec/shape.h"

#include "base/buf.h"
#include "py/state.h"

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
    jsd_heads heads;    /* of the last thread; on free-threaded builds */
} jsd_workspace;

/* Makes the workspace that an interpreter always has. Returns NULL without an
 * exception if there is no memory. */
JSD_MUST_CHECK jsd_workspace *jsd_workspace_new(void);

/* Frees all workspaces of the interpreter. */
void jsd_workspaces_free(jsd_state *state);

/* Clears w if it is the spare one; otherwise frees the buffers that have grown
 * beyond JSD_WORKSPACE_KEPT. */
void jsd_workspace_trim(jsd_workspace *spare, jsd_workspace *w);

/* Returns the workspace of this thread on a free-threaded build, marked as in
 * use; or NULL if another call uses it or there is no memory for it. */
jsd_workspace *jsd_workspace_of_thread(jsd_state *state);

/* Marks w as in use, and returns whether it was in use. A plain load and store
 * are enough: the caller holds the GIL from here to the release, unless Python
 * code runs. */
JSD_INLINE bool
jsd_workspace_mark(jsd_workspace *w)
{
    const bool busy = atomic_load_explicit(&w->busy, memory_order_relaxed);

    atomic_store_explicit(&w->busy, true, memory_order_relaxed);
    return busy;
}

/* Empties spare for a call that found its workspace in use. The call counts as
 * a recursive call of Python: returns NULL with RecursionError. */
JSD_COLD jsd_workspace *jsd_workspace_nest(jsd_workspace *spare);

/* Returns a workspace that no other call uses: one of the interpreter, or
 * spare, emptied. NULL with RecursionError. */
JSD_INLINE JSD_MUST_CHECK jsd_workspace *
jsd_workspace_acquire(jsd_state *state, jsd_workspace *spare)
{
    jsd_workspace *w;

    if (jsd_abi.free_threaded) {
        w = jsd_workspace_of_thread(state);
        return JSD_LIKELY(w != NULL) ? w : jsd_workspace_nest(spare);
    }
    w = atomic_load_explicit(&state->workspaces[0], memory_order_relaxed);
    return JSD_UNLIKELY(jsd_workspace_mark(w)) ? jsd_workspace_nest(spare) : w;
}

/* Ends the use of w, which jsd_workspace_acquire() returned. */
JSD_INLINE void
jsd_workspace_release(jsd_workspace *spare, jsd_workspace *w)
{
    if (JSD_UNLIKELY(w == spare) ||
        JSD_UNLIKELY(w->values.cap > JSD_WORKSPACE_KEPT) ||
        JSD_UNLIKELY(w->text.cap > JSD_WORKSPACE_KEPT))
        jsd_workspace_trim(spare, w);
    if (w != spare)
        atomic_store_explicit(&w->busy, false, memory_order_release);
}

#endif

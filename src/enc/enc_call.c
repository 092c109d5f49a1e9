/* SPDX-License-Identifier: MIT
 *
 * What one call of dumps() works with. An interpreter keeps one: the outermost
 * call of one thread has it, and pays two loads and two stores for it. Another
 * thread, or a call inside that one, gets one from the heap.
 */
#include "enc/enc.h"

#include "base/mem.h"
#include "py/error.h"

/* Without the GIL another thread may look for it at the same time. */
JSD_INLINE jsd_enc *
take_kept(jsd_state *state)
{
    void *kept;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(&state->encoder, NULL,
                                        memory_order_acquire);
    kept = atomic_load_explicit(&state->encoder, memory_order_relaxed);
    atomic_store_explicit(&state->encoder, NULL, memory_order_relaxed);
    return kept;
}

/* Returns the one that has no place: e, or one that was kept before. */
JSD_INLINE jsd_enc *
keep(jsd_state *state, jsd_enc *e)
{
    void *before;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(&state->encoder, e,
                                        memory_order_acq_rel);
    before = atomic_load_explicit(&state->encoder, memory_order_relaxed);
    atomic_store_explicit(&state->encoder, e, memory_order_relaxed);
    return before;
}

/* A call that finds none is likely inside of another one: what can go on so
 * without end is counted as calls of Python are. */
static JSD_COLD jsd_enc *
new_nested(void)
{
    jsd_enc *e;

    if (Py_EnterRecursiveCall(" while encoding a JSON object") != 0)
        return NULL;
    e = jsd_mem_new(sizeof *e);
    if (e != NULL)
        return e;
    Py_LeaveRecursiveCall();
    jsd_raise_no_memory();
    return NULL;
}

jsd_enc *
jsd_enc_acquire(jsd_state *state)
{
    jsd_enc *e = take_kept(state);
    const bool nested = JSD_UNLIKELY(e == NULL);

    if (nested) {
        e = new_nested();
        if (e == NULL)
            return NULL;
    }
    e->gate.own = jsd_enc_own;
    e->gate.passes = 0;
    e->state = state;
    e->fallback = NULL;
    e->options = 0;
    e->style.breaks = NULL;
    e->text_style = 0;
    e->nested = nested;
    e->sink = NULL;
    e->default_depth = 0;
    e->top = e->open;
    e->owned = e->open;
    e->checked = e->open;
    e->batch = NULL;
    e->path = NULL;
    return e;
}

void
jsd_enc_release(jsd_enc *e)
{
    const bool nested = e->nested;

    jsd_mem_free(keep(e->state, e));
    if (JSD_UNLIKELY(nested))
        Py_LeaveRecursiveCall();
}

void
jsd_enc_end(jsd_enc *e)
{
    e->batch = NULL;
    e->top = e->open;
    jsd_enc_let_go(e);
    jsd_output_clear(&e->out);
    JSD_GATED(&e->gate, jsd_raised_locate(e->state, e->path));
    jsd_drop_inert(e->path);
    e->path = NULL;
}

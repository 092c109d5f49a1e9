/* SPDX-License-Identifier: MIT
 *
 * The life of a jsd_enc, the state of one call, and its limits of depth. Each
 * interpreter keeps one jsd_enc, and on free-threaded builds one for each of a
 * few threads. A call that finds it in use, because another thread or an outer
 * call has it, allocates its own. Kept memory is at rest: nothing is open,
 * owned or asked for.
 */
#ifndef JSONDE_ENC_ENC_CALL_H
#define JSONDE_ENC_ENC_CALL_H

#include "enc/enc.h"

/* Nested containers before the first check of the C stack in a call, and
 * between two checks. */
enum { JSD_ENC_FIRST_STEP = 16, JSD_ENC_STEP = 32 };

/* Allocates a jsd_enc, and counts the call as a nested one. NULL with a
 * MemoryError or RecursionError. */
JSD_COLD jsd_enc *jsd_enc_new(jsd_state *state);
JSD_COLD void jsd_enc_free(jsd_enc *e);

/* Returns a jsd_enc at rest: the one that the interpreter keeps, or a new one.
 * The caller sets its output, its engine and the members that come from the
 * arguments. NULL with a MemoryError, or with a RecursionError if calls are
 * nested too deep. */
JSD_MUST_CHECK JSD_INLINE jsd_enc *
jsd_enc_acquire(jsd_state *state)
{
    jsd_enc *e = jsd_state_take(state->encoders);

    if (JSD_UNLIKELY(e == NULL)) {
        e = jsd_enc_new(state);
        if (e == NULL)
            return NULL;
    }
    e->checked = e->open + JSD_ENC_FIRST_STEP;
    return e;
}

/* Gives e, which is at rest, back to the interpreter. Frees it if another
 * jsd_enc is kept already. */
JSD_INLINE void
jsd_enc_release(jsd_enc *e)
{
    jsd_enc *other;

    if (JSD_UNLIKELY(e->nested)) {
        e->nested = false;
        Py_LeaveRecursiveCall();
    }
    other = jsd_state_keep(e->state->encoders, e);
    if (JSD_UNLIKELY(other != NULL))
        jsd_enc_free(other);
}

/* Resets all members that a call may have changed, except those that leaving a
 * container resets: e is at rest again. */
void jsd_enc_reset(jsd_enc *e);

/* Ends a call that failed: releases all owned references, adds the path to the
 * exception, and leaves e at rest. Runs Python code. */
JSD_COLD void jsd_enc_end(jsd_enc *e);

/* Returns whether one more container may be opened: JSD_ENC_MAX_DEPTH is not
 * reached, and the C stack has room for it. */
JSD_MUST_CHECK bool jsd_enc_may_go_deeper(jsd_enc *e);

/* Begins a value that replaces another one: the result of default, or the
 * value of an enum. Returns false if such values are nested too deep or the C
 * stack has no room. After true, the caller decrements e->default_depth at the
 * end of the value. */
JSD_MUST_CHECK bool jsd_enc_begin_value(jsd_enc *e);

#endif

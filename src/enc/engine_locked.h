/* SPDX-License-Identifier: MIT
 *
 * The locks of the engines for free-threaded builds. They hold the lock of
 * each list and dict that is open and borrowed, so that the container keeps
 * its items and they stay alive: neither needs a reference count.
 *
 * The engine never waits for a lock while it holds one. When the gate is
 * passed, or another thread has locked a container, all open containers become
 * owned and their locks are opened. enc/enc_shared.h then writes the rest of
 * each.
 */
#ifndef JSONDE_ENC_ENGINE_LOCKED_H
#define JSONDE_ENC_ENGINE_LOCKED_H

#include "abi/lock.h"
#include "enc/enc_open.h"
#include "enc/enc_shared.h"

/* Returns whether the engine locks such a container. A tuple never changes,
 * and many threads may share it, such as a constant of their code. */
JSD_INLINE bool
put_locks(jsd_caps layout, bool is_tuple)
{
    return (layout & JSD_CAP_FREE_THREADED) && !is_tuple;
}

/* Opens o, which is locked if the engine locks it. Returns false, and unlocks
 * it, if it is nested too deep. */
JSD_INLINE bool
put_enter(jsd_enc *e, PyObject *o, bool is_locked)
{
    if (JSD_LIKELY(jsd_enc_enter(e, o)))
        return true;
    if (is_locked)
        jsd_lock_open(o);
    return false;
}

/* Closes o, the innermost container, and unlocks it if it is still locked. */
JSD_INLINE void
put_leave(jsd_enc *e, PyObject *o, bool is_locked)
{
    if (JSD_UNLIKELY(--e->top < e->owned))
        jsd_enc_let_go(e);
    else if (is_locked)
        jsd_lock_open(o);
}

/* Returns a count that changes when the locks are opened, or 0 for an engine
 * without locks. Any value may open them, even a leaf. After a key they are
 * still closed, since each str is read in place. */
JSD_INLINE size_t
put_lock_passes(const jsd_enc *e, jsd_caps layout)
{
    return layout & JSD_CAP_FREE_THREADED ? e->gate.passes : 0;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The open containers. Writers enter and leave them here. This header also has
 * the ownership of containers and members, and the path from the outermost
 * container to a failure.
 *
 * e->open[1] to *e->top are the open containers. Those up to *e->owned are
 * owned, the others are borrowed, and locked if the engine locks.
 * jsd_enc_own(), the function of the gate, makes all of them owned and opens
 * the locks. A writer that fails returns NULL without leaving its container:
 * jsd_enc_end() releases the owned ones.
 */
#ifndef JSONDE_ENC_ENC_OPEN_H
#define JSONDE_ENC_ENC_OPEN_H

#include "abi/dict.h"
#include "enc/enc.h"
#include "enc/enc_call.h"

/* Members of a dict that are written in another order than that of the dict.
 * They are borrowed until the gate is passed. Without the GIL they are owned
 * from the start. */
typedef struct jsd_enc_member {
    PyObject *key, *value;
} jsd_enc_member;

typedef struct jsd_enc_batch {
    struct jsd_enc_batch *outer; /* the batch of an enclosing dict, or NULL */
    jsd_enc_member *members;
    size_t n;
    bool owned; /* keys and values; then all outer batches are owned, too */
} jsd_enc_batch;

/* Takes references to all open containers and batches: e->gate.own. keeps: an
 * engine that locks takes snapshots of them first (enc_lock.h). */
void jsd_enc_own(jsd_gate *gate, bool keeps);

/* Releases the owned containers that were left. May run Python code. */
void jsd_enc_let_go(jsd_enc *e);

/* Releases the members of a batch that is written, if it is owned. May run
 * Python code. */
void jsd_enc_batch_drop(jsd_enc *e, jsd_enc_batch *batch);

/* Returns whether one more container may be opened. */
JSD_INLINE bool
jsd_enc_may_enter(jsd_enc *e)
{
    return JSD_LIKELY(e->top != e->checked) || jsd_enc_may_go_deeper(e);
}

/* Opens a container, which stays borrowed. False if it is nested too deep. */
JSD_INLINE bool
jsd_enc_enter(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_enter(e)))
        return false;
    *++e->top = container;
    return true;
}

/* Opens a container whose writer needs more of the C stack than a list or dict
 * of the engine for plain output. It checks the C stack in any case, and makes
 * the next container check it, too. */
JSD_INLINE bool
jsd_enc_enter_deeper(jsd_enc *e, PyObject *container)
{
    if (JSD_UNLIKELY(!jsd_enc_may_go_deeper(e)))
        return false;
    *++e->top = container;
    return true;
}

/* Opens a container, and takes over the references to it and to the object
 * source that it was made of (or NULL), also if it fails. Leaving the
 * container releases both. So a writer has nothing to release after the
 * container, and may end in a tail call. False if it is nested too deep. */
JSD_MUST_CHECK bool jsd_enc_enter_owned(jsd_enc *e, PyObject *container,
                                        PyObject *source);

/* Writes dict, which was made of source, and takes both references over. If
 * dict is NULL, with an exception, it releases source and returns NULL.
 * visible: keys that begin with "_" are left out. */
JSD_INLINE char *
jsd_enc_made_dict(jsd_enc *e, char *p, PyObject *dict, PyObject *source,
                  bool visible)
{
    if (JSD_LIKELY(dict != NULL))
        return e->engine->owned_dict(e, p, dict, source, visible);
    jsd_gate_drop(&e->gate, source);
    return NULL;
}

/* Closes the innermost container. */
JSD_INLINE void
jsd_enc_leave(jsd_enc *e)
{
    if (JSD_UNLIKELY(--e->top < e->owned))
        jsd_enc_let_go(e);
}

/* Each container on the error path prepends the place of the failure to the
 * path: key, a str, or index. Both return NULL. */
JSD_COLD char *jsd_enc_failed_at(jsd_enc *e, PyObject *key);
JSD_COLD char *jsd_enc_failed_at_index(jsd_enc *e, Py_ssize_t index);

/* Puts the key of the last entry before the path. Python code may have changed
 * the dict and freed the key, so that the entry is looked up again. Returns
 * NULL. The dict itself is alive: raising an exception passed the gate, which
 * took a reference to it. Needs JSD_CAP_BORROW. */
JSD_COLD char *jsd_enc_failed_at_entry(jsd_enc *e, const jsd_dict_iter *last);

/* Clears the path, as the place inside of the container is not known any more.
 * The path will lead to the container itself. Returns NULL. */
JSD_COLD char *jsd_enc_failed_inside(jsd_enc *e);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The locks of open containers, for the engine of free-threaded builds
 * (engine_locked.h). A list or dict is locked as long as it is borrowed. A
 * tuple never changes, and is not locked.
 *
 * If a lock is opened in the middle of a container and no Python code is about
 * to run, its items are first copied to a snapshot, with references. The
 * engine writes the rest of the container from there. So the container is
 * written as it was at one point in time, whatever other threads do. Once
 * Python code has run in this call, the rest is read item by item as it is
 * then, as on builds with the GIL.
 */
#ifndef JSONDE_ENC_ENC_LOCK_H
#define JSONDE_ENC_ENC_LOCK_H

#include "enc/enc.h"

/* The items of a list, or the keys and values of the entries of a dict in
 * turn, NULL for those of deleted entries. The references are owned. */
typedef struct jsd_enc_snapshot {
    size_t stamp; /* jsd_enc_code_passes() when it was made */
    size_t n;
    PyObject *items[];
} jsd_enc_snapshot;

/* Sets *key and *value to the next entry of the snapshot of a dict, borrowed
 * from it, and returns true; returns false at the end. *pos counts entries, as
 * jsd_dict_iter.pos does. */
JSD_INLINE bool
jsd_enc_snapshot_next(const jsd_enc_snapshot *snapshot, Py_ssize_t *pos,
                      PyObject **key, PyObject **value)
{
    while ((size_t)*pos < snapshot->n / 2) {
        PyObject *const *entry = snapshot->items + 2 * *pos;

        ++*pos;
        if (*entry == NULL) /* deleted */
            continue;
        *key = entry[0];
        *value = entry[1];
        return true;
    }
    return false;
}

/* Opens the locks of the containers from first to e->top, which are owned by
 * now. Counts as a pass of the gate. keeps: sets their snapshots. Where memory
 * is short, a container has no snapshot: its items are then read one by one,
 * as other threads leave them. */
void jsd_enc_open_locks(jsd_enc *e, PyObject **first, bool keeps);

/* Releases a snapshot, which may be NULL. May run Python code. */
void jsd_enc_snapshot_free(jsd_enc *e, jsd_enc_snapshot *snapshot);

/* Opens a list or dict that another thread has locked, and sets its snapshot.
 * Waits for the lock, and so first owns all that is open. Returns false if it
 * is nested too deep. */
JSD_MUST_CHECK bool jsd_enc_enter_busy(jsd_enc *e, PyObject *container);

/* Returns how often Python code may have run in this call. */
JSD_INLINE size_t
jsd_enc_code_passes(const jsd_enc *e)
{
    return e->gate.passes - e->releases;
}

/* Returns the snapshot of an open container that is owned. NULL if it has
 * none, or if Python code may have run since. On the error path the container
 * may be any, otherwise it is the innermost. */
const jsd_enc_snapshot *jsd_enc_snapshot_of(const jsd_enc *e,
                                            const PyObject *container);

#endif

/* SPDX-License-Identifier: MIT */
#include "enc/enc_lock.h"

#include "abi/dict.h"
#include "abi/lock.h"
#include "abi/sequence.h"
#include "base/mem.h"
#include "base/thread.h"
#include "enc/enc_open.h"
#include "py/is_type.h"

/* Returns a snapshot with room for n items, or NULL. */
static jsd_enc_snapshot *
new_snapshot(const jsd_enc *e, size_t n)
{
    jsd_enc_snapshot *made =
        jsd_mem_new(sizeof *made + n * sizeof *made->items);

    if (made != NULL) {
        made->stamp = jsd_enc_code_passes(e);
        made->n = n;
    }
    return made;
}

static jsd_enc_snapshot *
list_snapshot(const jsd_enc *e, PyObject *list)
{
    PyObject *const *items;
    size_t n = (size_t)jsd_sequence_items(JSD_CAPS_ALL, list, true, &items);
    jsd_enc_snapshot *made = new_snapshot(e, n);

    for (size_t i = 0; made != NULL && i < n; i++) {
        Py_IncRef(items[i]);
        made->items[i] = items[i];
    }
    return made;
}

/* Sets the keys and values of an entry of the snapshot. */
static void
set_entry(jsd_enc_snapshot *snapshot, size_t i, PyObject *key, PyObject *value)
{
    Py_IncRef(key);
    Py_IncRef(value);
    snapshot->items[2 * i] = key;
    snapshot->items[2 * i + 1] = value;
}

/* The entries of a table that is read in place keep their places. */
static jsd_enc_snapshot *
dict_snapshot(const jsd_enc *e, PyObject *dict)
{
    jsd_enc_snapshot *made;
    PyObject *key, *value;
    jsd_dict_iter it;
    Py_ssize_t pos = 0;
    size_t n;

    jsd_dict_iter_start(JSD_CAPS_ALL, &it, dict);
    n = (size_t)(jsd_dict_is_direct(&it) ? it.nentries : it.used);
    made = new_snapshot(e, 2 * n);
    if (made == NULL)
        return NULL;
    memset(made->items, 0, made->n * sizeof *made->items);
    if (jsd_dict_is_direct(&it))
        while (jsd_dict_next_entry(&it, &key, &value))
            set_entry(made, (size_t)it.pos - 1, key, value);
    else
        for (size_t i = 0; i < n && PyDict_Next(dict, &pos, &key, &value); i++)
            set_entry(made, i, key, value);
    return made;
}

/* Returns the snapshot of an open container, or NULL. A tuple needs none. */
static jsd_enc_snapshot *
snapshot_of(const jsd_enc *e, PyObject *container)
{
    return jsd_is_dict(container)   ? dict_snapshot(e, container)
           : jsd_is_list(container) ? list_snapshot(e, container)
                                    : NULL;
}

void
jsd_enc_open_locks(jsd_enc *e, PyObject **first, bool keeps)
{
    for (PyObject **o = first; o <= e->top; o++)
        e->snapshots[o - e->open] = keeps ? snapshot_of(e, *o) : NULL;
    for (PyObject **o = first; o <= e->top; o++)
        if (!jsd_is_tuple(*o))
            jsd_lock_open(*o);
    e->gate.passes++;
    e->releases++;
}

const jsd_enc_snapshot *
jsd_enc_snapshot_of(const jsd_enc *e, const PyObject *container)
{
    const jsd_enc_snapshot *snapshot = NULL;
    PyObject *const *o = e->top;

    while (o > e->open && *o != container)
        o--;
    if (o > e->open)
        snapshot = e->snapshots[o - e->open];
    return snapshot != NULL && snapshot->stamp == jsd_enc_code_passes(e)
               ? snapshot
               : NULL;
}

void
jsd_enc_snapshot_free(jsd_enc *e, jsd_enc_snapshot *snapshot)
{
    if (snapshot == NULL)
        return;
    for (size_t i = 0; i < snapshot->n; i++)
        jsd_gate_drop(&e->gate, snapshot->items[i]);
    jsd_mem_free(snapshot);
}

/* How often the lock is tried, in about 20 ms, and how often in a row it may
 * be seen open in vain: that hardly happens while other threads hold it. */
enum { TRIES = 200, VAIN_TRIES = 8 };

/* Locks o, and lets other threads run until that is possible. It does not
 * queue for the lock: CPython may hand a lock to a queued thread, and a
 * process that forks then gets a lock that no thread will open. Returns false
 * if another thread holds it for long, or if this thread does: a critical
 * section of the caller, such as list.extend() that runs a generator, is
 * opened while the thread is detached, and closed again afterwards. */
static bool
wait_for_lock(jsd_enc *e, PyObject *o)
{
    unsigned vain = 0;

    for (unsigned round = 0; round < TRIES && vain < VAIN_TRIES; round++) {
        PyThreadState *thread;

        if (jsd_lock_try(o))
            return true;
        thread = JSD_GATED_FAILURE(&e->gate, PyEval_SaveThread());
        vain = jsd_lock_is_open(o) ? vain + 1 : 0;
        jsd_thread_pause(round);
        PyEval_RestoreThread(thread);
    }
    return false;
}

/* Returns a snapshot of a container that is not locked by this call, or NULL.
 * CPython knows the critical sections that this thread is in, and queues for
 * the lock otherwise. */
static jsd_enc_snapshot *
busy_snapshot(jsd_enc *e, PyObject *o)
{
    jsd_critical_section section;
    jsd_enc_snapshot *made;

    if (wait_for_lock(e, o)) {
        made = snapshot_of(e, o);
        jsd_lock_open(o);
        return made;
    }
    JSD_GATED_FAILURE(&e->gate,
                      jsd_abi.symbols.critical_section_begin(&section, o));
    made = snapshot_of(e, o);
    JSD_GATED_FAILURE(&e->gate,
                      jsd_abi.symbols.critical_section_end(&section));
    return made;
}

bool
jsd_enc_enter_busy(jsd_enc *e, PyObject *container)
{
    Py_IncRef(container);
    jsd_enc_own(&e->gate, true);
    if (!jsd_enc_enter_owned(e, container, NULL))
        return false;
    e->snapshots[e->top - e->open] = busy_snapshot(e, container);
    return true;
}

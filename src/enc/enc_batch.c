/* SPDX-License-Identifier: MIT */
#include "enc/enc_batch.h"

#include "abi/dict.h"
#include "enc/enc_lock.h"

/* Borrows all n members of dict. False if dict no longer has n members. */
static bool
borrow_members(PyObject *dict, jsd_enc_batch *batch, size_t n)
{
    const jsd_caps caps = jsd_abi.engine_caps;
    jsd_dict_iter it;
    PyObject *key, *value;

    jsd_dict_iter_start(caps, &it, dict);
    if ((size_t)it.used != n)
        return false;
    while (batch->n < n && jsd_dict_next(caps, &it, &key, &value) > 0) {
        batch->members[batch->n] = (jsd_enc_member){key, value};
        batch->n++;
    }
    return batch->n == n;
}

_Static_assert(sizeof(jsd_enc_member) == 2 * sizeof(PyObject *),
               "members are keys and values in turn");

/* Returns the snapshot of dict, the innermost container, or NULL. One that is
 * locked has none. */
static const jsd_enc_snapshot *
own_snapshot(const jsd_enc *e, PyObject *dict, bool is_locked)
{
    return e->engine->locks && !is_locked ? jsd_enc_snapshot_of(e, dict)
                                          : NULL;
}

/* Takes references to the members of a snapshot. */
static void
take_members(const jsd_enc_snapshot *snapshot, jsd_enc_batch *batch)
{
    PyObject *key, *value;
    Py_ssize_t pos = 0;

    while (jsd_enc_snapshot_next(snapshot, &pos, &key, &value)) {
        Py_IncRef(key);
        Py_IncRef(value);
        batch->members[batch->n++] = (jsd_enc_member){key, value};
    }
}

bool
jsd_enc_collect_members(jsd_enc *e, PyObject *dict, jsd_enc_batch *batch,
                        size_t n)
{
    const jsd_enc_snapshot *snapshot;

    batch->n = 0;
    if (!batch->owned)
        return borrow_members(dict, batch, n);
    snapshot = own_snapshot(e, dict, false);
    if (snapshot != NULL) {
        take_members(snapshot, batch);
        return true;
    }
    if (!jsd_dict_snapshot(dict, (PyObject **)(void *)batch->members, n))
        return false;
    batch->n = n;
    return true;
}

size_t
jsd_enc_count_members(const jsd_enc *e, PyObject *dict, bool is_locked)
{
    const jsd_enc_snapshot *snapshot = own_snapshot(e, dict, is_locked);
    PyObject *key, *value;
    Py_ssize_t pos = 0;
    size_t n = 0;

    if (snapshot == NULL)
        return (size_t)jsd_dict_size(jsd_abi.caps, dict);
    while (jsd_enc_snapshot_next(snapshot, &pos, &key, &value))
        n++;
    return n;
}

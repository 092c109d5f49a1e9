/* SPDX-License-Identifier: MIT */
#include "enc/enc_open.h"

#include "enc/enc_call.h"
#include "enc/enc_lock.h"
#include "enc/enc_trail.h"
#include "py/error.h"

/* --------------------------------------------------------------- ownership */

/* Takes references to the members of a batch. */
static void
own_batch(jsd_enc_batch *batch)
{
    batch->owned = true;
    for (size_t i = 0; i < batch->n; i++) {
        Py_IncRef(batch->members[i].key);
        Py_IncRef(batch->members[i].value);
    }
}

/* Each pass owns all batches. So an outer batch of an owned batch is owned,
 * too, and the loop may end there. */
void
jsd_enc_own(jsd_gate *gate, bool keeps)
{
    jsd_enc *e = (jsd_enc *)gate;
    PyObject **const borrowed = e->owned + 1;

    while (e->owned < e->top) {
        Py_IncRef(*++e->owned);
        e->sources[e->owned - e->open] = NULL;
    }
    for (jsd_enc_batch *b = e->batch; b != NULL && !b->owned; b = b->outer)
        own_batch(b);
    if (e->engine->locks && borrowed <= e->top)
        jsd_enc_open_locks(e, borrowed, keeps);
}

/* A release, here and in jsd_enc_batch_drop(), may be the last one of an
 * object, whose finalizer is Python code. That does not end the snapshots of
 * containers around it. */
void
jsd_enc_let_go(jsd_enc *e)
{
    const size_t passes = e->gate.passes;

    while (e->owned > e->top) {
        const size_t depth = (size_t)(e->owned - e->open);
        PyObject *source = e->sources[depth];
        jsd_enc_snapshot *snapshot =
            e->engine->locks ? e->snapshots[depth] : NULL;

        jsd_gate_drop(&e->gate, *e->owned--);
        jsd_gate_drop(&e->gate, source);
        jsd_enc_snapshot_free(e, snapshot);
    }
    e->releases += e->gate.passes - passes;
}

void
jsd_enc_batch_drop(jsd_enc *e, jsd_enc_batch *batch)
{
    const size_t passes = e->gate.passes;

    if (!batch->owned)
        return;
    for (size_t i = 0; i < batch->n; i++) {
        jsd_gate_drop(&e->gate, batch->members[i].key);
        jsd_gate_drop(&e->gate, batch->members[i].value);
    }
    e->releases += e->gate.passes - passes;
}

bool
jsd_enc_enter_owned(jsd_enc *e, PyObject *container, PyObject *source)
{
    if (!jsd_enc_may_go_deeper(e)) {
        jsd_gate_drop(&e->gate, container);
        jsd_gate_drop(&e->gate, source);
        return false;
    }
    jsd_enc_own(&e->gate, false);
    *++e->top = container;
    e->owned = e->top;
    e->sources[e->top - e->open] = source;
    e->snapshots[e->top - e->open] = NULL;
    return true;
}

/* -------------------------------------------------------------------- path */

/* Returns key as a part of a JSON Pointer (RFC 6901), a new str: "~0" for "~",
 * "~1" for "/". NULL with an exception. */
static PyObject *
escape_pointer_part(PyObject *key)
{
    PyObject *from[] = {PyUnicode_FromString("~"), PyUnicode_FromString("/")};
    PyObject *to[] = {PyUnicode_FromString("~0"), PyUnicode_FromString("~1")};
    PyObject *part = PyUnicode_FromObject(key);

    for (int i = 0; i < 2; i++) {
        PyObject *before = part;

        part = before == NULL || from[i] == NULL || to[i] == NULL
                   ? NULL
                   : PyUnicode_Replace(before, from[i], to[i], -1);
        jsd_drop_inert(before);
        jsd_drop_inert(from[i]);
        jsd_drop_inert(to[i]);
    }
    return part;
}

/* Prepends part, which it takes over, to the path. If part is NULL or memory
 * is short, the path leads to the container instead. */
static void
prepend_path(jsd_enc *e, PyObject *part)
{
    PyObject *longer = NULL;

    if (part != NULL)
        longer = e->path == NULL
                     ? PyUnicode_FromFormat("/%U", part)
                     : PyUnicode_FromFormat("/%U%U", part, e->path);
    jsd_drop_inert(part);
    jsd_drop_inert(e->path);
    e->path = longer;
    e->parts++;
}

char *
jsd_enc_failed_at(jsd_enc *e, PyObject *key)
{
    jsd_raised raised;

    if (jsd_enc_gives_up(e))
        return NULL;
    jsd_raised_take(&raised);
    prepend_path(e, escape_pointer_part(key));
    jsd_raised_restore(&raised);
    return NULL;
}

char *
jsd_enc_failed_at_index(jsd_enc *e, Py_ssize_t index)
{
    jsd_raised raised;

    if (jsd_enc_gives_up(e))
        return NULL;
    jsd_raised_take(&raised);
    prepend_path(e, PyUnicode_FromFormat("%zd", index));
    jsd_raised_restore(&raised);
    return NULL;
}

char *
jsd_enc_failed_at_entry(jsd_enc *e, const jsd_dict_iter *last)
{
    const jsd_caps caps = jsd_abi.caps;
    jsd_dict_iter it = *last;
    PyObject *key, *value;

    if (jsd_enc_gives_up(e))
        return NULL;
    it.pos--; /* as PyDict_Next counts, too */
    if (!jsd_dict_iter_resume(caps, &it) ||
        jsd_dict_next(caps, &it, &key, &value) <= 0 ||
        jsd_type_of(caps, key) != &PyUnicode_Type)
        return jsd_enc_failed_inside(e);
    return jsd_enc_failed_at(e, key);
}

char *
jsd_enc_failed_inside(jsd_enc *e)
{
    if (jsd_enc_gives_up(e))
        return NULL;
    jsd_drop_inert(e->path);
    e->path = NULL;
    e->parts = 0;
    jsd_enc_end_trail(e);
    return NULL;
}

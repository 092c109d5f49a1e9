/* SPDX-License-Identifier: MIT
 *
 * The open containers: who holds them, and the path from them to a failure.
 */
#include "enc/enc.h"

#include "py/error.h"

void
jsd_enc_hold(jsd_enc *e)
{
    while (e->held < e->top)
        Py_IncRef(*++e->held);
    for (jsd_enc_batch *b = e->batch; b != NULL && !b->held; b = b->outer)
        jsd_enc_batch_hold(b);
    e->calls++;
}

void
jsd_enc_let_go(jsd_enc *e)
{
    while (e->held > e->top)
        Py_DecRef(*e->held--);
}

void
jsd_enc_batch_hold(jsd_enc_batch *batch)
{
    if (batch->held)
        return;
    batch->held = true;
    for (size_t i = 0; i < batch->n; i++) {
        Py_IncRef(batch->members[i].key);
        Py_IncRef(batch->members[i].value);
    }
}

void
jsd_enc_batch_drop(jsd_enc_batch *batch)
{
    if (!batch->held)
        return;
    for (size_t i = 0; i < batch->n; i++) {
        Py_DecRef(batch->members[i].key);
        Py_DecRef(batch->members[i].value);
    }
}

/* -------------------------------------------------------------------- path */

/* A key as a part of a JSON Pointer (RFC 6901): "~0" for "~", "~1" for "/". */
static PyObject *
escape(PyObject *key)
{
    PyObject *from[] = {PyUnicode_FromString("~"), PyUnicode_FromString("/")};
    PyObject *to[] = {PyUnicode_FromString("~0"), PyUnicode_FromString("~1")};
    PyObject *part = PyUnicode_FromObject(key);

    for (int i = 0; i < 2; i++) {
        PyObject *before = part;

        part = before == NULL || from[i] == NULL || to[i] == NULL
                   ? NULL
                   : PyUnicode_Replace(before, from[i], to[i], -1);
        Py_DecRef(before);
        Py_DecRef(from[i]);
        Py_DecRef(to[i]);
    }
    return part;
}

/* Puts a part, which it takes over, before the path. Without memory for it the
 * path leads to the container. */
static void
prepend(jsd_enc *e, PyObject *part)
{
    PyObject *longer = NULL;

    if (part != NULL)
        longer = e->path == NULL
                     ? PyUnicode_FromFormat("/%U", part)
                     : PyUnicode_FromFormat("/%U%U", part, e->path);
    Py_DecRef(part);
    Py_DecRef(e->path);
    e->path = longer;
}

char *
jsd_enc_failed_at(jsd_enc *e, PyObject *key)
{
    jsd_raised raised;

    jsd_raised_take(&raised);
    prepend(e, escape(key));
    jsd_raised_restore(&raised);
    return NULL;
}

char *
jsd_enc_failed_at_index(jsd_enc *e, Py_ssize_t index)
{
    jsd_raised raised;

    jsd_raised_take(&raised);
    prepend(e, PyUnicode_FromFormat("%zd", index));
    jsd_raised_restore(&raised);
    return NULL;
}

char *
jsd_enc_failed_inside(jsd_enc *e)
{
    Py_DecRef(e->path);
    e->path = NULL;
    return NULL;
}

void
jsd_enc_fail(jsd_enc *e)
{
    jsd_raised_locate(e->state, e->path);
    Py_DecRef(e->path);
    e->path = NULL;
}

char *
jsd_enc_too_deep(jsd_enc *e)
{
    jsd_raise_encode(e->state, "Recursion limit reached");
    return NULL;
}

/* SPDX-License-Identifier: MIT
 *
 * The open containers: who holds them, and the path that they make.
 */
#include "enc/enc.h"

#include "py/error.h"

/* A frame's key can have changed only since the frame is the innermost: what
 * is below one that has not changed has not either. */
void
jsd_enc_hold(jsd_enc *e)
{
    for (unsigned i = e->depth; i-- > 0;) {
        jsd_enc_open *open = &e->open[i];
        PyObject *before = i < e->held ? open->kept : NULL;

        if (i < e->held && before == open->key)
            break;
        if (i >= e->held)
            Py_IncRef(open->container);
        Py_IncRef(open->key);
        open->kept = open->key;
        Py_DecRef(before);
    }
    e->held = e->depth;
    e->calls++;
}

void
jsd_enc_let_go(jsd_enc *e)
{
    while (e->held > e->depth) {
        const jsd_enc_open *open = &e->open[--e->held];

        Py_DecRef(open->kept);
        Py_DecRef(open->container);
    }
}

/* A key as a part of a JSON Pointer (RFC 6901): "~0" for "~", "~1" for "/". */
static PyObject *
pointer_part(const jsd_enc_open *open)
{
    PyObject *from[] = {PyUnicode_FromString("~"), PyUnicode_FromString("/")};
    PyObject *to[] = {PyUnicode_FromString("~0"), PyUnicode_FromString("~1")};
    PyObject *part = open->key == NULL
                         ? PyUnicode_FromFormat("%zd", open->index)
                         : PyUnicode_FromObject(open->key);

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

static PyObject *
pointer(const jsd_enc *e, unsigned depth)
{
    PyObject *path = PyUnicode_FromString("");

    for (unsigned i = 0; i < depth && path != NULL; i++) {
        PyObject *part = pointer_part(&e->open[i]);
        PyObject *longer =
            part == NULL ? NULL : PyUnicode_FromFormat("%U/%U", path, part);

        Py_DecRef(part);
        Py_DecRef(path);
        path = longer;
    }
    return path;
}

char *
jsd_enc_failed(jsd_enc *e, bool inside)
{
    jsd_raised raised;

    if (e->path != NULL || !PyErr_ExceptionMatches(e->state->encode_error))
        return NULL;
    jsd_raised_take(&raised);
    e->path = pointer(e, inside || e->depth == 0 ? e->depth : e->depth - 1);
    if (e->path == NULL) { /* no memory: nobody shall try again */
        e->path = Py_None;
        Py_IncRef(Py_None);
    }
    jsd_raised_restore(&raised);
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
    return jsd_enc_failed(e, true);
}

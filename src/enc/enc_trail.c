/* SPDX-License-Identifier: MIT */
#include "enc/enc_trail.h"

#include "base/mem.h"
#include "py/error.h"

#include <stdint.h>

void
jsd_enc_begin_trail(jsd_enc *e)
{
    if (e->trail == NULL)
        e->trail = jsd_mem_new(sizeof *e->trail);
    if (e->trail != NULL)
        e->trail->n = 0;
}

void
jsd_enc_end_trail(jsd_enc *e)
{
    jsd_mem_free(e->trail);
    e->trail = NULL;
}

void
jsd_enc_note_object(jsd_enc *e, const PyObject *o)
{
    jsd_enc_trail *t = e->trail;

    if (t->n == JSD_COUNTOF(t->of))
        return;
    t->of[t->n].object = o;
    t->of[t->n].parts = e->parts;
    t->n++;
}

/* Returns whether the open containers i and j are one object, or were made of
 * one object. */
static bool
is_same_container(const jsd_enc *e, size_t i, size_t j)
{
    const size_t owned = (size_t)(e->owned - e->open);

    return e->open[i] == e->open[j] ||
           (i <= owned && j <= owned && e->sources[i] != NULL &&
            e->sources[i] == e->sources[j]);
}

/* Returns the number of path parts to the place where an open container occurs
 * again; SIZE_MAX if none does. */
static size_t
again_open(const jsd_enc *e)
{
    const size_t n = jsd_enc_depth(e);

    for (size_t i = 2; i <= n; i++)
        for (size_t j = 1; j < i; j++)
            if (is_same_container(e, i, j))
                return i - 1;
    return SIZE_MAX;
}

/* Returns the number of path parts to the place where a noted object occurs
 * again; SIZE_MAX if none does. Its place was counted from the end of the
 * path. The outermost objects are the last in the trail. */
static size_t
again_noted(const jsd_enc *e)
{
    const jsd_enc_trail *t = e->trail;

    for (size_t i = t->n; i-- > 0;)
        for (size_t j = i + 1; j < t->n; j++)
            if (t->of[i].object == t->of[j].object &&
                t->of[i].parts <= e->parts)
                return e->parts - t->of[i].parts;
    return SIZE_MAX;
}

/* Truncates the path to its first `parts` parts. Leaves it alone if memory is
 * short. */
static void
cut_path(jsd_enc *e, size_t parts)
{
    Py_ssize_t n = PyUnicode_GetLength(e->path), at = 0;
    PyObject *shorter;

    for (size_t i = 0; i < parts && at >= 0; i++)
        at = PyUnicode_FindChar(e->path, '/', at + 1, n, 1);
    if (at < 0)
        return;
    shorter = PyUnicode_Substring(e->path, 0, at);
    if (shorter == NULL)
        return;
    jsd_drop_inert(e->path);
    e->path = shorter;
    e->parts = parts;
}

bool
jsd_enc_is_circular(jsd_enc *e)
{
    size_t open = again_open(e), noted = again_noted(e);
    size_t parts = open < noted ? open : noted;
    jsd_raised raised;

    if (parts == SIZE_MAX)
        return false;
    if (e->path != NULL && parts < e->parts) {
        jsd_raised_take(&raised);
        cut_path(e, parts);
        jsd_raised_restore(&raised);
    }
    return true;
}

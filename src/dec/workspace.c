/* SPDX-License-Identifier: MIT */
#include "dec/workspace.h"

#include "base/mem.h"

jsd_workspace *
jsd_workspace_new(void)
{
    jsd_workspace *w = jsd_mem_new(sizeof *w);

    if (w == NULL)
        return NULL;
    memset(w, 0, sizeof *w);
    atomic_init(&w->busy, false);
    w->keys = jsd_keycache_new();
    if (w->keys != NULL)
        w->shapes = jsd_shapes_new(w->keys->seed);
    if (w->shapes != NULL)
        return w;
    jsd_workspace_free(w);
    return NULL;
}

static void
clear_workspace(jsd_workspace *w)
{
    jsd_buf_clear(&w->values);
    jsd_buf_clear(&w->text);
    jsd_buf_clear(&w->open);
    jsd_keycache_free(w->keys);
    jsd_shapes_free(w->shapes);
}

void
jsd_workspace_free(jsd_workspace *w)
{
    clear_workspace(w);
    jsd_mem_free(w);
}

static void
trim_buf(jsd_buf *b)
{
    if (b->cap > JSD_WORKSPACE_KEPT)
        jsd_buf_clear(b);
}

void
jsd_workspace_trim(jsd_workspace *shared, jsd_workspace *w)
{
    if (w != shared) {
        clear_workspace(w);
        Py_LeaveRecursiveCall();
        return;
    }
    trim_buf(&w->values);
    trim_buf(&w->text);
}

jsd_workspace *
jsd_workspace_nest(jsd_workspace *spare)
{
    if (Py_EnterRecursiveCall(" while jsonde reads a document") != 0)
        return NULL;
    memset(spare, 0, sizeof *spare);
    return spare;
}

/* SPDX-License-Identifier: MIT */
#include "py/workspace.h"

int
jsd_workspace_init(jsd_workspace *w)
{
    memset(w, 0, sizeof *w);
    atomic_init(&w->busy, false);
    w->keys = jsd_keycache_new();
    if (w->keys == NULL)
        return -1;
    w->shapes = jsd_shapes_new(w->keys->seed);
    return w->shapes == NULL ? -1 : 0;
}

void
jsd_workspace_clear(jsd_workspace *w)
{
    jsd_buf_clear(&w->values);
    jsd_buf_clear(&w->text);
    jsd_keycache_free(w->keys);
    w->keys = NULL;
    jsd_shapes_free(w->shapes);
    w->shapes = NULL;
}

static void
trim(jsd_buf *b)
{
    if (b->cap > JSD_WORKSPACE_KEPT)
        jsd_buf_clear(b);
}

void
jsd_workspace_trim(jsd_workspace *shared, jsd_workspace *w)
{
    if (w != shared) {
        jsd_workspace_clear(w);
        return;
    }
    trim(&w->values);
    trim(&w->text);
}

/* SPDX-License-Identifier: MIT */
#include "py/workspace.h"

/* Bytes of each buffer that stay for the next call. */
enum { KEPT = 64 * 1024 };

int
jsd_workspace_init(jsd_workspace *w)
{
    memset(w, 0, sizeof *w);
    atomic_flag_clear(&w->busy);
    w->keys = jsd_keycache_new();
    return w->keys == NULL ? -1 : 0;
}

void
jsd_workspace_clear(jsd_workspace *w)
{
    jsd_buf_clear(&w->values);
    jsd_buf_clear(&w->text);
    jsd_keycache_free(w->keys);
    w->keys = NULL;
}

jsd_workspace *
jsd_workspace_acquire(jsd_workspace *shared, jsd_workspace *spare)
{
    if (!atomic_flag_test_and_set_explicit(&shared->busy,
                                           memory_order_acquire))
        return shared;
    memset(spare, 0, sizeof *spare);
    return spare;
}

static void
trim(jsd_buf *b)
{
    if (b->cap > KEPT)
        jsd_buf_clear(b);
}

void
jsd_workspace_release(jsd_workspace *shared, jsd_workspace *w)
{
    if (w != shared) {
        jsd_workspace_clear(w);
        return;
    }
    trim(&w->values);
    trim(&w->text);
    atomic_flag_clear_explicit(&w->busy, memory_order_release);
}

/* SPDX-License-Identifier: MIT */
#include "py/workspace.h"

#include "base/mem.h"

int
jsd_workspace_init(jsd_workspace *w)
{
    memset(w, 0, sizeof *w);
    atomic_init(&w->busy, false);
    atomic_init(&w->kept_text, NULL);
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
    jsd_buf_clear(&w->open);
    jsd_mem_free(
        atomic_exchange_explicit(&w->kept_text, NULL, memory_order_relaxed));
    jsd_keycache_free(w->keys);
    w->keys = NULL;
    jsd_shapes_free(w->shapes);
    w->shapes = NULL;
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
        jsd_workspace_clear(w);
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

/* ---------------------------------------------------------- private copies */

/* The GIL is held, where there is one: a plain load and store do. */
static char *
exchange_memory(jsd_workspace *w, char *memory)
{
    char *old;

    if (jsd_abi.free_threaded)
        return atomic_exchange_explicit(&w->kept_text, memory,
                                        memory_order_acq_rel);
    old = atomic_load_explicit(&w->kept_text, memory_order_relaxed);
    atomic_store_explicit(&w->kept_text, memory, memory_order_relaxed);
    return old;
}

char *
jsd_workspace_take_text(jsd_workspace *shared, size_t len,
                        jsd_workspace **owner)
{
    char *memory = NULL;

    *owner = len > JSD_WORKSPACE_KEPT ? NULL : shared;
    if (*owner == NULL)
        return jsd_mem_new(len);
    memory = exchange_memory(shared, NULL);
    return memory != NULL ? memory : jsd_mem_new(JSD_WORKSPACE_KEPT);
}

void
jsd_workspace_leave_text(jsd_workspace *owner, char *memory)
{
    jsd_mem_free(owner == NULL ? memory : exchange_memory(owner, memory));
}

/* SPDX-License-Identifier: MIT */
#include "dec/workspace.h"

#include "base/mem.h"

static void
clear_workspace(jsd_workspace *w)
{
    jsd_buf_clear(&w->values);
    jsd_buf_clear(&w->text);
    jsd_buf_clear(&w->open);
    jsd_keycache_free(w->keys);
    jsd_shapes_free(w->shapes);
}

static void
free_workspace(jsd_workspace *w)
{
    clear_workspace(w);
    jsd_mem_free(w);
}

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
    free_workspace(w);
    return NULL;
}

static void
trim_buf(jsd_buf *b)
{
    if (b->cap > JSD_WORKSPACE_KEPT)
        jsd_buf_clear(b);
}

void
jsd_workspaces_free(jsd_state *state)
{
    for (size_t i = 0; i < JSD_STATE_PLACES; i++) {
        jsd_workspace *w = atomic_exchange(&state->workspaces[i], NULL);

        if (w != NULL)
            free_workspace(w);
    }
}

/* Makes the workspace of a place, or returns that of another thread that was
 * faster. NULL if memory is short. */
static jsd_workspace *
make_workspace(_Atomic(jsd_workspace *) *place)
{
    jsd_workspace *made = jsd_workspace_new(), *before = NULL;

    if (made == NULL || atomic_compare_exchange_strong(place, &before, made))
        return made;
    free_workspace(made);
    return before;
}

jsd_workspace *
jsd_workspace_of_thread(jsd_state *state)
{
    _Atomic(jsd_workspace *) *place = &state->workspaces[jsd_state_place()];
    jsd_workspace *w = atomic_load_explicit(place, memory_order_acquire);

    if (JSD_UNLIKELY(w == NULL))
        w = make_workspace(place);
    if (w == NULL ||
        atomic_exchange_explicit(&w->busy, true, memory_order_acquire))
        return NULL;
    return w;
}

void
jsd_workspace_trim(jsd_workspace *spare, jsd_workspace *w)
{
    if (w == spare) {
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

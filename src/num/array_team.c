/* SPDX-License-Identifier: MIT */
#include "num/array_team.h"

#include "base/buf.h"
#include "base/team.h"

#include <pthread.h>

enum {
    /* A thread costs some 20 us to start; this is formatted in a millisecond
     * or more. */
    THREAD_BYTES = 1024 * 1024,
    /* Text of as many items stays in a processor's own cache. */
    PART_ITEMS = 8192,
    PART_ROOM = 192 * 1024
};

/* ------------------------------------------------------------- how much */

unsigned
jsd_array_team_size(const jsd_array_writer *w)
{
    const size_t most = jsd_array_bytes(w->array) / THREAD_BYTES;
    unsigned n;

    if (most < 2)
        return 1;
    n = jsd_team_size();
    return n < most ? n : (unsigned)most;
}

/* Bytes that an item may need: with a comma, and with three bytes and two
 * lines for each dimension that ends before it and begins anew. */
static size_t
item_room(const jsd_array_writer *w)
{
    const size_t dimensions = (size_t)w->array->ndim;
    const size_t line =
        w->breaks == NULL ? 0 : 1 + (w->outer + dimensions) * w->indent;

    return JSD_ARRAY_ROOM + line + dimensions * (3 + 2 * line);
}

/* All brackets that are open may close behind the last one. */
ptrdiff_t
jsd_array_team_items(const jsd_array_writer *w, size_t *room)
{
    const size_t one = item_room(w);
    const size_t rest =
        (size_t)(jsd_array_items(w->array) - jsd_array_tell(w));
    size_t n = *room / one;

    if (n < 2)
        return 0;
    n = n - 1 < rest ? n - 1 : rest;
    *room = (n + 1) * one;
    return (ptrdiff_t)n;
}

/* --------------------------------------------------------------- the work */

typedef struct team {
    jsd_array_writer *w; /* where the work begins, and then where it ends */
    ptrdiff_t first, items, parts;
    pthread_mutex_t lock; /* for what follows */
    pthread_cond_t turn;  /* `placed` or `ended` has changed */
    ptrdiff_t taken;      /* parts that somebody writes or has written */
    ptrdiff_t placed;     /* parts whose place is known */
    char *out;            /* that of the next part */
    bool ended;           /* early */
    jsd_status status;
} team;

/* The text of a part, in memory of the thread's own. */
static jsd_status
format(const team *t, ptrdiff_t part, jsd_array_writer *w, jsd_buf *text,
       size_t *len)
{
    const ptrdiff_t begin = part * PART_ITEMS;
    const ptrdiff_t rest = t->items - begin;

    *w = *t->w;
    if (part > 0)
        jsd_array_seek(w, t->first + begin);
    w->left = rest < PART_ITEMS ? rest : PART_ITEMS;
    for (*len = 0;;) {
        char *start, *end;

        if (jsd_buf_reserve(text, *len + PART_ROOM + w->room) != JSD_OK)
            return JSD_NO_MEMORY;
        start = text->data;
        end = jsd_array_put(w, start + *len, start + text->cap);
        *len = (size_t)(end - start);
        if (w->is_done || w->is_refused || jsd_array_is_paused(w))
            return JSD_OK;
    }
}

/* Waits until all parts before have their places; NULL: the work has ended.
 * What is refused ends it there, and so does a part without memory. */
static char *
find_place(team *t, ptrdiff_t part, const jsd_array_writer *w, size_t len,
           jsd_status status)
{
    char *place = NULL;

    pthread_mutex_lock(&t->lock);
    while (t->placed != part && !t->ended)
        pthread_cond_wait(&t->turn, &t->lock);
    if (!t->ended) {
        place = t->out;
        t->out += len;
        t->placed++;
        t->status = status;
        t->ended = status != JSD_OK || w->is_refused;
        if (t->ended || t->placed == t->parts)
            *t->w = *w;
        pthread_cond_broadcast(&t->turn);
    }
    pthread_mutex_unlock(&t->lock);
    return status == JSD_OK ? place : NULL;
}

static ptrdiff_t
take(team *t)
{
    ptrdiff_t part;

    pthread_mutex_lock(&t->lock);
    part = t->ended ? t->parts : t->taken;
    t->taken++;
    pthread_mutex_unlock(&t->lock);
    return part;
}

static void
work(void *shared)
{
    team *t = shared;
    jsd_buf text = JSD_BUF_EMPTY;

    for (ptrdiff_t part; (part = take(t)) < t->parts;) {
        jsd_array_writer w;
        size_t len = 0;
        jsd_status status = format(t, part, &w, &text, &len);
        char *place = find_place(t, part, &w, len, status);

        if (place == NULL)
            break;
        memcpy(place, text.data, len);
    }
    jsd_buf_clear(&text);
}

jsd_status
jsd_array_put_team(jsd_array_writer *w, unsigned threads, ptrdiff_t items,
                   char *out, char **end)
{
    team t = {.w = w, .first = jsd_array_tell(w), .items = items, .out = out};

    t.parts = (t.items + PART_ITEMS - 1) / PART_ITEMS;
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.turn, NULL);
    jsd_team_run(threads, work, &t);
    pthread_cond_destroy(&t.turn);
    pthread_mutex_destroy(&t.lock);
    w->left = PTRDIFF_MAX;
    *end = t.out;
    return t.status;
}

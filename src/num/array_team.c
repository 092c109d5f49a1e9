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
    PART_ITEMS = 3072,
    PART_ROOM = 80 * 1024,
    PARTS_MAX = 2048, /* at once */
    AHEAD_MAX = 16   /* parts that a thread may have without a place */
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

/* One part; and all brackets that are open may close behind it. */
size_t
jsd_array_team_room(const jsd_array_writer *w)
{
    return (PART_ITEMS + 1) * item_room(w);
}

/* --------------------------------------------------------------- the work */

/* Each thread takes the next part, writes it into memory of its own, and tells
 * how long it is. When that is known of all parts before, so is its place, and
 * the thread copies it there. It may be some parts ahead: one that waits for a
 * processor does not stop the others. */
typedef struct team {
    const jsd_array_writer *w; /* where the work begins */
    ptrdiff_t first, items, parts;
    char *out;
    size_t room;
    pthread_mutex_t lock;  /* for what follows */
    pthread_cond_t news;   /* `placed` or `end` has changed */
    ptrdiff_t taken;       /* parts that somebody writes or has written */
    ptrdiff_t placed;      /* parts whose place is known, from the first on */
    ptrdiff_t end;         /* the first part that is not wanted any more */
    ptrdiff_t failed;      /* the first that failed, or -1 */
    jsd_status status;     /* of that */
    jsd_array_writer last; /* behind that, or else behind the last part */
    size_t place[PARTS_MAX + 1];
    size_t len[PARTS_MAX]; /* and one more: 0 is not known */
} team;

/* A part that is written, and waits for its place. */
typedef struct pending {
    ptrdiff_t part;
    size_t at, len; /* in the thread's memory */
} pending;

typedef struct member {
    team *t;
    jsd_buf text;
    size_t len;
    pending waiting[AHEAD_MAX];
    size_t first, count; /* of those */
} member;

/* The text of a part, behind what there is. */
static jsd_status
format(member *m, ptrdiff_t part, jsd_array_writer *w)
{
    const team *t = m->t;
    const ptrdiff_t begin = part * PART_ITEMS;
    const ptrdiff_t rest = t->items - begin;

    *w = *t->w;
    if (part > 0)
        jsd_array_seek(w, t->first + begin);
    w->left = rest < PART_ITEMS ? rest : PART_ITEMS;
    while (!w->is_done && !w->is_refused && !jsd_array_is_paused(w)) {
        char *start;

        if (jsd_buf_reserve(&m->text, m->len + PART_ROOM + w->room) != JSD_OK)
            return JSD_NO_MEMORY;
        start = m->text.data;
        m->len =
            (size_t)(jsd_array_put(w, start + m->len, start + m->text.cap) -
                     start);
    }
    return JSD_OK;
}

/* Gives places to all parts that can have one. */
static void
give_places(team *t)
{
    for (; t->placed < t->end && t->len[t->placed] != 0; t->placed++) {
        const size_t behind = t->place[t->placed] + t->len[t->placed] - 1;

        if (behind > t->room) {
            t->end = t->placed;
            break;
        }
        t->place[t->placed + 1] = behind;
    }
}

/* Of a part that is written: how long it is, and what became of its writer. */
static void
publish(team *t, ptrdiff_t part, size_t len, const jsd_array_writer *w,
        jsd_status status)
{
    const bool failed = status != JSD_OK || w->is_refused;

    pthread_mutex_lock(&t->lock);
    t->len[part] = len + 1;
    if (part < t->end && (failed || part + 1 == t->parts)) {
        t->last = *w;
        t->status = status;
    }
    if (part < t->end && failed)
        t->failed = t->end = part;
    give_places(t);
    pthread_cond_broadcast(&t->news);
    pthread_mutex_unlock(&t->lock);
}

/* Whether a part's place is known, for which it may wait. */
static bool
has_place(team *t, ptrdiff_t part, bool may_wait)
{
    bool has;

    pthread_mutex_lock(&t->lock);
    while (may_wait && t->placed <= part && part < t->end)
        pthread_cond_wait(&t->news, &t->lock);
    has = part < t->placed;
    pthread_mutex_unlock(&t->lock);
    return has;
}

/* Copies what has a place, and waits until at most so many have none. */
static void
place(member *m, size_t most)
{
    while (m->count > 0) {
        const pending *p = &m->waiting[m->first];

        if (!has_place(m->t, p->part, m->count > most))
            return;
        memcpy(m->t->out + m->t->place[p->part], (char *)m->text.data + p->at,
               p->len);
        m->first = (m->first + 1) % AHEAD_MAX;
        m->count--;
    }
    m->len = 0;
}

static ptrdiff_t
take(team *t)
{
    ptrdiff_t part;

    pthread_mutex_lock(&t->lock);
    part = t->taken < t->end ? t->taken++ : t->parts;
    pthread_mutex_unlock(&t->lock);
    return part;
}

static void
work(void *shared)
{
    team *t = shared;
    member m = {.t = t, .text = JSD_BUF_EMPTY};
    jsd_array_writer w;

    for (ptrdiff_t part; (part = take(t)) < t->parts;) {
        const size_t at = m.len;
        const jsd_status status = format(&m, part, &w);

        publish(t, part, m.len - at, &w, status);
        m.waiting[(m.first + m.count++) % AHEAD_MAX] =
            (pending){part, at, m.len - at};
        place(&m, AHEAD_MAX - 1);
    }
    place(&m, 0);
    jsd_buf_clear(&m.text);
}

jsd_status
jsd_array_put_team(jsd_array_writer *w, unsigned threads, char *out,
                   const char *limit, char **end)
{
    team t = {.w = w, .out = out, .room = (size_t)(limit - out), .failed = -1};
    const ptrdiff_t most = (ptrdiff_t)PARTS_MAX * PART_ITEMS;

    t.first = jsd_array_tell(w);
    t.items = jsd_array_items(w->array) - t.first;
    if (t.items > most)
        t.items = most;
    t.parts = t.end = (t.items + PART_ITEMS - 1) / PART_ITEMS;
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.news, NULL);
    jsd_team_run(threads, work, &t);
    pthread_cond_destroy(&t.news);
    pthread_mutex_destroy(&t.lock);
    *end = out + t.place[t.end];
    if (t.end == t.failed || t.end == t.parts)
        *w = t.last;
    else if (t.end > 0)
        jsd_array_seek(w, t.first + t.end * PART_ITEMS);
    w->left = PTRDIFF_MAX;
    return t.end == t.failed ? t.status : JSD_OK;
}

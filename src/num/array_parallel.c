/* SPDX-License-Identifier: MIT */
#include "num/array_parallel.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "num/array_text_length.h"

#include <pthread.h>

enum {
    /* A thread costs some 50 us to start and end. */
    THREAD_NS = 1000 * 1000,
    /* Text of as many items stays in a processor's own cache. */
    PART_ITEMS = 2048,
    PARTS_MAX = 8192, /* at once */
    LEADER_MAX_PARTS = 8,
    AHEAD_MAX = 16, /* parts that a thread may have without a place */
    /* Of a part that is written in its place. With its comma an item has two
     * bytes at least, and what writes one touches JSD_ARRAY_ROOM bytes. */
    TAIL_ITEMS = JSD_ARRAY_ROOM / 2
};
_Static_assert(PART_ITEMS % JSD_ARRAY_BLOCK == 0, "it can be measured");

/* ------------------------------------------------------------- how much */

/* About how long an item takes, in ns. */
static size_t
cost_of(jsd_item item)
{
    return item >= JSD_ITEM_F16 ? 13 : jsd_item_size(item) >= 4 ? 6 : 1;
}

unsigned
jsd_array_parallel_threads(const jsd_array_writer *w)
{
    const size_t items = (size_t)jsd_array_items(w->array);
    const size_t most = items * cost_of(w->array->format.item) / THREAD_NS;
    unsigned n;

    if (most < 2)
        return 1;
    n = jsd_parallel_size();
    return n < most ? n : (unsigned)most;
}

/* Bytes that an item may need: with a comma, and with three bytes and two
 * lines for each dimension that ends before it and begins anew. */
static size_t
item_room(const jsd_array_writer *w)
{
    const size_t dimensions = (size_t)w->array->ndim;
    const size_t line = jsd_array_break_size(w, w->array->ndim);

    return JSD_ARRAY_ROOM + 1 + line + dimensions * (3 + 2 * line);
}

/* One part; and all brackets that are open may close behind it. */
size_t
jsd_array_parallel_room(const jsd_array_writer *w)
{
    return (PART_ITEMS + 1) * item_room(w);
}

/* --------------------------------------------------------------- the work */

/* Each thread takes the next part, writes it into memory of its own, and tells
 * how long it is. When that is known of all parts before, so is its place, and
 * the thread copies it there. It may be some parts ahead: one that waits for a
 * processor does not stop the others.
 *
 * A copy costs a tenth of the writing of doubles, and a third of that of
 * integers. So one thread leads: it takes several parts at once, the others
 * take those behind, and as it comes to each of its parts the place is known.
 * There it writes at once.
 *
 * Where lengths can be measured (num/array_text_length.h), nothing is copied:
 * who takes a part measures those before it that are not written yet. As the
 * neighbours of a part are then written at the same time, nothing may be
 * touched behind it, not even for a moment: its tail is written elsewhere.
 * And as we have no GIL, others may write into the array in between. A part
 * that is not as long as it was measured is not wanted, and no part behind it:
 * the text ends before it, and the rest is written without measuring. */
typedef struct array_job {
    const jsd_array_writer *w; /* where the work begins */
    ptrdiff_t first, items, parts;
    char *out;
    size_t room;  /* for parts */
    size_t spare; /* behind them, which a writer wants to have */
    unsigned threads;
    bool can_measure;
    size_t slots;            /* texts that a thread has memory for */
    pthread_mutex_t lock;    /* for what follows */
    pthread_cond_t progress; /* `placed` or `end` has changed */
    bool has_leader;         /* somebody does */
    bool data_changed;       /* a part was not as long as measured */
    ptrdiff_t taken;         /* parts that somebody writes or has written */
    ptrdiff_t measured;      /* parts that somebody writes or measures */
    ptrdiff_t placed;      /* parts whose length is known, from the first on */
    ptrdiff_t end;         /* the first part that is not wanted any more */
    ptrdiff_t refused;     /* the first with an item that is, or -1 */
    jsd_array_writer last; /* behind that, or else behind the last part */
    size_t *place;
    size_t *len;    /* and one more: 0 is not known */
    char *memory;   /* for the parts that wait, of all threads */
    size_t members; /* that have memory */
} array_job;

/* A part that is written, and waits for its place. */
typedef struct pending_part {
    ptrdiff_t part;
    size_t len;
} pending_part;

typedef struct parallel_worker {
    array_job *t;
    bool leads;
    ptrdiff_t next, until; /* parts that it has taken */
    pending_part waiting[AHEAD_MAX];
    char *texts;         /* theirs, each with jsd_array_parallel_room */
    size_t first, count; /* of those that wait, in a ring */
} parallel_worker;

static char *
slot_text(const parallel_worker *m, size_t slot)
{
    return m->texts + slot * jsd_array_parallel_room(m->t->w);
}

static void
start_part(const array_job *t, ptrdiff_t part, jsd_array_writer *w)
{
    const ptrdiff_t begin = part * PART_ITEMS;
    const ptrdiff_t rest = t->items - begin;

    *w = *t->w;
    if (part > 0)
        jsd_array_write_seek(w, t->first + begin);
    w->left = rest < PART_ITEMS ? rest : PART_ITEMS;
}

static bool
has_written_all(const jsd_array_writer *w)
{
    return w->is_done || w->is_refused || jsd_array_write_is_paused(w);
}

/* The text of a part in memory of the thread's own, where it has room. */
static size_t
format_in(char *text, jsd_array_writer *w)
{
    return (
        size_t)(jsd_array_write(w, text, text + jsd_array_parallel_room(w)) -
                text);
}

static size_t
format_part(parallel_worker *m, jsd_array_writer *w, ptrdiff_t part)
{
    const size_t slot = (m->first + m->count++) % AHEAD_MAX;
    const size_t len = format_in(slot_text(m, slot), w);

    m->waiting[slot] = (pending_part){part, len};
    return len;
}

/* The same where it stays. What has no room there is too long. */
static size_t
format_there(const parallel_worker *m, jsd_array_writer *w, ptrdiff_t part)
{
    const array_job *t = m->t;
    const ptrdiff_t tail = w->left < TAIL_ITEMS ? w->left : TAIL_ITEMS;
    char *begin = t->out + t->place[part];
    char *limit = t->out + t->room + t->spare;
    char *text = slot_text(m, (m->first + m->count) % AHEAD_MAX);
    char *end;
    size_t len;

    w->left -= tail;
    end = jsd_array_write(w, begin, limit);
    if (w->is_refused)
        return (size_t)(end - begin);
    if (!has_written_all(w))
        return t->room + 1;
    w->left = tail;
    len = format_in(text, w);
    if (len > (size_t)(limit - end))
        return t->room + 1;
    memcpy(end, text, len);
    return (size_t)(end - begin) + len;
}

/* Gives places to all parts that can have one. */
static void
give_places(array_job *t)
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

/* Of a part that is written or measured: how long it is. Has the lock. */
static void
publish_len(array_job *t, ptrdiff_t part, size_t len)
{
    t->len[part] = len + 1;
    give_places(t);
    pthread_cond_broadcast(&t->progress);
}

/* Of a part that is written: how long it is, and what became of its writer. */
static void
publish_part(array_job *t, ptrdiff_t part, size_t len,
             const jsd_array_writer *w)
{
    pthread_mutex_lock(&t->lock);
    if (part < t->end) {
        if (w->is_refused || part + 1 == t->parts)
            t->last = *w;
        if (w->is_refused)
            t->refused = t->end = part;
        if (t->len[part] != 0 && t->len[part] != len + 1) {
            t->data_changed = true;
            t->end = part;
        }
        publish_len(t, part, len);
    }
    pthread_mutex_unlock(&t->lock);
}

/* Whether a part is wanted and its place known, for which it may wait. */
static bool
has_place(array_job *t, ptrdiff_t part, bool may_wait)
{
    bool has;

    pthread_mutex_lock(&t->lock);
    while (may_wait && t->placed < part && part < t->end)
        pthread_cond_wait(&t->progress, &t->lock);
    has = part <= t->placed && part < t->end;
    pthread_mutex_unlock(&t->lock);
    return has;
}

/* The same, and measures what nobody does. */
static bool
find_place(array_job *t, ptrdiff_t part)
{
    pthread_mutex_lock(&t->lock);
    while (t->measured < part && part < t->end) {
        const ptrdiff_t before = t->measured++;
        size_t len;

        if (t->len[before] != 0)
            continue;
        pthread_mutex_unlock(&t->lock);
        len = jsd_array_text_length(t->w, t->first + before * PART_ITEMS,
                                    PART_ITEMS);
        pthread_mutex_lock(&t->lock);
        if (t->len[before] == 0)
            publish_len(t, before, len);
    }
    pthread_mutex_unlock(&t->lock);
    return has_place(t, part, true);
}

/* Copies what has a place, and waits until at most so many have none. */
static void
place_parts(parallel_worker *m, size_t most)
{
    const array_job *t = m->t;

    while (m->count > 0) {
        const pending_part *p = &m->waiting[m->first];

        if (!has_place(m->t, p->part, m->count > most))
            return;
        memcpy(t->out + t->place[p->part], slot_text(m, m->first), p->len);
        m->first = (m->first + 1) % AHEAD_MAX;
        m->count--;
    }
    m->first = 0; /* that memory is in the cache */
}

/* How many parts who leads takes at once: fewer as the end comes near, so that
 * all end together. */
static ptrdiff_t
leader_share(const array_job *t)
{
    const ptrdiff_t n = (t->parts - t->taken) / (2 * (ptrdiff_t)t->threads);

    return n < 1 ? 1 : n > LEADER_MAX_PARTS ? LEADER_MAX_PARTS : n;
}

/* The next part, and whether its place is known. */
static ptrdiff_t
take_part(parallel_worker *m, bool *is_placed)
{
    array_job *t = m->t;
    ptrdiff_t part;

    pthread_mutex_lock(&t->lock);
    if (m->next == m->until) {
        m->leads |= !t->has_leader;
        t->has_leader = true;
        m->next = t->taken;
        t->taken += m->leads ? leader_share(t) : 1;
        m->until = t->taken;
    }
    part = m->next < t->end ? m->next++ : t->parts;
    *is_placed = part <= t->placed;
    pthread_mutex_unlock(&t->lock);
    return part;
}

static void
join_job(parallel_worker *m, array_job *t)
{
    memset(m, 0, sizeof *m);
    m->t = t;
    pthread_mutex_lock(&t->lock);
    m->texts = t->memory;
    m->texts = slot_text(m, t->members++ * t->slots);
    pthread_mutex_unlock(&t->lock);
}

static void
work_on_job(void *shared)
{
    bool is_placed;
    parallel_worker m;

    join_job(&m, shared);
    for (ptrdiff_t part; (part = take_part(&m, &is_placed)) < m.t->parts;) {
        jsd_array_writer w;

        if (!is_placed && m.t->can_measure) {
            is_placed = find_place(m.t, part);
            if (!is_placed)
                break;
        }
        start_part(m.t, part, &w);
        publish_part(m.t, part,
                     is_placed ? format_there(&m, &w, part)
                               : format_part(&m, &w, part),
                     &w);
        place_parts(&m, AHEAD_MAX - 1);
    }
    place_parts(&m, 0);
}

static void
run_job(array_job *t)
{
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->progress, NULL);
    jsd_parallel_run(t->threads, work_on_job, t);
    pthread_cond_destroy(&t->progress);
    pthread_mutex_destroy(&t->lock);
}

/* One block for all that it needs. */
static jsd_status
allocate_job(array_job *t)
{
    const size_t n = (size_t)t->parts;
    const size_t sizes = (2 * n + 1) * sizeof *t->place;
    const size_t texts = t->threads * t->slots * jsd_array_parallel_room(t->w);

    t->place = jsd_mem_new(sizes + texts);
    if (t->place == NULL)
        return JSD_NO_MEMORY;
    t->len = t->place + n + 1;
    t->memory = (char *)(t->len + n);
    memset(t->place, 0, sizes);
    return JSD_OK;
}

jsd_status
jsd_array_write_parallel(jsd_array_writer *w, unsigned threads, char *out,
                         const char *limit, char **end)
{
    array_job t = {.w = w, .out = out, .threads = threads, .refused = -1};
    const ptrdiff_t most = (ptrdiff_t)PARTS_MAX * PART_ITEMS;

    t.can_measure = !w->data_changed && jsd_array_has_length(w);
    t.slots = t.can_measure ? 1 : AHEAD_MAX;
    t.measured = 1; /* who begins, writes the first */
    t.spare = w->room;
    t.room = (size_t)(limit - out) - t.spare;
    t.first = jsd_array_write_tell(w);
    t.items = jsd_array_items(w->array) - t.first;
    if (t.items > most)
        t.items = most;
    t.parts = t.end = (t.items + PART_ITEMS - 1) / PART_ITEMS;
    *end = out;
    if (allocate_job(&t) != JSD_OK)
        return JSD_NO_MEMORY;
    run_job(&t);
    *end = out + t.place[t.end];
    if (t.end == t.refused || t.end == t.parts)
        *w = t.last;
    else if (t.end > 0)
        jsd_array_write_seek(w, t.first + t.end * PART_ITEMS);
    w->left = PTRDIFF_MAX;
    w->data_changed |= t.data_changed;
    jsd_mem_free(t.place);
    return JSD_OK;
}

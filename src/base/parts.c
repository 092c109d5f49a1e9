/* SPDX-License-Identifier: MIT
 *
 * A part has a place in the buffer once the lengths of all parts before it are
 * known. Each thread repeats these steps until no part is left:
 *
 *  1. Claim. The thread takes the next part, in order (claim_next()).
 *  2. Measure predecessors. With parts->measure, the thread computes the
 *     lengths of the earlier parts that nobody has measured yet. Then it waits
 *     until its part has a place (measure_predecessors()).
 *  3. Write in place. If the part has a place, the thread writes there
 *     (write_in_place()). Otherwise it writes into a slot of its own memory
 *     (write_in_slot()).
 *  4. Publish. The thread publishes the length, which gives the parts behind
 *     it their places (publish_length()).
 *  5. Copy. The thread copies its slots whose parts have a place by now
 *     (copy_waiting()). It waits only if all of its slots are in use.
 *
 * Without measuring, the first thread becomes the leader: it claims several
 * parts at once, and the others write the parts behind them. So most parts of
 * the leader have a place when their turn comes, and it is the others that
 * copy.
 *
 * Invariant, under job->lock: the parts before job->placed have their lengths
 * and places; place[i + 1] == place[i] + length of part i; no part at or after
 * job->end becomes output. Each byte before place[end] is written last by the
 * thread of its part. A writer touches bytes behind its part only without
 * measuring: then no part behind it has a place.
 *
 * If the text of a part is read from memory that others write to, it may
 * differ from its measured length. publish_length() then sets job->changed,
 * and job->end to this part: the text ends before it, although later parts may
 * have been written.
 */
#include "base/parts.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <pthread.h>

enum {
    SLOTS_MAX = 16, /* parts without a place that a thread may hold */
    LEADER_MAX_PARTS = 8,
    UNKNOWN = -1 /* a length */
};

typedef struct parts_job {
    const jsd_parts *parts;
    pthread_mutex_t lock;    /* for the members below */
    pthread_cond_t progress; /* one of them has changed */
    unsigned started;        /* threads that have started */
    bool is_cut;             /* the parts are known */
    size_t count;            /* parts */
    size_t claimed;          /* parts that a thread has claimed */
    size_t placed;           /* the parts before it have a length */
    size_t next_unmeasured;  /* the parts before it need no measuring */
    size_t end;              /* the first part that is dropped */
    bool changed;            /* a part differs from its measured length */
    size_t *place;           /* the offset of each part, and of the end */
    ptrdiff_t *length;       /* of each part, or UNKNOWN */
} parts_job;

/* A part that is written into a slot and has no place yet. */
typedef struct waiting_part {
    size_t part, length;
} waiting_part;

typedef struct parts_thread {
    parts_job *job;
    void *state;
    bool is_leader;
    size_t next, claim_end;        /* parts that it has claimed */
    size_t ring_start, ring_count; /* waiting parts form a ring */
    waiting_part waiting[SLOTS_MAX];
    jsd_buf slots[SLOTS_MAX];
} parts_thread;

/* Returns how many parts the leader claims at once: fewer towards the end, so
 * that all threads finish at about the same time. */
static size_t
leader_claim(const parts_job *job)
{
    const size_t n =
        (job->count - job->claimed) / (2 * (size_t)job->parts->threads);

    return n < 1 ? 1 : n > LEADER_MAX_PARTS ? LEADER_MAX_PARTS : n;
}

/* Sets *part to the next part of a thread, and *is_placed to whether it has a
 * place. Returns false after the last part. */
static bool
claim_next(parts_thread *t, size_t *part, bool *is_placed)
{
    parts_job *job = t->job;
    bool is_claimed;

    pthread_mutex_lock(&job->lock);
    if (t->next == t->claim_end) {
        t->next = job->claimed;
        job->claimed += t->is_leader ? leader_claim(job) : 1;
        t->claim_end = job->claimed;
    }
    is_claimed = t->next < job->end;
    *part = t->next++;
    *is_placed = *part <= job->placed;
    pthread_mutex_unlock(&job->lock);
    return is_claimed;
}

/* Drops a part and all parts behind it. The caller has the lock. */
static void
drop_parts(parts_job *job, size_t first)
{
    if (first < job->end)
        job->end = first;
}

/* Sets the length of a part, gives a place to each part whose predecessors
 * have lengths, and drops the first one that does not fit. The caller has the
 * lock. */
static void
set_length(parts_job *job, size_t part, ptrdiff_t length)
{
    job->length[part] = length;
    while (job->placed < job->end && job->length[job->placed] != UNKNOWN) {
        const size_t behind =
            job->place[job->placed] + (size_t)job->length[job->placed];

        if (behind > job->parts->room) {
            drop_parts(job, job->placed);
            break;
        }
        job->place[++job->placed] = behind;
    }
    pthread_cond_broadcast(&job->progress);
}

/* Publishes the length of a part that is written, or JSD_PARTS_STOP. */
static void
publish_length(parts_job *job, size_t part, ptrdiff_t length)
{
    pthread_mutex_lock(&job->lock);
    if (length != JSD_PARTS_STOP && job->length[part] != UNKNOWN &&
        job->length[part] != length && part < job->end) {
        job->changed = true;
        drop_parts(job, part);
    }
    if (length == JSD_PARTS_STOP)
        drop_parts(job, part);
    else
        set_length(job, part, length);
    pthread_cond_broadcast(&job->progress);
    pthread_mutex_unlock(&job->lock);
}

/* Returns whether a part has a place and is not dropped. Waits for that if
 * may_wait. */
static bool
await_place(parts_job *job, size_t part, bool may_wait)
{
    bool has;

    pthread_mutex_lock(&job->lock);
    while (may_wait && job->placed < part && part < job->end)
        pthread_cond_wait(&job->progress, &job->lock);
    has = part <= job->placed && part < job->end;
    pthread_mutex_unlock(&job->lock);
    return has;
}

/* Measures the parts before `part` that no thread measures or has written, and
 * waits for the place of `part`. Returns false if the part is dropped. */
static bool
measure_predecessors(parts_job *job, size_t part)
{
    pthread_mutex_lock(&job->lock);
    while (job->next_unmeasured < part && part < job->end) {
        const size_t before = job->next_unmeasured++;
        size_t length;

        if (job->length[before] != UNKNOWN)
            continue;
        pthread_mutex_unlock(&job->lock);
        length = job->parts->measure(job->parts->shared, before);
        pthread_mutex_lock(&job->lock);
        if (job->length[before] == UNKNOWN)
            set_length(job, before, (ptrdiff_t)length);
    }
    pthread_mutex_unlock(&job->lock);
    return await_place(job, part, true);
}

/* Copies the waiting parts that have a place, in order. Waits until at most
 * `most` parts are left. */
static void
copy_waiting(parts_thread *t, size_t most)
{
    const parts_job *job = t->job;

    while (t->ring_count > 0) {
        const waiting_part *w = &t->waiting[t->ring_start];

        if (!await_place(t->job, w->part, t->ring_count > most))
            return;
        memcpy(job->parts->out + job->place[w->part],
               t->slots[t->ring_start].data, w->length);
        t->ring_start = (t->ring_start + 1) % SLOTS_MAX;
        t->ring_count--;
    }
    t->ring_start = 0; /* this slot is in the cache */
}

/* Writes a part at its place. */
static void
write_in_place(parts_thread *t, size_t part)
{
    const jsd_parts *p = t->job->parts;
    jsd_part_place place = {p->out + t->job->place[part], p->out + p->room,
                            NULL};

    publish_length(t->job, part, p->write(t->state, part, &place));
}

/* Writes a part into a free slot. */
static void
write_in_slot(parts_thread *t, size_t part)
{
    const size_t slot = (t->ring_start + t->ring_count) % SLOTS_MAX;
    jsd_buf *b = &t->slots[slot];
    ptrdiff_t length = JSD_PARTS_STOP;

    if (jsd_buf_reserve(b, t->job->parts->slot) == JSD_OK) {
        jsd_part_place place = {b->data, (char *)b->data + b->cap, b};

        length = t->job->parts->write(t->state, part, &place);
    }
    if (length >= 0) {
        t->waiting[slot] = (waiting_part){part, (size_t)length};
        t->ring_count++;
    }
    publish_length(t->job, part, length);
}

/* Sets the number of parts. Without memory for their places there are none. */
static void
set_count(parts_job *job, size_t n)
{
    job->place = jsd_mem_new((2 * n + 1) * sizeof *job->place);
    if (job->place == NULL)
        return;
    job->place[0] = 0;
    job->length = (ptrdiff_t *)(job->place + n + 1);
    for (size_t i = 0; i < n; i++)
        job->length[i] = UNKNOWN;
    job->count = job->end = n;
}

/* Gives a thread its state. The first one becomes the leader and cuts the
 * text, and the others wait for that. */
static void
begin_thread(parts_thread *t)
{
    parts_job *job = t->job;
    size_t n;

    pthread_mutex_lock(&job->lock);
    t->is_leader = job->started == 0;
    t->state = job->parts->states[job->started++];
    if (t->is_leader) {
        pthread_mutex_unlock(&job->lock);
        n = job->parts->cut(job->parts->shared);
        pthread_mutex_lock(&job->lock);
        set_count(job, n);
        job->is_cut = true;
        pthread_cond_broadcast(&job->progress);
    }
    while (!job->is_cut)
        pthread_cond_wait(&job->progress, &job->lock);
    pthread_mutex_unlock(&job->lock);
}

static void
run_parts_thread(void *shared)
{
    parts_thread t = {.job = shared};
    bool is_placed;
    size_t part;

    begin_thread(&t);
    while (claim_next(&t, &part, &is_placed)) {
        if (!is_placed && t.job->parts->measure != NULL) {
            is_placed = measure_predecessors(t.job, part);
            if (!is_placed)
                break;
        }
        if (is_placed)
            write_in_place(&t, part);
        else
            write_in_slot(&t, part);
        copy_waiting(&t, SLOTS_MAX - 1);
    }
    copy_waiting(&t, 0);
    for (size_t i = 0; i < SLOTS_MAX; i++)
        jsd_buf_clear(&t.slots[i]);
}

jsd_parts_result
jsd_parts_write(const jsd_parts *parts)
{
    /* A thread writes part 0 at once. */
    parts_job job = {.parts = parts, .next_unmeasured = 1};
    jsd_parts_result result;

    pthread_mutex_init(&job.lock, NULL);
    pthread_cond_init(&job.progress, NULL);
    jsd_parallel_run(parts->threads, run_parts_thread, &job);
    pthread_cond_destroy(&job.progress);
    pthread_mutex_destroy(&job.lock);
    result = (jsd_parts_result){job.end, job.end == 0 ? 0 : job.place[job.end],
                                job.changed};
    jsd_mem_free(job.place);
    return result;
}

/* SPDX-License-Identifier: MIT
 *
 * The job is the text of an array, cut into parts of PART_ITEMS items. Several
 * workers write the parts into one buffer, without gaps. A part has a place in
 * the buffer once the lengths of all parts before it are known.
 *
 * Each worker repeats these steps until no part is left:
 *
 *  1. Claim. The worker takes the next part, in order (claim_part()).
 *  2. Measure predecessors. If job->can_measure, the worker computes the text
 *     lengths of the earlier parts that no worker has measured yet. This takes
 *     a tenth of the time of writing. Then it waits until its part has a place
 *     (measure_predecessors()).
 *  3. Write in place. If the part has a place, the worker writes there
 *     (format_in_place()). Otherwise it writes into a slot of its own memory
 *     (format_in_slot()).
 *  4. Publish. The worker publishes the length of its text, which gives the
 *     parts behind it their places (publish_part()).
 *  5. Copy. The worker copies its slots whose parts have a place by now
 *     (copy_pending()). It waits only if all of its slots are in use.
 *
 * Without measuring, a copy costs a tenth of the time of writing doubles, and
 * a third of that of integers. So the first worker becomes the leader: it
 * claims several parts at once, the other workers write the parts behind them,
 * and each part of the leader has a place when its turn comes.
 *
 * Invariant, under job->lock: the parts before job->placed have their lengths
 * and places; place[i + 1] == place[i] + length of part i; no part at or after
 * job->end becomes output. Each byte before place[end] is written by exactly
 * one worker. A worker touches no byte behind its part, because the next part
 * may be written at the same time: the last items of a part that is written in
 * place go through a slot.
 *
 * If another thread writes to the array meanwhile, a part may differ from its
 * measured length. publish_part() then sets data_changed, and job->end to this
 * part: the text ends before it, and later parts are dropped, although they
 * may have been overwritten. The caller writes the rest without measuring. The
 * output may mix old and new numbers; it is valid JSON, and no byte outside of
 * the buffer is written.
 */
#include "num/array_parallel.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "num/array_text_length.h"

#include <pthread.h>

enum {
    /* The work that one more thread is worth. Starting and joining a thread
     * costs about 50 us. */
    THREAD_NS = 1000 * 1000,
    MOST_NS = 9, /* of an item */
    /* The text of a part fits into a processor's own cache. */
    PART_ITEMS = 2048,
    PARTS_MAX = 8192, /* of one job */
    LEADER_MAX_PARTS = 8,
    SLOTS_MAX = 16, /* parts without a place that a worker may hold */
    /* The items of a part that go through a slot. Writing an item touches up
     * to JSD_ARRAY_ROOM bytes, and an item with its comma has at least two. */
    TAIL_ITEMS = JSD_ARRAY_ROOM / 2
};
_Static_assert(PART_ITEMS % JSD_ARRAY_BLOCK == 0,
               "jsd_array_text_length() measures whole parts");

/* ---------------------------------------------------------- size of a job */

/* Returns the approximate time to write an item, in ns. It is 0 for items of
 * one byte: to copy their text takes as long as to write it. The text of short
 * integers is written in a fifth of the time of long ones, so the lengths of
 * some are computed. */
static size_t
cost_of(const jsd_array_writer *w, size_t items)
{
    const size_t size = jsd_item_size(w->array->format.item);

    if (w->array->format.item >= JSD_ITEM_F16)
        return 9;
    if (size < 4)
        return size == 2 ? 3 : 0;
    if (jsd_array_has_length(w) && items >= JSD_ARRAY_BLOCK &&
        jsd_array_text_length(w, (ptrdiff_t)items / 2 - JSD_ARRAY_BLOCK / 2,
                              JSD_ARRAY_BLOCK) < 4 * JSD_ARRAY_BLOCK)
        return 1;
    return 4;
}

unsigned
jsd_array_parallel_threads(const jsd_array_writer *w)
{
    const size_t items = (size_t)jsd_array_items(w->array);
    size_t most;
    unsigned n;

    if (items < THREAD_NS / MOST_NS)
        return 1;
    most = items * cost_of(w, items) / THREAD_NS;
    if (most < 2)
        return 1;
    n = jsd_parallel_size();
    return n < most ? n : (unsigned)most;
}

/* Returns the maximum bytes of an item and its comma. Each dimension that ends
 * before the item and starts again adds three bytes and two line breaks. */
static size_t
item_room(const jsd_array_writer *w)
{
    const size_t dimensions = (size_t)w->array->ndim;
    const size_t line = jsd_array_break_size(w, w->array->ndim);

    return JSD_ARRAY_ROOM + 1 + line + dimensions * (3 + 2 * line);
}

/* One item more than a part leaves room for all closing brackets. */
size_t
jsd_array_parallel_room(const jsd_array_writer *w)
{
    return (PART_ITEMS + 1) * item_room(w);
}

/* ----------------------------------------------------------------- the job */

/* The state that the workers share. The members above the lock do not change.
 */
typedef struct array_job {
    const jsd_array_writer *w; /* where the job starts; constant */
    ptrdiff_t first;           /* number of the first item */
    ptrdiff_t items, parts;
    char *out;
    size_t room;  /* bytes for the parts */
    size_t spare; /* bytes after them that must be writable */
    unsigned threads;
    bool can_measure;
    size_t slots;                 /* slots of each worker */
    pthread_mutex_t lock;         /* for the members below */
    pthread_cond_t progress_cond; /* `placed` or `end` has changed */
    bool has_leader;
    bool data_changed;         /* a part differs from its measured length */
    ptrdiff_t claimed;         /* parts that a worker has claimed */
    ptrdiff_t next_unmeasured; /* parts before it need no measuring */
    ptrdiff_t placed;          /* parts whose length is known, in order */
    ptrdiff_t end;             /* the first part that is dropped */
    ptrdiff_t refused;         /* the first with a refused item, or -1 */
    jsd_array_writer last; /* the writer after `refused` or the last part */
    size_t *place;         /* offset of each part, and of the end */
    size_t *len;           /* length of each part plus 1; 0: not known */
    char *memory;          /* the slots of all workers */
    size_t workers;        /* workers that have slots */
} array_job;

/* A part that is written into a slot and has no place yet. */
typedef struct pending_part {
    ptrdiff_t part;
    size_t len;
} pending_part;

typedef struct parallel_worker {
    array_job *job;
    bool is_leader;
    ptrdiff_t next, claim_end; /* parts that it has claimed */
    pending_part pending[SLOTS_MAX];
    char *slots;                   /* jsd_array_parallel_room() bytes each */
    size_t ring_start, ring_count; /* pending parts form a ring */
} parallel_worker;

static char *
slot_text(const parallel_worker *worker, size_t slot)
{
    return worker->slots + slot * jsd_array_parallel_room(worker->job->w);
}

/* Sets *w to a writer of one part. */
static void
seek_part(const array_job *job, ptrdiff_t part, jsd_array_writer *w)
{
    const ptrdiff_t begin = part * PART_ITEMS;
    const ptrdiff_t rest = job->items - begin;

    *w = *job->w;
    if (part > 0)
        jsd_array_write_seek(w, job->first + begin);
    w->left = rest < PART_ITEMS ? rest : PART_ITEMS;
}

static bool
is_part_written(const jsd_array_writer *w)
{
    return w->is_done || w->is_refused || jsd_array_write_is_paused(w);
}

/* Writes the items of w to text, a slot, and returns their length. */
static size_t
format_into(char *text, jsd_array_writer *w)
{
    return (
        size_t)(jsd_array_write(w, text, text + jsd_array_parallel_room(w)) -
                text);
}

/* Writes a part into the next free slot and returns its length. */
static size_t
format_in_slot(parallel_worker *worker, jsd_array_writer *w, ptrdiff_t part)
{
    const size_t slot =
        (worker->ring_start + worker->ring_count++) % SLOTS_MAX;
    const size_t len = format_into(slot_text(worker, slot), w);

    worker->pending[slot] = (pending_part){part, len};
    return len;
}

/* Writes a part at its place and returns its length; a length above job->room
 * if the part does not fit. */
static size_t
format_in_place(const parallel_worker *worker, jsd_array_writer *w,
                ptrdiff_t part)
{
    const array_job *job = worker->job;
    const ptrdiff_t tail = w->left < TAIL_ITEMS ? w->left : TAIL_ITEMS;
    char *begin = job->out + job->place[part];
    char *limit = job->out + job->room + job->spare;
    char *text = slot_text(worker, (worker->ring_start + worker->ring_count) %
                                       SLOTS_MAX);
    char *end;
    size_t len;

    w->left -= tail;
    end = jsd_array_write(w, begin, limit);
    if (w->is_refused)
        return (size_t)(end - begin);
    if (!is_part_written(w))
        return job->room + 1;
    w->left = tail;
    len = format_into(text, w);
    if (len > (size_t)(limit - end))
        return job->room + 1;
    memcpy(end, text, len);
    return (size_t)(end - begin) + len;
}

/* Assigns places to the parts whose predecessors have lengths. Drops the first
 * part that does not fit, and all parts behind it. The caller has the lock. */
static void
assign_places(array_job *job)
{
    for (; job->placed < job->end && job->len[job->placed] != 0;
         job->placed++) {
        const size_t behind =
            job->place[job->placed] + job->len[job->placed] - 1;

        if (behind > job->room) {
            job->end = job->placed;
            break;
        }
        job->place[job->placed + 1] = behind;
    }
}

/* Publishes the length of a part that is written or measured. The caller has
 * the lock. */
static void
publish_len(array_job *job, ptrdiff_t part, size_t len)
{
    job->len[part] = len + 1;
    assign_places(job);
    pthread_cond_broadcast(&job->progress_cond);
}

/* Publishes a part that w has written: its length, whether an item was
 * refused, and whether the array has changed since the part was measured. */
static void
publish_part(array_job *job, ptrdiff_t part, size_t len,
             const jsd_array_writer *w)
{
    pthread_mutex_lock(&job->lock);
    if (part < job->end) {
        if (w->is_refused || part + 1 == job->parts)
            job->last = *w;
        if (w->is_refused)
            job->refused = job->end = part;
        if (job->len[part] != 0 && job->len[part] != len + 1) {
            job->data_changed = true;
            job->end = part;
        }
        publish_len(job, part, len);
    }
    pthread_mutex_unlock(&job->lock);
}

/* Returns whether a part has a place and is not dropped. Waits for that if
 * may_wait. */
static bool
wait_for_place(array_job *job, ptrdiff_t part, bool may_wait)
{
    bool has;

    pthread_mutex_lock(&job->lock);
    while (may_wait && job->placed < part && part < job->end)
        pthread_cond_wait(&job->progress_cond, &job->lock);
    has = part <= job->placed && part < job->end;
    pthread_mutex_unlock(&job->lock);
    return has;
}

/* Measures the parts before `part` that no worker measures or has written, and
 * waits for the place of `part`. Returns false if the part is dropped. */
static bool
measure_predecessors(array_job *job, ptrdiff_t part)
{
    pthread_mutex_lock(&job->lock);
    while (job->next_unmeasured < part && part < job->end) {
        const ptrdiff_t before = job->next_unmeasured++;
        size_t len;

        if (job->len[before] != 0)
            continue;
        pthread_mutex_unlock(&job->lock);
        len = jsd_array_text_length(job->w, job->first + before * PART_ITEMS,
                                    PART_ITEMS);
        pthread_mutex_lock(&job->lock);
        if (job->len[before] == 0)
            publish_len(job, before, len);
    }
    pthread_mutex_unlock(&job->lock);
    return wait_for_place(job, part, true);
}

/* Copies the pending parts that have a place, in order. Waits until at most
 * `most` parts are pending. */
static void
copy_pending(parallel_worker *worker, size_t most)
{
    const array_job *job = worker->job;

    while (worker->ring_count > 0) {
        const pending_part *p = &worker->pending[worker->ring_start];

        if (!wait_for_place(worker->job, p->part, worker->ring_count > most))
            return;
        memcpy(job->out + job->place[p->part],
               slot_text(worker, worker->ring_start), p->len);
        worker->ring_start = (worker->ring_start + 1) % SLOTS_MAX;
        worker->ring_count--;
    }
    worker->ring_start = 0; /* these slots are in the cache */
}

/* Returns how many parts the leader claims at once: fewer towards the end, so
 * that all workers finish at about the same time. */
static ptrdiff_t
leader_share(const array_job *job)
{
    const ptrdiff_t n =
        (job->parts - job->claimed) / (2 * (ptrdiff_t)job->threads);

    return n < 1 ? 1 : n > LEADER_MAX_PARTS ? LEADER_MAX_PARTS : n;
}

/* Returns the next part of a worker, or job->parts after the last. Sets
 * *is_placed to whether the part has a place. */
static ptrdiff_t
claim_part(parallel_worker *worker, bool *is_placed)
{
    array_job *job = worker->job;
    ptrdiff_t part;

    pthread_mutex_lock(&job->lock);
    if (worker->next == worker->claim_end) {
        worker->is_leader |= !job->has_leader;
        job->has_leader = true;
        worker->next = job->claimed;
        job->claimed += worker->is_leader ? leader_share(job) : 1;
        worker->claim_end = job->claimed;
    }
    part = worker->next < job->end ? worker->next++ : job->parts;
    *is_placed = part <= job->placed;
    pthread_mutex_unlock(&job->lock);
    return part;
}

static void
init_worker(parallel_worker *worker, array_job *job)
{
    memset(worker, 0, sizeof *worker);
    worker->job = job;
    pthread_mutex_lock(&job->lock);
    worker->slots = job->memory;
    worker->slots = slot_text(worker, job->workers++ * job->slots);
    pthread_mutex_unlock(&job->lock);
}

static void
run_worker(void *shared)
{
    bool is_placed;
    parallel_worker worker;

    init_worker(&worker, shared);
    for (ptrdiff_t part;
         (part = claim_part(&worker, &is_placed)) < worker.job->parts;) {
        jsd_array_writer w;

        if (!is_placed && worker.job->can_measure) {
            is_placed = measure_predecessors(worker.job, part);
            if (!is_placed)
                break;
        }
        seek_part(worker.job, part, &w);
        publish_part(worker.job, part,
                     is_placed ? format_in_place(&worker, &w, part)
                               : format_in_slot(&worker, &w, part),
                     &w);
        copy_pending(&worker, SLOTS_MAX - 1);
    }
    copy_pending(&worker, 0);
}

static void
run_job(array_job *job)
{
    pthread_mutex_init(&job->lock, NULL);
    pthread_cond_init(&job->progress_cond, NULL);
    jsd_parallel_run(job->threads, run_worker, job);
    pthread_cond_destroy(&job->progress_cond);
    pthread_mutex_destroy(&job->lock);
}

/* Allocates one block for the places, the lengths and all slots. */
static jsd_status
allocate_job(array_job *job)
{
    const size_t n = (size_t)job->parts;
    const size_t sizes = (2 * n + 1) * sizeof *job->place;
    const size_t texts =
        job->threads * job->slots * jsd_array_parallel_room(job->w);

    job->place = jsd_mem_new(sizes + texts);
    if (job->place == NULL)
        return JSD_NO_MEMORY;
    job->len = job->place + n + 1;
    job->memory = (char *)(job->len + n);
    memset(job->place, 0, sizes);
    return JSD_OK;
}

jsd_status
jsd_array_write_parallel(jsd_array_writer *w, unsigned threads, char *out,
                         const char *limit, char **end)
{
    array_job job = {.w = w, .out = out, .threads = threads, .refused = -1};
    const ptrdiff_t most = (ptrdiff_t)PARTS_MAX * PART_ITEMS;

    job.can_measure = !w->data_changed && jsd_array_has_length(w);
    job.slots = job.can_measure ? 1 : SLOTS_MAX;
    job.next_unmeasured = 1; /* a worker writes part 0 at once */
    job.spare = w->room;
    job.room = (size_t)(limit - out) - job.spare;
    job.first = jsd_array_write_tell(w);
    job.items = jsd_array_items(w->array) - job.first;
    if (job.items > most)
        job.items = most;
    job.parts = job.end = (job.items + PART_ITEMS - 1) / PART_ITEMS;
    *end = out;
    if (allocate_job(&job) != JSD_OK)
        return JSD_NO_MEMORY;
    run_job(&job);
    *end = out + job.place[job.end];
    if (job.end == job.refused || job.end == job.parts)
        *w = job.last;
    else if (job.end > 0)
        jsd_array_write_seek(w, job.first + job.end * PART_ITEMS);
    w->left = PTRDIFF_MAX;
    w->data_changed |= job.data_changed;
    jsd_mem_free(job.place);
    return JSD_OK;
}

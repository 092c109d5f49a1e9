/* SPDX-License-Identifier: MIT
 *
 * The text of an array is cut into parts of PART_ITEMS items, which several
 * threads write (base/parts.h). Measuring a part of integers takes a tenth of
 * the time of writing it, so that each part is written at its place. Otherwise
 * a copy costs a tenth of the time of writing doubles, and a third of that of
 * integers.
 *
 * No byte behind a part is touched, because the next part may be written at
 * the same time: the last items of a part that is written in place go through
 * memory of the thread.
 *
 * If another thread writes to the array meanwhile, a part may differ from its
 * measured length, and the text ends before it. The caller writes the rest
 * without measuring. The output may mix old and new numbers; it is valid JSON,
 * and no byte outside of the buffer is written.
 */
#include "num/array_parallel.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "base/parts.h"
#include "num/array_text_length.h"

enum {
    /* The work that one more thread is worth. Starting and joining a thread
     * costs about 50 us. */
    THREAD_NS = 1000 * 1000,
    MOST_NS = 9, /* of an item */
    /* The text of a part fits into a processor's own cache. */
    PART_ITEMS = 2048,
    PARTS_MAX = 8192, /* of one job */
    /* The items of a part that do not go to their place directly. Writing an
     * item touches up to JSD_ARRAY_ROOM bytes, and an item with its comma has
     * at least two. */
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

typedef struct array_job {
    const jsd_array_writer *w; /* where the job starts; constant */
    ptrdiff_t first;           /* number of the first item */
    ptrdiff_t items, parts;
} array_job;

/* The state of one thread. */
typedef struct array_thread {
    const array_job *job;
    char *tail; /* jsd_array_parallel_room() bytes */
    /* The part with a refused item, or the last part of the array, and the
     * writer after it. */
    ptrdiff_t final;
    jsd_array_writer w;
} array_thread;

static size_t
count_array_parts(void *shared)
{
    return (size_t)((const array_job *)shared)->parts;
}

static size_t
measure_array_part(void *shared, size_t part)
{
    const array_job *job = shared;

    return jsd_array_text_length(
        job->w, job->first + (ptrdiff_t)part * PART_ITEMS, PART_ITEMS);
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

/* Writes the items of w to text, which has jsd_array_parallel_room() bytes,
 * and returns their length. */
static ptrdiff_t
format_into(char *text, jsd_array_writer *w)
{
    return jsd_array_write(w, text, text + jsd_array_parallel_room(w)) - text;
}

/* Writes a part at its place. Returns its length, or JSD_PARTS_STOP if the
 * part does not fit. */
static ptrdiff_t
format_in_place(const array_thread *t, jsd_array_writer *w,
                const jsd_part_place *place)
{
    const ptrdiff_t tail = w->left < TAIL_ITEMS ? w->left : TAIL_ITEMS;
    const char *limit = place->limit + w->room;
    ptrdiff_t length;
    char *end;

    w->left -= tail;
    end = jsd_array_write(w, place->start, limit);
    if (w->is_refused || !is_part_written(w))
        return JSD_PARTS_STOP;
    w->left = tail;
    length = format_into(t->tail, w);
    if (length > limit - end)
        return JSD_PARTS_STOP;
    memcpy(end, t->tail, (size_t)length);
    return end - place->start + length;
}

/* Writes a part: base/parts.h. */
static ptrdiff_t
write_array_part(void *state, size_t part, jsd_part_place *place)
{
    array_thread *t = state;
    ptrdiff_t length;
    jsd_array_writer w;

    seek_part(t->job, (ptrdiff_t)part, &w);
    length = place->slot != NULL ? format_into(place->start, &w)
                                 : format_in_place(t, &w, place);
    if (w.is_refused || (ptrdiff_t)part + 1 == t->job->parts) {
        t->final = (ptrdiff_t)part;
        t->w = w;
    }
    return w.is_refused ? JSD_PARTS_STOP : length;
}

/* Allocates the states of n threads, in one block, and sets *states to each.
 * NULL if memory is short. */
static array_thread *
new_array_threads(const array_job *job, unsigned n, void **states)
{
    const size_t room = jsd_array_parallel_room(job->w);
    array_thread *all = jsd_mem_new(n * (sizeof *all + room));

    for (unsigned i = 0; all != NULL && i < n; i++) {
        all[i].job = job;
        all[i].tail = (char *)(all + n) + i * room;
        all[i].final = PTRDIFF_MAX;
        states[i] = &all[i];
    }
    return all;
}

/* Sets *w to go on after the parts that are written. Returns false if there is
 * none, for want of memory. */
static bool
go_on_after(const array_job *job, const array_thread *threads, unsigned n,
            size_t written, jsd_array_writer *w)
{
    const ptrdiff_t end = (ptrdiff_t)written;
    const bool is_whole = end == job->parts;
    const ptrdiff_t final = is_whole ? end - 1 : end;

    for (unsigned i = 0; i < n; i++)
        if (threads[i].final == final &&
            (is_whole || threads[i].w.is_refused)) {
            *w = threads[i].w;
            return true;
        }
    if (end > 0)
        jsd_array_write_seek(w, job->first + end * PART_ITEMS);
    return end > 0;
}

jsd_status
jsd_array_write_parallel(jsd_array_writer *w, unsigned threads, char *out,
                         const char *limit, char **end)
{
    const bool measures = !w->data_changed && jsd_array_has_length(w);
    const ptrdiff_t most = (ptrdiff_t)PARTS_MAX * PART_ITEMS;
    const jsd_array_writer start = *w;
    array_job job = {.w = &start, .first = jsd_array_write_tell(w)};
    void *states[JSD_PARALLEL_MAX];
    jsd_parts parts = {.cut = count_array_parts,
                       .write = write_array_part,
                       .measure = measures ? measure_array_part : NULL,
                       .shared = &job,
                       .threads = threads,
                       .states = states,
                       .slot = jsd_array_parallel_room(w),
                       .out = out,
                       .room = (size_t)(limit - out) - w->room};
    jsd_parts_result result;
    array_thread *all;
    bool goes_on;

    job.items = jsd_array_items(w->array) - job.first;
    if (job.items > most)
        job.items = most;
    job.parts = (job.items + PART_ITEMS - 1) / PART_ITEMS;
    *end = out;
    all = new_array_threads(&job, threads, states);
    if (all == NULL)
        return JSD_NO_MEMORY;
    result = jsd_parts_write(&parts);
    goes_on = go_on_after(&job, all, threads, result.written, w);
    jsd_mem_free(all);
    if (!goes_on)
        return JSD_NO_MEMORY;
    *end = out + result.length;
    w->left = PTRDIFF_MAX;
    w->data_changed |= result.changed;
    return JSD_OK;
}

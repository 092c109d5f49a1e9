/* SPDX-License-Identifier: MIT */
#include "enc/enc_parallel.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "enc/enc_call.h"
#include "enc/enc_estimate.h"
#include "enc/enc_open.h"
#include "enc/enc_part.h"
#include "enc/enc_raise.h"
#include "enc/enc_rest.h"
#include "enc/enc_style.h"

#include <stdatomic.h>

enum {
    /* Bytes; each look is at four times more. */
    FIRST_LOOK = JSD_LIMIT(256 * 1024, 64),
    LARGE_BEFORE = 1024 * 1024, /* a result after which the first look is due
                                 * when the scratch is full */
    LEAST_BUDGET = 64,          /* objects that a look reads, and */
    BYTES_PER_OBJECT = 2048,    /* one more for each of these */
    SLOT_START = 48 * 1024,     /* bytes of a slot */
    REST_BUDGET = 512,          /* for what a job leaves */
    JOBS_MAX = 4                /* of a call */
};

/* ------------------------------------------------------------------- looks */

/* Returns whether threads can write what the engine writes. */
static bool
is_readable_by_threads(const jsd_enc *e)
{
    return (jsd_abi.caps & JSD_CAPS_ALL) == JSD_CAPS_ALL &&
           !jsd_abi.free_threaded && e->engine != &jsd_engine_plain &&
           e->sink == NULL && (e->options & JSD_OPT(SKIP_NONE)) == 0;
}

/* Returns whether the last result was large: then this one may be, too. */
static bool
was_large(const jsd_enc *e)
{
    return atomic_load_explicit(&e->out.hints->last, memory_order_relaxed) >=
           LARGE_BEFORE;
}

/* Returns the approximate bytes of the whole text, of which `used` bytes are
 * written. */
static size_t
estimate_document(const jsd_enc *e, size_t used)
{
    const size_t known = was_large(e) ? LARGE_BEFORE : used;

    return jsd_enc_estimate(e->open[1],
                            LEAST_BUDGET + known / BYTES_PER_OBJECT);
}

static bool
sorts_keys(const jsd_enc *e)
{
    return (e->options & (JSD_OPT(SORT_KEYS) | JSD_OPT(CANONICAL))) != 0;
}

/* Returns whether the outermost container can be cut. */
static bool
is_root_cuttable(const jsd_enc *e)
{
    jsd_entries entries;

    return e->top > e->open && jsd_entries_find(e->open[1], &entries) &&
           !(entries.is_dict && sorts_keys(e));
}

/* Returns how many threads a text of about n bytes is worth. */
static unsigned
threads_for(size_t n)
{
    const size_t most = n / JSD_PARALLEL_THREAD;
    unsigned limit;

    if (most < 2)
        return 1;
    limit = jsd_parallel_size();
    return most < limit ? (unsigned)most : limit;
}

bool
jsd_enc_splits(jsd_enc *e, const char *p)
{
    const size_t used = (size_t)(p - e->out.start);

    if (used < FIRST_LOOK && !was_large(e))
        return false;
    if (!is_readable_by_threads(e) || jsd_parallel_is_off())
        e->mode = JSD_ENC_ALONE;
    if (e->mode == JSD_ENC_ALONE || !is_root_cuttable(e))
        return false;
    e->estimate = estimate_document(e, used);
    if (e->estimate < used + 2 * JSD_PARALLEL_THREAD)
        return false;
    e->threads = threads_for(e->estimate);
    if (e->threads < 2)
        return false;
    e->mode = JSD_ENC_SPLIT;
    return true;
}

void
jsd_enc_limit_look(jsd_enc *e, const char *p)
{
    size_t next = FIRST_LOOK;

    while (next <= (size_t)(p - e->out.start))
        next *= 4;
    if ((size_t)(e->out.limit - e->out.start) > next)
        e->out.limit = e->out.start + next;
}

/* -------------------------------------------------------------------- jobs */

/* Returns the bytes to reserve at p for a text of about n bytes, or 0 if
 * memory is too short for so many. The output is as large as recent results
 * were, and larger memory comes with page faults: half of n will do. */
static size_t
room_for_text(const jsd_enc *e, const char *p, size_t n)
{
    const size_t present = (size_t)(e->out.limit - p);
    const size_t most = n + n / 4 + JSD_PARALLEL_THREAD;
    void *block;

    if (present >= n / 2 + JSD_ENC_ROOM)
        return present - JSD_ENC_ROOM;
    block = jsd_mem_new(most);
    jsd_mem_free(block);
    return block == NULL ? 0 : most;
}

/* The entries of the root that several threads write. */
typedef struct part_job {
    PyObject *root;
    Py_ssize_t from; /* the first entry */
    bool sorts;
    jsd_plan plan;
    size_t written; /* parts */
} part_job;

/* Makes the plan of a job: base/parts.h. */
static size_t
cut_job(void *shared)
{
    part_job *job = shared;

    if (jsd_plan_make(&job->plan, job->root, job->from, job->sorts) != JSD_OK)
        job->plan.part_count = 0;
    return job->plan.part_count;
}

/* Writes the parts of a job at p. Returns the end of their text. */
static char *
write_job(jsd_enc *e, char *p, part_job *job, unsigned threads)
{
    void *states[JSD_PARALLEL_MAX];
    jsd_enc_part *memory = jsd_enc_parts_new(e, &job->plan, states, threads);
    const jsd_parts parts = {.cut = cut_job,
                             .write = jsd_enc_write_part,
                             .shared = job,
                             .threads = threads,
                             .states = states,
                             .slot = SLOT_START,
                             .out = p,
                             .room = (size_t)(e->out.limit - p)};
    jsd_parts_result result = {0, 0, false};

    if (memory != NULL)
        result = jsd_parts_write(&parts);
    jsd_mem_free(memory);
    job->written = result.written;
    return p + result.length;
}

/* Returns the approximate bytes of the entries that are left. */
static size_t
estimate_rest(const jsd_enc_rest *rest)
{
    jsd_entries entries;
    size_t most;

    if (!jsd_entries_find(rest->container, &entries) || rest->at >= entries.n)
        return 0;
    return jsd_enc_estimate_entry(&entries, rest->at, REST_BUDGET, &most) *
           (size_t)(entries.n - rest->at);
}

/* Writes entries of the root, which have about n bytes, by several threads,
 * and after them the part that no thread could write. */
static char *
put_job(jsd_enc *e, char *p, jsd_enc_rest *root, unsigned threads)
{
    part_job job = {
        .root = root->container, .from = root->at, .sorts = sorts_keys(e)};

    p = write_job(e, p, &job, threads);
    p = jsd_enc_reserve(e, p, 0);
    if (p != NULL && job.plan.part_count == 0)
        p = jsd_enc_put_rest(e, p, root, PY_SSIZE_T_MAX);
    else if (p != NULL && job.written < job.plan.part_count)
        p = jsd_enc_put_refused_part(e, p, &job.plan, job.written, root);
    else
        root->at = PY_SSIZE_T_MAX;
    jsd_plan_clear(&job.plan);
    return p;
}

/* Writes the entries of the root, which is open. */
static char *
put_root_entries(jsd_enc *e, char *p, jsd_enc_rest *root)
{
    size_t n = e->estimate;
    unsigned threads = e->threads;

    for (int i = 0; i < JOBS_MAX && threads >= 2; i++) {
        const size_t room = room_for_text(e, p, n);

        if (room == 0)
            break;
        p = jsd_enc_reserve(e, p, room);
        p = p == NULL ? NULL : put_job(e, p, root, threads);
        if (p == NULL || root->at == PY_SSIZE_T_MAX)
            return p;
        if (root->is_dict &&
            jsd_dict_size(JSD_CAPS_ALL, root->container) != root->used)
            return jsd_enc_dict_changed(e);
        n = estimate_rest(root);
        threads = threads_for(n);
    }
    return jsd_enc_put_rest(e, p, root, PY_SSIZE_T_MAX);
}

char *
jsd_enc_put_parts(jsd_enc *e, PyObject *o)
{
    const bool is_dict = jsd_type_of(JSD_CAPS_ALL, o) == &PyDict_Type;
    jsd_enc_rest root = {.container = o,
                         .is_dict = is_dict,
                         .used = is_dict ? jsd_dict_size(JSD_CAPS_ALL, o) : 0};
    char *p = e->out.start;

    e->mode = JSD_ENC_ALONE;
    e->top = e->open;
    jsd_enc_let_go(e); /* up to 3.11 an allocation owns what is open */
    e->checked = e->open + JSD_ENC_FIRST_STEP;
    e->out.limit = jsd_output_end(&e->out);
    if (!jsd_enc_enter(e, o))
        return jsd_enc_too_deep(e);
    *p++ = is_dict ? '{' : '[';
    p = put_root_entries(e, p, &root);
    p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
    if (p == NULL)
        return NULL;
    jsd_enc_leave(e);
    return jsd_enc_close_styled(e, p, is_dict ? '}' : ']');
}

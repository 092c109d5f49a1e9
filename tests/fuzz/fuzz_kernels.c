/* SPDX-License-Identifier: MIT
 *
 * Compares each kernel that runs here with the scalar kernel. Two bytes choose
 * the job, the width of a unit and the alignment; the rest is the text. Then
 * the text is escaped in pieces.
 */
#include "fuzz.h"
#include "kernel_jobs.h"
#include "text/escape_styled.h"

enum { ALIGNMENTS = 64, STYLES = 8 };

typedef jsd_status styled(jsd_escape *e, unsigned style);

/* The text is at the end of its memory, so that an over-read is seen. skip
 * bytes before it change its alignment. */
typedef struct text {
    char *memory;
    const char *s;
    size_t n; /* units */
    int width;
} text;

static bool
is_bytes(job_id job)
{
    return job >= UTF8_ESCAPE;
}

/* No unit exceeds the code points, as the callers promise. */
static void
clamp_wide(char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jsd_unit_at(s, i, 4) > 0x10ffff)
            jsd_unit_put(s, i, 4, jsd_unit_at(s, i, 4) & 0xfffff);
}

static text
text_new(const uint8_t *data, size_t bytes, size_t unit, size_t skip)
{
    text t = {NULL, NULL, bytes / unit, (int)unit};

    if (t.n > JOB_MOST)
        t.n = JOB_MOST;
    skip *= unit;
    t.memory = fuzz_new(skip + t.n * unit);
    if (t.n > 0)
        memcpy(t.memory + skip, data, t.n * unit);
    if (unit == 4)
        clamp_wide(t.memory + skip, t.n);
    t.s = t.memory + skip;
    return t;
}

static bool
is_utf8(const text *t)
{
    jsd_utf8_size size;

    return jsd_simd_kernel(JSD_SIMD_SCALAR)->utf8_measure(t->s, t->n, &size);
}

static void
check_job(job_id job, const text *t, int width)
{
    static job_outcome want, got;
    char *out = fuzz_new(sizeof want.out), *end = out + sizeof want.out;

    job_run(jsd_simd_kernel(JSD_SIMD_SCALAR), job, t->s, t->n, width, end,
            &want);
    for (int id = 1; id < JSD_SIMD_COUNT; id++) {
        const jsd_kernel *k;

        if (!jsd_simd_runs_here((jsd_simd_id)id))
            continue;
        k = jsd_simd_kernel((jsd_simd_id)id);
        job_run(k, job, t->s, t->n, width, end, &got);
        job_demand_same(k, job, t->n, width, &want, &got);
    }
    free(out);
}

/* Escapes the text in memory of exact size, step bytes at a time. Returns the
 * length of the whole result. */
static size_t
escape_in_steps(styled *put, const text *t, unsigned style, size_t step,
                char *all, jsd_status *status)
{
    jsd_escape e = {.in = t->s, .end = t->s + t->n * (size_t)t->width};
    char *piece = fuzz_new(step);
    size_t len = 0;

    do {
        const void *before = e.in;

        e.out = piece;
        e.limit = piece + step;
        *status = put(&e, style);
        memcpy(all + len, piece, (size_t)(e.out - piece));
        len += (size_t)(e.out - piece);
        REQUIRE(e.in != before || *status != JSD_OK || e.in == e.end,
                "style %u, width %d: no step forward", style, t->width);
    } while (*status == JSD_OK && e.in != e.end);
    free(piece);
    return len;
}

/* Checks that all kernels write equal text, in one step and in many. */
static void
check_styled(const text *t, bool utf8, unsigned style, size_t step)
{
    static char want[JSD_ESCAPE_STYLED_MAX * (JOB_MOST + 1)];
    static char got[sizeof want];
    styled *put = utf8            ? jsd_escape_styled_utf8
                  : t->width == 1 ? jsd_escape_styled_ucs1
                  : t->width == 2 ? jsd_escape_styled_ucs2
                                  : jsd_escape_styled_ucs4;
    size_t want_len = 0;
    jsd_status want_status = JSD_OK, status;

    for (int id = 0; id < JSD_SIMD_COUNT; id++) {
        size_t len;

        if (!jsd_simd_choose(jsd_simd_names[id]))
            continue;
        len = escape_in_steps(put, t, style, id == 0 ? sizeof want : step,
                              id == 0 ? want : got, &status);
        if (id == 0) {
            want_len = len;
            want_status = status;
            continue;
        }
        REQUIRE(status == want_status && len == want_len &&
                    memcmp(got, want, len) == 0,
                "%s, style %u, width %d, step %zu: status %d, %zu bytes",
                jsd_simd_names[id], style, t->width, step, status, len);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const unsigned first = fuzz_take(&data, &n);
    const job_id job = (job_id)(first % JOBS);
    const int width = 1 << first / JOBS % 3;
    const unsigned second = fuzz_take(&data, &n);
    text t = text_new(data, n, is_bytes(job) ? 1 : (size_t)width,
                      second % ALIGNMENTS);
    const size_t step = JSD_ESCAPE_STYLED_MAX + second % ALIGNMENTS;
    /* These functions require valid UTF-8, except for surrogates, which styles
     * may accept. */
    const bool plain = job != UTF8_ESCAPE && job != UTF8_STYLE &&
                       job != UTF8_UNESCAPE && job != UTF8_COUNT;

    if (plain || is_utf8(&t))
        check_job(job, &t, width);
    if (!is_bytes(job) || is_utf8(&t))
        check_styled(&t, is_bytes(job), first / JOBS % STYLES, step);
    free(t.memory);
    return 0;
}

/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "guard_page.h"
#include "kernel_jobs.h"
#include "text_helpers.h"

enum { MOST = JOB_MOST, ALIGNMENTS = 64 };

/* ------------------------------------------------------------------- text */

/* Returns a character for the job: plain text, and rarely or often another
 * character. */
static uint32_t
character(job_id job, uint32_t limit, uint32_t rate, uint64_t *state)
{
    static const char escapes[] = "\"\\\n\x01\t\x1f/bfnrtu0009dD8c<>&";
    bool other = random_below(state, rate) == 0;
    uint32_t c;

    if (job == UNBASE64 && (!other || random_below(state, 20) != 0))
        return (uint32_t) "AZaz09+/MNmn5"[random_below(state, 13)];
    if (job == UNBASE64)
        return random_below(state, 0x80);
    if (job == SPACE)
        return other ? random_below(state, limit)
                     : (uint32_t) " \n\t\r"[random_below(state, 4)];
    if (!other)
        return 'a' + random_below(state, 26);
    if ((job == STYLE || job == UTF8_STYLE) && random_below(state, 4) == 0)
        return limit > 0x2029 ? 0x2026 + random_below(state, 5) : '<';
    if (random_below(state, 3) == 0)
        return (uint32_t)escapes[random_below(state, sizeof escapes - 1)];
    c = random_below(state, limit);
    return c >= 0xd800 && c <= 0xdfff && random_below(state, 16) != 0 ? 0x65e5
                                                                      : c;
}

/* Fills n units, or bytes of UTF-8. Some are invalid. */
static void
fill(char *s, size_t n, job_id job, int width, uint64_t *state)
{
    static const uint32_t below[] = {0x80, 0x100, 0x800, 0x10000, 0x110000};
    uint32_t limit = below[random_below(state, JSD_COUNTOF(below))];
    uint32_t rate = 1 + random_below(state, 40);
    char utf8[4];
    size_t i = 0;
    size_t len;

    if (job < UTF8_ESCAPE && width < 4 && limit > 1U << 8 * width)
        limit = 1U << 8 * width;
    while (i < n) {
        uint32_t c = character(job, limit, rate, state);

        if (job < UTF8_ESCAPE) {
            jsd_unit_put(s, i++, width, c);
            continue;
        }
        len = naive_put(utf8, c);
        if (len > n - i ||
            (job < UTF8_DECODE && random_below(state, 400) == 0))
            utf8[0] =
                job >= UTF8_DECODE ? 'x' : (char)random_below(state, 256),
            len = 1;
        memcpy(s + i, utf8, len);
        i += len;
    }
}

/* ------------------------------------------------------------------ tests */

typedef struct place {
    guarded_memory in, out;
    const jsd_kernel *kernel;
    uint64_t state;
} place;

/* Compares the kernel with the scalar kernel on n units from a position in
 * memory. */
static void
compare_at(place *p, job_id job, char *at, size_t n, int width)
{
    static job_outcome want, got;

    fill(at, n, job, width, &p->state);
    job_run(jsd_simd_kernel(JSD_SIMD_SCALAR), job, at, n, width, p->out.end,
            &want);
    job_run(p->kernel, job, at, n, width, p->out.end, &got);
    job_demand_same(p->kernel, job, n, width, &want, &got);
}

/* Each job, width and length, at the start of the guarded memory, at each
 * alignment and at its end: 15 jobs, 3 widths, 201 lengths and 66 positions
 * are 596,970 cases for each instruction set. */
START_TEST(equals_scalar)
{
    place p = {guarded_memory_new(), guarded_memory_new(), jsd_kernel_now,
               88172645463325252};
    int job, width;
    size_t n, a;

    for (job = 0; job < JOBS; job++)
        for (width = 1; width <= 4; width *= 2)
            for (n = 0; n <= MOST; n++) {
                size_t unit = job < UTF8_ESCAPE ? (size_t)width : 1;

                for (a = 0; a < ALIGNMENTS; a++)
                    compare_at(&p, (job_id)job, p.in.start + 64 + a * unit, n,
                               width);
                compare_at(&p, (job_id)job, p.in.start, n, width);
                compare_at(&p, (job_id)job, p.in.end - n * unit, n, width);
            }
}
END_TEST

START_TEST(names)
{
    const jsd_kernel *before = jsd_kernel_now;
    jsd_simd_id id = jsd_simd_now;

    ck_assert_str_eq(before->name, jsd_simd_names[id]);
    ck_assert_ptr_eq(before, jsd_simd_kernel(id));
    ck_assert(!jsd_simd_choose("nonsense"));
    ck_assert(!jsd_simd_choose("scalar "));
    ck_assert_ptr_eq(jsd_kernel_now, before);
    ck_assert_int_eq((int)jsd_simd_now, (int)id);
}
END_TEST

/* A kernel without one of the functions would crash at its first call. */
START_TEST(all_functions_are_set)
{
    typedef void function(void);
    const size_t first = offsetof(jsd_kernel, scan_1);

    ck_assert_ptr_nonnull(jsd_kernel_now->name);
    ck_assert_uint_eq((sizeof *jsd_kernel_now - first) % sizeof(function *),
                      0);
    for (size_t at = first; at < sizeof *jsd_kernel_now;
         at += sizeof(function *)) {
        function *f;

        memcpy(&f, (const char *)jsd_kernel_now + at, sizeof f);
        ck_assert_msg(f != NULL, "offset %zu", at);
    }
}
END_TEST

/* NULL and "" choose the last kernel that runs here. */
START_TEST(best)
{
    int id = JSD_SIMD_COUNT - 1;

    while (!jsd_simd_runs_here((jsd_simd_id)id))
        id--;
    ck_assert(jsd_simd_choose(NULL));
    ck_assert_int_eq((int)jsd_simd_now, id);
    ck_assert(jsd_simd_choose("scalar"));
    ck_assert_int_eq((int)jsd_simd_now, JSD_SIMD_SCALAR);
    ck_assert(jsd_simd_choose(""));
    ck_assert_int_eq((int)jsd_simd_now, id);
    for (id = 0; id < JSD_SIMD_COUNT; id++)
        ck_assert(jsd_simd_choose(jsd_simd_names[id]) ==
                  jsd_simd_runs_here((jsd_simd_id)id));
}
END_TEST

Suite *
simd_suite(void)
{
    const TTest *all[] = {names, best, all_functions_are_set, equals_scalar};

    return suite_of_each("simd", all, JSD_COUNTOF(all));
}

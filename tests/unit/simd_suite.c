/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include "island.h"
#include "text/utf8.h"
#include "text_helpers.h"

enum { MOST = 200, ALIGNMENTS = 64 };

/* ------------------------------------------------------------------- jobs
 * Each function of a kernel, on n units of a width. */

enum job {
    SCAN,
    SPACE,
    ESCAPE,
    STYLE,
    UNESCAPE,
    UTF8_ESCAPE, /* bytes of UTF-8 from here on */
    UTF8_STYLE,
    UTF8_UNESCAPE,
    UTF8_STRING,
    UTF8_MEASURE,
    UTF8_COUNT,
    UTF8_DECODE, /* to units of the width */
    BASE64,
    UTF8_INTO, /* the same with room before them */
    UNBASE64,  /* characters of base64, nearly all */
    JOBS
};

/* All that a call gives; what it writes ends where out ends. */
typedef struct outcome {
    size_t numbers[4];
    size_t written;
    char out[6 * MOST];
} outcome;

static void
run_scan(const jsd_kernel *k, const void *in, size_t n, int width, outcome *o)
{
    jsd_scan scan;

    o->numbers[3] = (size_t)(width == 1   ? k->scan_1
                             : width == 2 ? k->scan_2
                                          : k->scan_4)(in, n, &scan);
    o->numbers[0] = scan.len;
    o->numbers[1] = (size_t)side(scan.seen);
    o->numbers[2] = scan.escaped;
}

static void
run_escape(const jsd_kernel *k, const void *in, size_t n, int width, bool utf8,
           char *end, outcome *o)
{
    char *out = end - JSD_ESCAPE_MAX * n;
    jsd_escape e = {in, (const char *)in + n * (size_t)width, out, end};

    if (width == 1)
        (utf8 ? k->escape_utf8 : k->escape_1)(&e);
    else
        o->numbers[0] = (size_t)(width == 2 ? k->escape_2 : k->escape_4)(&e);
    o->numbers[1] = (size_t)((const char *)e.in - (const char *)in);
    o->written = (size_t)(e.out - out);
    memcpy(o->out, out, o->written);
}

/* Of all styles. */
static void
run_style(const jsd_kernel *k, const void *in, size_t n, int width, bool utf8,
          outcome *o)
{
    unsigned style;

    for (style = 0; style < 8; style++)
        o->numbers[style / 2] = 1000 * o->numbers[style / 2] +
                                (utf8         ? k->style_utf8
                                 : width == 1 ? k->style_1
                                 : width == 2 ? k->style_2
                                              : k->style_4)(in, n, style);
}

static void
run_base64(const jsd_kernel *k, const void *in, size_t n, int width, char *end,
           outcome *o)
{
    size_t groups = n / 3;
    char *out = end - 4 * groups;

    k->base64((const char *)in + n - 3 * groups, groups, out, width == 2);
    o->written = 4 * groups;
    memcpy(o->out, out, o->written);
}

static void
run_unbase64(const jsd_kernel *k, const void *in, size_t n, char *end,
             outcome *o)
{
    size_t groups = n / 4;
    char *out = end - 3 * groups;

    o->numbers[0] =
        k->unbase64((const char *)in + n - 4 * groups, groups, out);
    o->written = 3 * o->numbers[0];
    memcpy(o->out, out, o->written);
}

static void
run_unescape(const jsd_kernel *k, const void *in, size_t n, int width,
             bool utf8, char *end, outcome *o)
{
    size_t size = utf8 ? 1 : 4;
    char *out = end - n * size;
    size_t len = 0;

    o->numbers[0] = (utf8         ? k->unescape_utf8
                     : width == 1 ? k->unescape_1
                     : width == 2 ? k->unescape_2
                                  : k->unescape_4)(in, n, out, &len);
    o->written = o->numbers[0] == n ? len * size : 0;
    memcpy(o->out, out, o->written);
}

static void
run_string(const jsd_kernel *k, const void *in, size_t n, outcome *o)
{
    jsd_utf8_string_info info;

    k->utf8_string(in, n, &info);
    o->numbers[0] = info.len;
    o->numbers[1] = info.valid;
    o->numbers[2] = info.valid ? info.count : 0;
    o->numbers[3] = info.valid ? (size_t)side(info.widest) : 0;
}

static void
run_measure(const jsd_kernel *k, const void *in, size_t n, outcome *o)
{
    jsd_utf8_size size;
    bool valid = k->utf8_measure(in, n, &size);

    o->numbers[0] = valid;
    o->numbers[1] = valid ? size.count : 0;
    o->numbers[2] = valid ? (size_t)side(size.widest) : 0;
}

/* As utf8_to, to where no more than the bytes that may be lost change. */
static void
run_into(const jsd_kernel *k, const void *in, size_t n, int width, char *out,
         size_t count)
{
    char *room = out - 2 * JSD_UTF8_BEFORE;
    size_t i;

    memset(room, '~', 2 * JSD_UTF8_BEFORE);
    (width == 1   ? k->utf8_into_1
     : width == 2 ? k->utf8_into_2
                  : k->utf8_into_4)(in, n, out, count);
    for (i = 0; i < JSD_UTF8_BEFORE; i++)
        DEMAND(room[i] == '~', "%s, width %d, n %zu: %zu bytes before",
               k->name, width, n, 2 * JSD_UTF8_BEFORE - i);
}

/* Only of text that is valid and whose characters fit the width. */
static void
run_decode(const jsd_kernel *k, enum job job, const void *in, size_t n,
           int width, char *end, outcome *o)
{
    jsd_utf8_size size;
    char *out;

    if (!jsd_simd_kernel(JSD_SIMD_SCALAR)->utf8_measure(in, n, &size) ||
        side(size.widest) > (width == 1   ? 1
                             : width == 2 ? 2
                                          : 3))
        return;
    o->written = size.count * (size_t)width;
    out = end - o->written;
    if (job == UTF8_INTO && n > 0)
        run_into(k, in, n, width, out, size.count);
    else
        (width == 1   ? k->utf8_to_1
         : width == 2 ? k->utf8_to_2
                      : k->utf8_to_4)(in, n, out);
    memcpy(o->out, out, o->written);
}

static void
run(const jsd_kernel *k, enum job job, const void *in, size_t n, int width,
    char *end, outcome *o)
{
    memset(o, 0, sizeof *o);
    if (job == SCAN)
        run_scan(k, in, n, width, o);
    else if (job == SPACE)
        o->numbers[0] = (width == 1   ? k->space_1
                         : width == 2 ? k->space_2
                                      : k->space_4)(in, n);
    else if (job == ESCAPE || job == UTF8_ESCAPE)
        run_escape(k, in, n, job == ESCAPE ? width : 1, job != ESCAPE, end, o);
    else if (job == STYLE || job == UTF8_STYLE)
        run_style(k, in, n, job == STYLE ? width : 1, job != STYLE, o);
    else if (job == UNESCAPE || job == UTF8_UNESCAPE)
        run_unescape(k, in, n, job == UNESCAPE ? width : 1, job != UNESCAPE,
                     end, o);
    else if (job == UTF8_STRING)
        run_string(k, in, n, o);
    else if (job == UTF8_MEASURE)
        run_measure(k, in, n, o);
    else if (job == UTF8_COUNT)
        o->numbers[0] = k->utf8_count(in, n);
    else if (job == BASE64)
        run_base64(k, in, n, width, end, o);
    else if (job == UNBASE64)
        run_unbase64(k, in, n, end, o);
    else
        run_decode(k, job, in, n, width, end, o);
}

/* ------------------------------------------------------------------- text */

/* A character for the job: of plain text, rarely or often something else. */
static uint32_t
character(enum job job, uint32_t limit, uint32_t rate, uint64_t *state)
{
    static const char escapes[] = "\"\\\n\x01\t\x1f/bfnrtu0009dD8c<>&";
    bool other = chance(state, rate) == 0;
    uint32_t c;

    if (job == UNBASE64 && (!other || chance(state, 20) != 0))
        return (uint32_t) "AZaz09+/MNmn5"[chance(state, 13)];
    if (job == UNBASE64)
        return chance(state, 0x80);
    if (job == SPACE)
        return other ? chance(state, limit)
                     : (uint32_t) " \n\t\r"[chance(state, 4)];
    if (!other)
        return 'a' + chance(state, 26);
    if ((job == STYLE || job == UTF8_STYLE) && chance(state, 4) == 0)
        return limit > 0x2029 ? 0x2026 + chance(state, 5) : '<';
    if (chance(state, 3) == 0)
        return (uint32_t)escapes[chance(state, sizeof escapes - 1)];
    c = chance(state, limit);
    return c >= 0xd800 && c <= 0xdfff && chance(state, 16) != 0 ? 0x65e5 : c;
}

/* n units, or bytes of UTF-8, of which now and then one is bad. */
static void
fill(char *s, size_t n, enum job job, int width, uint64_t *state)
{
    static const uint32_t below[] = {0x80, 0x100, 0x800, 0x10000, 0x110000};
    uint32_t limit = below[chance(state, JSD_ARRAY_LEN(below))];
    uint32_t rate = 1 + chance(state, 40);
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
        if (len > n - i || (job < UTF8_DECODE && chance(state, 400) == 0))
            utf8[0] = job >= UTF8_DECODE ? 'x' : (char)chance(state, 256),
            len = 1;
        memcpy(s + i, utf8, len);
        i += len;
    }
}

/* ------------------------------------------------------------------ tests */

typedef struct place {
    island in, out;
    const jsd_kernel *kernel;
    uint64_t state;
} place;

/* n units from a place in memory on, by the kernel and by the scalar one. */
static void
compare_at(place *p, enum job job, char *at, size_t n, int width)
{
    static outcome want, got;

    fill(at, n, job, width, &p->state);
    run(jsd_simd_kernel(JSD_SIMD_SCALAR), job, at, n, width, p->out.end,
        &want);
    run(p->kernel, job, at, n, width, p->out.end, &got);
    DEMAND(memcmp(want.numbers, got.numbers, sizeof want.numbers) == 0,
           "%s, job %d, width %d, n %zu: %zu %zu %zu %zu, not %zu %zu %zu %zu",
           p->kernel->name, (int)job, width, n, got.numbers[0], got.numbers[1],
           got.numbers[2], got.numbers[3], want.numbers[0], want.numbers[1],
           want.numbers[2], want.numbers[3]);
    DEMAND(want.written == got.written &&
               memcmp(want.out, got.out, want.written) == 0,
           "%s, job %d, width %d, n %zu: other bytes", p->kernel->name,
           (int)job, width, n);
}

/* Each job, width and length: at the start of a page behind none, at each
 * alignment, and at the end of a page before none. 15 jobs, 3 widths, 201
 * lengths, 66 places: 596,970 cases for each instruction set. */
START_TEST(equals_scalar)
{
    place p = {island_new(), island_new(), jsd_kernel_now, 88172645463325252};
    int job, width;
    size_t n, a;

    for (job = 0; job < JOBS; job++)
        for (width = 1; width <= 4; width *= 2)
            for (n = 0; n <= MOST; n++) {
                size_t unit = job < UTF8_ESCAPE ? (size_t)width : 1;

                for (a = 0; a < ALIGNMENTS; a++)
                    compare_at(&p, (enum job)job, p.in.start + 64 + a * unit,
                               n, width);
                compare_at(&p, (enum job)job, p.in.start, n, width);
                compare_at(&p, (enum job)job, p.in.end - n * unit, n, width);
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

/* NULL and "" choose the last that runs here. */
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
    const TTest *all[] = {names, best, equals_scalar};

    return suite_of_each("simd", all, JSD_ARRAY_LEN(all));
}

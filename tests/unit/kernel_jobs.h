/* SPDX-License-Identifier: MIT
 *
 * Each function of a kernel, called on n units of a width, with all its
 * results in one struct that can be compared. The suite of src/simd and a fuzz
 * target include this file, and define REQUIRE before.
 */
#ifndef JSONDE_TESTS_KERNEL_JOBS_H
#define JSONDE_TESTS_KERNEL_JOBS_H

#include "naive_utf8.h"
#include "simd/kernel.h"
#include "text/utf8.h"

enum { JOB_MOST = 200 }; /* units */

typedef enum job_id {
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
    UTF8_INTO, /* the same, with room before them */
    UNBASE64,  /* characters of base64, nearly all valid */
    JOBS
} job_id;

/* All results of a call. The written text ends at the end of `out`. */
typedef struct job_outcome {
    size_t numbers[4];
    size_t written;
    char out[6 * JOB_MOST];
} job_outcome;

static inline void
job_run_scan(const jsd_kernel *k, const void *in, size_t n, int width,
             job_outcome *o)
{
    jsd_scan scan;

    o->numbers[3] = (size_t)(width == 1   ? k->scan_1
                             : width == 2 ? k->scan_2
                                          : k->scan_4)(in, n, &scan);
    o->numbers[0] = scan.len;
    o->numbers[1] = (size_t)side(scan.seen);
    o->numbers[2] = scan.escaped;
}

static inline void
job_run_escape(const jsd_kernel *k, const void *in, size_t n, int width,
               bool utf8, char *end, job_outcome *o)
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

/* Styles of each kind. */
static inline void
job_run_style(const jsd_kernel *k, const void *in, size_t n, int width,
              bool utf8, job_outcome *o)
{
    unsigned style;

    for (style = 0; style < 8; style++)
        o->numbers[style / 2] = 1000 * o->numbers[style / 2] +
                                (utf8         ? k->style_utf8
                                 : width == 1 ? k->style_1
                                 : width == 2 ? k->style_2
                                              : k->style_4)(in, n, style);
}

static inline void
job_run_base64(const jsd_kernel *k, const void *in, size_t n, int width,
               char *end, job_outcome *o)
{
    size_t groups = n / 3;
    char *out = end - 4 * groups;

    k->base64((const char *)in + n - 3 * groups, groups, out, width == 2);
    o->written = 4 * groups;
    memcpy(o->out, out, o->written);
}

static inline void
job_run_unbase64(const jsd_kernel *k, const void *in, size_t n, char *end,
                 job_outcome *o)
{
    size_t groups = n / 4;
    char *out = end - 3 * groups;

    o->numbers[0] =
        k->unbase64((const char *)in + n - 4 * groups, groups, out);
    o->written = 3 * o->numbers[0];
    memcpy(o->out, out, o->written);
}

static inline void
job_run_unescape(const jsd_kernel *k, const void *in, size_t n, int width,
                 bool utf8, char *end, job_outcome *o)
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

static inline void
job_run_string(const jsd_kernel *k, const void *in, size_t n, job_outcome *o)
{
    jsd_utf8_string_info info;

    k->utf8_string(in, n, &info);
    o->numbers[0] = info.len;
    o->numbers[1] = info.valid;
    o->numbers[2] = info.valid ? info.count : 0;
    o->numbers[3] = info.valid ? (size_t)side(info.widest) : 0;
}

static inline void
job_run_measure(const jsd_kernel *k, const void *in, size_t n, job_outcome *o)
{
    jsd_utf8_size size;
    bool valid = k->utf8_measure(in, n, &size);

    o->numbers[0] = valid;
    o->numbers[1] = valid ? size.count : 0;
    o->numbers[2] = valid ? (size_t)side(size.widest) : 0;
}

/* As utf8_to, which may only change a limited number of bytes. */
static inline void
job_run_into(const jsd_kernel *k, const void *in, size_t n, int width,
             char *out, size_t count)
{
    char *room = out - 2 * JSD_UTF8_BEFORE;
    size_t i;

    memset(room, '~', 2 * JSD_UTF8_BEFORE);
    (width == 1   ? k->utf8_into_1
     : width == 2 ? k->utf8_into_2
                  : k->utf8_into_4)(in, n, out, count);
    for (i = 0; i < JSD_UTF8_BEFORE; i++)
        REQUIRE(room[i] == '~', "%s, width %d, n %zu: %zu bytes before",
                k->name, width, n, 2 * JSD_UTF8_BEFORE - i);
}

/* Only for valid text whose characters fit the width. */
static inline void
job_run_decode(const jsd_kernel *k, job_id job, const void *in, size_t n,
               int width, char *end, job_outcome *o)
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
        job_run_into(k, in, n, width, out, size.count);
    else
        (width == 1   ? k->utf8_to_1
         : width == 2 ? k->utf8_to_2
                      : k->utf8_to_4)(in, n, out);
    memcpy(o->out, out, o->written);
}

static inline void
job_run(const jsd_kernel *k, job_id job, const void *in, size_t n, int width,
        char *end, job_outcome *o)
{
    memset(o, 0, sizeof *o);
    if (job == SCAN)
        job_run_scan(k, in, n, width, o);
    else if (job == SPACE)
        o->numbers[0] = (width == 1   ? k->space_1
                         : width == 2 ? k->space_2
                                      : k->space_4)(in, n);
    else if (job == ESCAPE || job == UTF8_ESCAPE)
        job_run_escape(k, in, n, job == ESCAPE ? width : 1, job != ESCAPE, end,
                       o);
    else if (job == STYLE || job == UTF8_STYLE)
        job_run_style(k, in, n, job == STYLE ? width : 1, job != STYLE, o);
    else if (job == UNESCAPE || job == UTF8_UNESCAPE)
        job_run_unescape(k, in, n, job == UNESCAPE ? width : 1,
                         job != UNESCAPE, end, o);
    else if (job == UTF8_STRING)
        job_run_string(k, in, n, o);
    else if (job == UTF8_MEASURE)
        job_run_measure(k, in, n, o);
    else if (job == UTF8_COUNT)
        o->numbers[0] = k->utf8_count(in, n);
    else if (job == BASE64)
        job_run_base64(k, in, n, width, end, o);
    else if (job == UNBASE64)
        job_run_unbase64(k, in, n, end, o);
    else
        job_run_decode(k, job, in, n, width, end, o);
}

/* Checks that each result of the kernel equals the one of the scalar kernel.
 */
static inline void
job_demand_same(const jsd_kernel *k, job_id job, size_t n, int width,
                const job_outcome *want, const job_outcome *got)
{
    REQUIRE(
        memcmp(want->numbers, got->numbers, sizeof want->numbers) == 0,
        "%s, job %d, width %d, n %zu: %zu %zu %zu %zu, not %zu %zu %zu %zu",
        k->name, (int)job, width, n, got->numbers[0], got->numbers[1],
        got->numbers[2], got->numbers[3], want->numbers[0], want->numbers[1],
        want->numbers[2], want->numbers[3]);
    REQUIRE(want->written == got->written &&
                memcmp(want->out, got->out, want->written) == 0,
            "%s, job %d, width %d, n %zu: other bytes", k->name, (int)job,
            width, n);
}

#endif

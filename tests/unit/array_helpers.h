/* SPDX-License-Identifier: MIT
 *
 * Helpers of the suites of num/array*.h: arrays of numbers of each size, and a
 * writer.
 */
#ifndef JSONDE_TESTS_ARRAY_HELPERS_H
#define JSONDE_TESTS_ARRAY_HELPERS_H

#include "num/array_kernel.h"
#include "num/array_write.h"
#include "num_helpers.h"
#include "simd/kernel.h"

/* Fills data with n integers of each length, or floats of each exponent. */
static inline void
fill_array(char *data, size_t n, size_t size, uint64_t *state)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t value = random_u64(state) >> random_u64(state) % 64;

        if (random_u64(state) % 4 == 0)
            value = 0 - value;
        if (random_u64(state) % 4 == 0)
            value = random_u64(state);
        memcpy(data + i * size, &value, size); /* the low bytes */
    }
}

/* Returns the writer of an item for AVX2, or NULL where it does not run. */
static inline jsd_array_putter *
avx2_putter(jsd_item item, bool swapped)
{
#if JSD_HAVE_AVX2
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        return jsd_array_kernel_avx2.put[item][swapped];
#endif
    (void)item;
    (void)swapped;
    return NULL;
}

static inline void
start_array(jsd_array_writer *w, const jsd_array *a, jsd_array_putter *put)
{
    memset(w, 0, sizeof *w);
    w->special = JSD_ARRAY_NULL;
    jsd_array_write_start(w, a);
    w->put = put;
}

/* Makes a writer that has just started write lines. */
static inline void
break_lines(jsd_array_writer *w, const jsd_line_break *breaks, size_t outer)
{
    jsd_array_putter *put = w->put;

    w->breaks = breaks;
    w->outer = outer;
    jsd_array_write_start(w, w->array);
    w->put = put;
}

#endif

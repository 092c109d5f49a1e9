/* SPDX-License-Identifier: MIT
 *
 * What the suites of num/array*.h share: numbers of any size, and a writer.
 */
#ifndef JSONDE_TESTS_ARRAY_HELPERS_H
#define JSONDE_TESTS_ARRAY_HELPERS_H

#include "num/array_kernel.h"
#include "num_helpers.h"
#include "simd/kernel.h"

/* Integers of every length, floats of every exponent. */
static inline void
fill_array(char *data, size_t n, size_t size, uint64_t *state)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t value = chance(state) >> chance(state) % 64;

        if (chance(state) % 4 == 0)
            value = 0 - value;
        if (chance(state) % 4 == 0)
            value = chance(state);
        memcpy(data + i * size, &value, size); /* of the lower end */
    }
}

static inline void
start_array(jsd_array_writer *w, const jsd_array *a, jsd_array_putter *put)
{
    memset(w, 0, sizeof *w);
    w->special = JSD_ARRAY_NULL;
    jsd_array_start(w, a);
    w->put = put;
}

#endif

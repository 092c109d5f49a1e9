/* SPDX-License-Identifier: MIT
 *
 * Helpers of the suites of src/text: memory of exact size, in which a
 * sanitizer reports each access after the end, units of each width, and test
 * cases for each instruction set.
 */
#ifndef JSONDE_TESTS_TEXT_HELPERS_H
#define JSONDE_TESTS_TEXT_HELPERS_H

#include <stdlib.h>

#include "base/base.h"
#include "naive_utf8.h"
#include "random.h"
#include "simd/kernel.h"
#include "unit_helpers.h"

/* Returns new memory of n bytes; never NULL, also for 0 bytes. */
static inline void *
exact_new(size_t n)
{
    void *p = malloc(n);

    if (p == NULL && n > 0)
        ck_abort_msg("out of memory");
    return p;
}

static inline void *
exact_copy(const void *s, size_t n)
{
    void *p = exact_new(n);

    if (n > 0)
        memcpy(p, s, n);
    return p;
}

/* Returns code points as units of 1, 2 or 4 bytes in new memory of exact size.
 */
static inline void *
units_new(const uint32_t *s, size_t n, int width)
{
    unsigned char *units = exact_new(n * (size_t)width);
    size_t i;

    for (i = 0; i < n; i++) {
        if (width == 1)
            units[i] = (unsigned char)s[i];
        else if (width == 2)
            memcpy(units + 2 * i, &(uint16_t){(uint16_t)s[i]}, 2);
        else
            memcpy(units + 4 * i, &s[i], 4);
    }
    return units;
}

static inline void
use(jsd_simd_id id)
{
    ck_assert(jsd_simd_choose(jsd_simd_names[id]));
    ck_assert_int_eq((int)jsd_simd_now, (int)id);
}

/* A setup for each instruction set. Check passes no argument to it. */
#define USE_ISA(NAME, name, built, arrays, engines) \
    static inline void use_##name(void)             \
    {                                               \
        use(JSD_SIMD_##NAME);                       \
    }
JSD_ISA_LIST(USE_ISA)

/* Returns a suite of tests that run with each instruction set of this
 * processor. */
static inline Suite *
suite_of_each(const char *name, const TTest *const *tests, size_t n)
{
#define USED_ISA(NAME, name, built, arrays, engines) \
    [JSD_SIMD_##NAME] = use_##name,
    static const SFun setups[JSD_SIMD_COUNT] = {JSD_ISA_LIST(USED_ISA)};
    Suite *s = suite_create(name);
    size_t i;
    int id;

    for (id = 0; id < JSD_SIMD_COUNT; id++) {
        TCase *tc;

        if (!jsd_simd_runs_here((jsd_simd_id)id))
            continue;
        tc = tcase_create(jsd_simd_names[id]);
        tcase_set_timeout(tc, 120);
        tcase_add_checked_fixture(tc, setups[id], NULL);
        for (i = 0; i < n; i++)
            tcase_add_test(tc, tests[i]);
        suite_add_tcase(s, tc);
    }
    return s;
}

#endif

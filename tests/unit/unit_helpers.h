/* SPDX-License-Identifier: MIT
 *
 * Helpers of the suites of floors 0 and 1. ck_assert formats a message each
 * time, so loops of millions use REQUIRE.
 */
#ifndef JSONDE_TESTS_UNIT_HELPERS_H
#define JSONDE_TESTS_UNIT_HELPERS_H

#include <check.h>

#define REQUIRE(condition, ...)        \
    do {                               \
        if (!(condition))              \
            ck_abort_msg(__VA_ARGS__); \
    } while (0)

/* Returns a suite of tests that may take long under a sanitizer. */
static inline Suite *
suite_of(const char *name, const TTest *const *tests, size_t n)
{
    Suite *s = suite_create(name);
    TCase *tc = tcase_create(name);
    size_t i;

    tcase_set_timeout(tc, 120);
    for (i = 0; i < n; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(s, tc);
    return s;
}

#endif

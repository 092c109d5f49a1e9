/* SPDX-License-Identifier: MIT
 *
 * The table of a program's suites. Each program has a list macro, LIST(SUITE),
 * with a row SUITE(name) for each name_suite.c. DECLARE_SUITES declares the
 * functions name_suite() from it, and RUN_SUITES runs them. A new suite needs
 * a row in the list and its file in tests/local.mk; the lint compares the two.
 */
#ifndef JSONDE_TESTS_SUITES_H
#define JSONDE_TESTS_SUITES_H

#include <check.h>
#include <stddef.h>

#define SUITE_DECLARATION(name) Suite *name##_suite(void);
#define SUITE_FUNCTION(name) name##_suite,

#define DECLARE_SUITES(LIST) LIST(SUITE_DECLARATION)

/* Runs each suite of LIST. The value is the number of failed tests. */
#define RUN_SUITES(LIST) \
    run_suites((suite_function *const[]){LIST(SUITE_FUNCTION) NULL})

typedef Suite *suite_function(void);

/* Runs the suites of an array that ends with NULL, as the environment asks for
 * it (CK_FORK, CK_RUN_SUITE and others). Returns how many tests failed. */
static inline int
run_suites(suite_function *const *functions)
{
    SRunner *runner = srunner_create((*functions)());
    int failed;

    while (*++functions != NULL)
        srunner_add_suite(runner, (*functions)());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed;
}

#endif

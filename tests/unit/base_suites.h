/* SPDX-License-Identifier: MIT
 *
 * The suites of src/base, one for each file there.
 * Used by check_base.c.
 */
#ifndef JSONDE_TESTS_BASE_SUITES_H
#define JSONDE_TESTS_BASE_SUITES_H

#include <check.h>

Suite *status_suite(void);
Suite *mem_suite(void);
Suite *buf_suite(void);
Suite *team_suite(void);
Suite *arena_suite(void);
Suite *line_break_suite(void);

#endif

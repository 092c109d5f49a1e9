/* SPDX-License-Identifier: MIT
 *
 * The suites of src/num, one for each file there.
 * Used by check_num.c.
 */
#ifndef JSONDE_TESTS_NUM_SUITES_H
#define JSONDE_TESTS_NUM_SUITES_H

#include <check.h>

Suite *array_suite(void);
Suite *array_read_suite(void);
Suite *array_team_suite(void);
Suite *itoa_suite(void);
Suite *digits_suite(void);
Suite *dtoa_suite(void);
Suite *ftoa_suite(void);
Suite *es_suite(void);
Suite *atod_suite(void);
Suite *number_suite(void);
Suite *bigint_suite(void);
Suite *exhaustive_suite(void);
Suite *fpenv_suite(void);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The suites of src/text, and of src/simd below it.
 * Used by check_text.c.
 */
#ifndef JSONDE_TESTS_TEXT_SUITES_H
#define JSONDE_TESTS_TEXT_SUITES_H

#include <check.h>

Suite *utf8_suite(void);
Suite *escape_suite(void);
Suite *scan_suite(void);
Suite *unescape_suite(void);
Suite *string_suite(void);
Suite *simd_suite(void);
Suite *styled_suite(void);
Suite *base64_suite(void);
Suite *hex_suite(void);
Suite *isoformat_suite(void);
Suite *duration_suite(void);
Suite *skip_suite(void);

#endif

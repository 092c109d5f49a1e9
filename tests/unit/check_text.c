/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *r = srunner_create(utf8_suite());
    int failed;

    srunner_add_suite(r, escape_suite());
    srunner_add_suite(r, scan_suite());
    srunner_add_suite(r, unescape_suite());
    srunner_add_suite(r, string_suite());
    srunner_add_suite(r, simd_suite());
    srunner_add_suite(r, styled_suite());
    srunner_add_suite(r, base64_suite());
    srunner_add_suite(r, hex_suite());
    srunner_add_suite(r, isoformat_suite());
    srunner_add_suite(r, duration_suite());
    srunner_add_suite(r, skip_suite());
    srunner_run_all(r, CK_ENV);
    failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *r = srunner_create(status_suite());
    int failed;

    srunner_add_suite(r, mem_suite());
    srunner_add_suite(r, buf_suite());
    srunner_add_suite(r, team_suite());
    srunner_add_suite(r, arena_suite());
    srunner_add_suite(r, line_break_suite());
    srunner_run_all(r, CK_ENV);
    failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

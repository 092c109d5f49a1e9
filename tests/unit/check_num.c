/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *r = srunner_create(itoa_suite());
    int failed;

    srunner_add_suite(r, array_suite());
    srunner_add_suite(r, dtoa_suite());
    srunner_add_suite(r, ftoa_suite());
    srunner_add_suite(r, es_suite());
    srunner_add_suite(r, atod_suite());
    srunner_add_suite(r, number_suite());
    srunner_add_suite(r, bigint_suite());
    srunner_add_suite(r, exhaustive_suite());
    srunner_add_suite(r, digits_suite());
    srunner_add_suite(r, array_read_suite());
    srunner_add_suite(r, array_team_suite());
    srunner_add_suite(r, fpenv_suite());
    srunner_run_all(r, CK_ENV);
    failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

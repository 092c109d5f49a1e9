/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include <stdlib.h>

int
main(void)
{
    return RUN_SUITES(BASE_SUITES) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

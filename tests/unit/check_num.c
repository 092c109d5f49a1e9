/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include <stdlib.h>

int
main(void)
{
    return RUN_SUITES(NUM_SUITES) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

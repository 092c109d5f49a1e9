/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdlib.h>

int
main(void)
{
    return RUN_SUITES(TEXT_SUITES) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

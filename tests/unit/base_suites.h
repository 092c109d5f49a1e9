/* SPDX-License-Identifier: MIT
 *
 * The suites of check_base: a suite for each source of src/base.
 */
#ifndef JSONDE_TESTS_BASE_SUITES_H
#define JSONDE_TESTS_BASE_SUITES_H

#include "suites.h"

#define BASE_SUITES(SUITE) \
    SUITE(arena)           \
    SUITE(buf)             \
    SUITE(line_break)      \
    SUITE(mem)             \
    SUITE(parallel)        \
    SUITE(parts)           \
    SUITE(status)

DECLARE_SUITES(BASE_SUITES)

#endif

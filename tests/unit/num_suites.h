/* SPDX-License-Identifier: MIT
 *
 * The suites of check_num: a suite for each source of src/num.
 */
#ifndef JSONDE_TESTS_NUM_SUITES_H
#define JSONDE_TESTS_NUM_SUITES_H

#include "suites.h"

#define NUM_SUITES(SUITE) \
    SUITE(array)          \
    SUITE(array_parallel) \
    SUITE(array_parse)    \
    SUITE(atod)           \
    SUITE(bigint)         \
    SUITE(digits)         \
    SUITE(dtoa)           \
    SUITE(ecma_number)    \
    SUITE(float_repr)     \
    SUITE(fpenv)          \
    SUITE(ftoa)           \
    SUITE(itoa)           \
    SUITE(number)         \
    SUITE(round_trip)     \
    SUITE(strided_copy)

DECLARE_SUITES(NUM_SUITES)

#endif

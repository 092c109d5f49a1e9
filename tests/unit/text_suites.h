/* SPDX-License-Identifier: MIT
 *
 * The suites of check_text: the sources of src/text, and of src/simd below it.
 */
#ifndef JSONDE_TESTS_TEXT_SUITES_H
#define JSONDE_TESTS_TEXT_SUITES_H

#include "suites.h"

#define TEXT_SUITES(SUITE) \
    SUITE(base64)          \
    SUITE(datetime64)      \
    SUITE(duration)        \
    SUITE(escape)          \
    SUITE(escape_styled)   \
    SUITE(hex)             \
    SUITE(isoformat)       \
    SUITE(path)            \
    SUITE(scan)            \
    SUITE(simd)            \
    SUITE(skip)            \
    SUITE(unescape)        \
    SUITE(utf8)            \
    SUITE(utf8_string)

DECLARE_SUITES(TEXT_SUITES)

#endif

/* SPDX-License-Identifier: MIT
 *
 * Python inside of a fuzz target. A Python module checks each input: its
 * function check(data) raises an exception for a finding.
 */
#ifndef JSONDE_TESTS_FUZZ_PYTHON_H
#define JSONDE_TESTS_FUZZ_PYTHON_H

#include "fuzz.h"

/* The name of the module. Each target defines it, and links fuzz_python.c,
 * which has the entry points. */
extern const char fuzz_python_oracle[];

#endif

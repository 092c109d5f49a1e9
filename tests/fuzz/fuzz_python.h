/* SPDX-License-Identifier: MIT
 *
 * Python inside a fuzz target. Its demands are in a module of Python, whose
 * check(data) raises an exception for a finding.
 */
#ifndef JSONDE_TESTS_FUZZ_PYTHON_H
#define JSONDE_TESTS_FUZZ_PYTHON_H

#include "fuzz.h"

/* The name of that module. Each target defines it, and links fuzz_python.c,
 * which has the entries. */
extern const char fuzz_python_oracle[];

#endif

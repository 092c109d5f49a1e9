/* SPDX-License-Identifier: MIT
 *
 * Two bytes choose a format and arguments; a pointer up to a line break may
 * follow; the rest is the text.
 * The demands are in oracle_array.py.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_array";

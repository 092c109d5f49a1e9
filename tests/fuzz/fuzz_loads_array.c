/* SPDX-License-Identifier: MIT
 *
 * Two bytes choose a format and arguments. A pointer up to a line break may
 * follow. The rest is the text. oracle_array.py checks the result.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_array";

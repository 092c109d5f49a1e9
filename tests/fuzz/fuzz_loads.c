/* SPDX-License-Identifier: MIT
 *
 * The first byte is options of loads(), the rest is the text. oracle_loads.py
 * checks the result.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_loads";

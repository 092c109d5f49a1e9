/* SPDX-License-Identifier: MIT
 *
 * The first byte is options of loads(), the rest the text.
 * The demands are in oracle_loads.py.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_loads";

/* SPDX-License-Identifier: MIT
 *
 * The first byte is options, the second is the position of the cut, the rest
 * is the text. oracle_partial.py checks the result.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_partial";

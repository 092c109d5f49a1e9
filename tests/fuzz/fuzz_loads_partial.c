/* SPDX-License-Identifier: MIT
 *
 * The first byte is options, the second where the text is cut, then comes the
 * text.
 * The demands are in oracle_partial.py.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_partial";

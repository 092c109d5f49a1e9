/* SPDX-License-Identifier: MIT
 *
 * The first byte is options of loads() besides OPT_JSONC, the rest the text.
 * The demands are in oracle_jsonc.py.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_jsonc";

/* SPDX-License-Identifier: MIT
 *
 * The first byte is options of loads() besides OPT_JSONC, the rest is the
 * text. oracle_jsonc.py checks the result.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_jsonc";

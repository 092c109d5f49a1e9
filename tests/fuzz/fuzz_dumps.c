/* SPDX-License-Identifier: MIT
 *
 * The first byte chooses the options of dumps(), the others an object tree.
 * oracle_dumps.py checks the result.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_dumps";

/* SPDX-License-Identifier: MIT
 *
 * The first byte chooses a dumps() call's options, the others an object tree.
 * The demands are in oracle_dumps.py.
 */
#include "fuzz_python.h"

const char fuzz_python_oracle[] = "oracle_dumps";

/* SPDX-License-Identifier: MIT
 *
 * JSONDE_ABI: what its user wants switched off, for tests and diagnosis.
 * Used inside abi/ alone. It can only take capabilities away.
 */
#ifndef JSONDE_ABI_CHOICE_H
#define JSONDE_ABI_CHOICE_H

#include "abi/abi.h"

/* choice is NULL, "", "direct" (nothing off), "public" (all mirrors and all
 * undocumented functions off), or names of capabilities and optional
 * functions, each behind a '-', with commas between: "-memoryview,-str".
 * -1 with an ImportError that lists the names when there is another. */
JSD_MUST_CHECK int jsd_choice_apply(jsd_abi_state *abi, const char *choice);

#endif

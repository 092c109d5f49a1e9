/* SPDX-License-Identifier: MIT
 *
 * Switches capabilities and optional functions off, for tests and diagnosis:
 * the user sets JSONDE_ABI. No setting can add a capability.
 */
#ifndef JSONDE_ABI_ABI_CONFIG_H
#define JSONDE_ABI_ABI_CONFIG_H

#include "abi/abi.h"

/* Applies setting to *abi. It is NULL, "" or "direct" (nothing is switched
 * off), "public" (all mirrors and all undocumented functions are), or a list
 * of capabilities and optional functions, each with a '-' before it and with
 * commas between them: "-memoryview,-str". Returns -1 with a ValueError that
 * lists the known names if the list has another one. */
JSD_MUST_CHECK int jsd_abi_config_apply(jsd_abi_state *abi,
                                        const char *setting);

#endif

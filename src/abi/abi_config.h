/* SPDX-License-Identifier: MIT
 *
 * JSONDE_ABI and JSONDE_SIMD: what their user wants switched off or chosen,
 * for tests and diagnosis. Used inside abi/ and by module/. JSONDE_ABI can
 * only take capabilities away.
 */
#ifndef JSONDE_ABI_ABI_CONFIG_H
#define JSONDE_ABI_ABI_CONFIG_H

#include "abi/abi.h"

/* choice is NULL, "", "direct" (nothing off), "public" (all mirrors and all
 * undocumented functions off), or names of capabilities and optional
 * functions, each behind a '-', with commas between: "-memoryview,-str".
 * -1 with a ValueError that lists the names when there is another. */
JSD_MUST_CHECK int jsd_abi_config_apply(jsd_abi_state *abi,
                                        const char *choice);

/* What text is worked on with, from now on: JSONDE_SIMD, or the best. Once for
 * the process, before any of its interpreters works on text; later calls find
 * the result. -1 with a ValueError that lists the names when it is none that
 * runs here. */
JSD_MUST_CHECK int jsd_choose_simd(void);

/* How many threads large arrays are worked on with: JSONDE_THREADS, or one for
 * each processor. -1 with a ValueError when it is no number of them. */
JSD_MUST_CHECK int jsd_choose_threads(void);

#endif

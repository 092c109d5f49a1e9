/* SPDX-License-Identifier: MIT
 *
 * The environment variables that configure jsonde, for tests and diagnosis:
 *
 *   JSONDE_SIMD     the SIMD kernel to use
 *   JSONDE_THREADS  the number of threads for large arrays
 *   JSONDE_ABI      the capabilities not to use (abi/abi_config.h)
 *
 * No other file reads an environment variable. The process reads them once,
 * when the first of its interpreters imports the module.
 */
#ifndef JSONDE_MODULE_ENVIRONMENT_H
#define JSONDE_MODULE_ENVIRONMENT_H

#include "base/base.h"

enum { JSD_ENVIRONMENT_SIZE = 1024 };

/* Returns the value of a variable, or NULL if it is not set. The result is
 * borrowed: it is in room, or belongs to the C library. A value that
 * does not fit may become "?". Each system has this function in a file of its
 * own. */
const char *jsd_environment_read(const char *name,
                                 char room[static JSD_ENVIRONMENT_SIZE]);

/* Reads the variables, chooses the SIMD kernel and the number of threads, and
 * runs the probe. Later calls, from any interpreter of the process, find its
 * result. Runs Python code. Returns -1 with a ValueError that names the
 * variable, its value, and what would be right. */
JSD_MUST_CHECK int jsd_environment_apply(void);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Runs a function again and again, with another failing allocation each time.
 */
#ifndef JSONDE_TESTS_EACH_ALLOCATION_H
#define JSONDE_TESTS_EACH_ALLOCATION_H

#include <stdbool.h>

/* Does the work under test. Returns true, or false with an exception. After a
 * failed allocation no lasting state is changed. */
typedef bool nomem_job(void);

/* Fails each allocation of jsd_mem and then each of Python's in turn, until
 * run() succeeds without a failure. */
void fail_each_allocation(nomem_job *run);

#endif

/* SPDX-License-Identifier: MIT
 *
 * One thing done again and again, with another allocation failing each time.
 * Used by nomem_suite.c.
 */
#ifndef JSONDE_TESTS_EACH_ALLOCATION_H
#define JSONDE_TESTS_EACH_ALLOCATION_H

#include <stdbool.h>

/* It returns true when it was done, and false with an exception. Without
 * memory it changes nothing that is kept. */
typedef bool nomem_job(void);

/* Each allocation of jsd_mem and each of Python's fails in turn, until it has
 * all of them. */
void fail_each_allocation(nomem_job *run);

#endif

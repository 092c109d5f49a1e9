/* SPDX-License-Identifier: MIT
 *
 * A few threads for one piece of work, started for it and gone with it.
 * Used by num/. They know nothing of Python, and no signal is delivered to
 * them.
 */
#ifndef JSONDE_BASE_PARALLEL_H
#define JSONDE_BASE_PARALLEL_H

#include "base/base.h"

enum { JSD_PARALLEL_MAX = 64 };

/* How many threads work may use: one for each processor that this process may
 * run on, or as many as jsd_parallel_limit says; at least 1. */
unsigned jsd_parallel_size(void);

/* From now on up to n, whatever the processors; 0: as many as there are. */
void jsd_parallel_limit(unsigned n);

/* Runs work(shared) in up to n threads at once, of which the caller is one,
 * and returns when all of them have. Where a thread cannot be started, there
 * are fewer: the work has to be such that one alone finishes it. */
typedef void jsd_parallel_work(void *shared);
void jsd_parallel_run(unsigned n, jsd_parallel_work *work, void *shared);

#endif

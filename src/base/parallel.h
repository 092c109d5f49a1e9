/* SPDX-License-Identifier: MIT
 *
 * Runs a function in several threads at once. The threads are started for one
 * call and have ended when it returns. They never call Python, and they block
 * all signals, so that handlers run only in threads of the caller.
 */
#ifndef JSONDE_BASE_PARALLEL_H
#define JSONDE_BASE_PARALLEL_H

#include "base/base.h"

enum { JSD_PARALLEL_MAX = 64 };

/* Returns how many threads to use: the limit of jsd_parallel_limit() if there
 * is one, otherwise the number of processors that this process may run on. The
 * result is between 1 and JSD_PARALLEL_MAX. */
unsigned jsd_parallel_size(void);

/* Makes jsd_parallel_size() return n, or the number of processors if n is 0.
 */
void jsd_parallel_limit(unsigned n);

/* Runs work(shared) in up to n threads, including the calling thread, and
 * returns when all of them have returned. If a thread cannot be started, fewer
 * run: work must be able to finish in the calling thread alone. */
typedef void jsd_parallel_work(void *shared);
void jsd_parallel_run(unsigned n, jsd_parallel_work *work, void *shared);

#endif

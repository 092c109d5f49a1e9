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
 * is one, otherwise one and one more for each idle processor that this process
 * may run on. A thread that has to wait for a processor makes a call longer
 * than if there were none. The result is between 1 and JSD_PARALLEL_MAX. */
unsigned jsd_parallel_size(void);

/* Returns whether jsd_parallel_limit() has set a limit of 1. */
bool jsd_parallel_is_off(void);

/* Makes jsd_parallel_size() return n, or what the machine has idle if n
 * is 0. */
void jsd_parallel_limit(unsigned n);

/* Runs work(shared) in up to n threads, including the calling thread, and
 * returns when all of them have returned. If a thread cannot be started, fewer
 * run: work must be able to finish in the calling thread alone. */
typedef void jsd_parallel_work(void *shared);
void jsd_parallel_run(unsigned n, jsd_parallel_work *work, void *shared);

#endif

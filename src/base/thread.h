/* SPDX-License-Identifier: MIT
 *
 * The threads and the number of processors of the system, for base/parallel.c.
 * Threads are those of POSIX everywhere; on Windows mingw-w64 supplies them.
 * Each system has these functions in a file of its own.
 */
#ifndef JSONDE_BASE_THREAD_H
#define JSONDE_BASE_THREAD_H

#include "base/base.h"

#include <pthread.h>

/* Returns the number of processors that this process may run on. */
unsigned jsd_thread_processors(void);

/* Returns how many of them have nothing to do now. If the system
 * does not tell, all but the calling thread's. */
unsigned jsd_thread_idle_processors(void);

/* Starts up to n threads that run(argument) and block all signals. Stores
 * them in *threads, and returns how many could be started. */
unsigned jsd_thread_start(pthread_t *threads, unsigned n,
                          void *run(void *argument), void *argument);

/* Waits for a thread to end. */
void jsd_thread_join(pthread_t thread);

/* Lets other threads run while the caller waits for one of them. Later rounds
 * sleep, up to a millisecond. */
void jsd_thread_pause(unsigned round);

#endif

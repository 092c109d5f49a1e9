/* SPDX-License-Identifier: MIT
 *
 * Writes a large array as text with several threads. The text equals that of
 * jsd_array_write(). array_parallel.c explains the protocol of the threads.
 */
#ifndef JSONDE_NUM_ARRAY_PARALLEL_H
#define JSONDE_NUM_ARRAY_PARALLEL_H

#include "base/status.h"
#include "num/array_write.h"

/* Returns how many threads the array is worth, the caller included: 1 if the
 * array is small or the process has one processor. */
unsigned jsd_array_parallel_threads(const jsd_array_writer *w);

/* Returns the bytes that jsd_array_write_parallel() needs at out to make
 * progress: the longest text of one part. */
size_t jsd_array_parallel_room(const jsd_array_writer *w);

/* Writes on at out, as far as the text fits before limit, and sets *end to its
 * end. Then w is done or refused, or goes on from *end. Allocates memory for a
 * few parts of the text in each thread; on JSD_NO_MEMORY nothing has changed.
 * Runs no Python code, and the caller need not hold the GIL. */
JSD_MUST_CHECK jsd_status jsd_array_write_parallel(jsd_array_writer *w,
                                                   unsigned threads, char *out,
                                                   const char *limit,
                                                   char **end);

#endif

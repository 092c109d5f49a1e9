/* SPDX-License-Identifier: MIT
 *
 * A large array as text, by several threads into one place.
 * Used by enc/. The text is that of jsd_array_write. It allocates memory for a
 * few parts of the text in each thread.
 */
#ifndef JSONDE_NUM_ARRAY_PARALLEL_H
#define JSONDE_NUM_ARRAY_PARALLEL_H

#include "base/status.h"
#include "num/array_write.h"

/* How many threads are worth it for the array; 1: none but the caller. */
unsigned jsd_array_parallel_threads(const jsd_array_writer *w);

/* Bytes for what is surely written next, at least. */
size_t jsd_array_parallel_room(const jsd_array_writer *w);

/* Writes on at out, as far as there is room before limit, and *end is the end
 * of the text: then w is done, or refused, or goes on from there. With
 * JSD_NO_MEMORY nothing has changed. */
JSD_MUST_CHECK jsd_status jsd_array_write_parallel(jsd_array_writer *w,
                                                   unsigned threads, char *out,
                                                   const char *limit,
                                                   char **end);

#endif

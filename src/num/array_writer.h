/* SPDX-License-Identifier: MIT
 *
 * Items of an array's innermost dimension on their way, and who writes them.
 * Used by num/array*.[ch].
 */
#ifndef JSONDE_NUM_ARRAY_WRITER_H
#define JSONDE_NUM_ARRAY_WRITER_H

#include "num/array.h"

typedef struct jsd_array_run {
    jsd_array_writer *w;
    const char *p;
    ptrdiff_t stride;
    ptrdiff_t suboffset; /* negative: none */
    ptrdiff_t n;         /* items that are left */
} jsd_array_run;

/* Bytes of a line break and indentation before what is in so many dimensions
 * of the array. */
JSD_INLINE size_t
jsd_array_break_size(const jsd_array_writer *w, int dimensions)
{
    return w->breaks == NULL
               ? 0
               : jsd_line_break_size(w->breaks, w->outer + (size_t)dimensions);
}

/* Before an item of the innermost dimension that is open. */
JSD_INLINE char *
jsd_array_break(const jsd_array_writer *w, char *out)
{
    const size_t n = jsd_array_break_size(w, w->depth);

    return n == 0 ? out : jsd_line_break_put(w->breaks, out, n);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The bytes object that dumps() returns, while it is being written.
 * Used by enc/. Small results are written on the C stack and copied once; a
 * large one grows inside its own object, which is cut to size at the end: it
 * never keeps more memory than it has bytes.
 */
#ifndef JSONDE_PY_OUTPUT_H
#define JSONDE_PY_OUTPUT_H

#include "abi/limited.h"
#include "base/base.h"

/* Below 8 KiB a copy is cheaper than cutting an object to size. */
enum { JSD_OUTPUT_SCRATCH = 8192 };

typedef struct jsd_output {
    char *start;
    char *limit;     /* behind the last byte that may be written */
    PyObject *bytes; /* NULL while in scratch */
    char scratch[JSD_OUTPUT_SCRATCH];
} jsd_output;

static inline void
jsd_output_init(jsd_output *out)
{
    out->start = out->scratch;
    out->limit = out->scratch + JSD_OUTPUT_SCRATCH;
    out->bytes = NULL;
}

/* Moves what is written, [start, p), to where at least `more` bytes follow
 * it. Returns the new p, or NULL with MemoryError. */
JSD_COLD char *jsd_output_grow(jsd_output *out, char *p, size_t more);

/* The result, [start, p), as a new bytes object; NULL with MemoryError. The
 * output is empty then. */
PyObject *jsd_output_finish(jsd_output *out, char *p);

/* After a failure. */
void jsd_output_clear(jsd_output *out);

#endif

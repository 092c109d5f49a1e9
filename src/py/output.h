/* SPDX-License-Identifier: MIT
 *
 * The bytes object that dumps() returns, while it is being written.
 * Used by enc/. Small results are written in the struct and copied once; a
 * large one is written inside its own object, which is made as large as large
 * results were lately, and cut to size at the end: it never keeps more memory
 * than it has bytes.
 */
#ifndef JSONDE_PY_OUTPUT_H
#define JSONDE_PY_OUTPUT_H

#include "abi/limited.h"
#include "base/base.h"
#include "base/redzone.h"

#include <stdatomic.h>

/* Below 8 KiB a copy is cheaper than cutting an object to size. */
enum { JSD_OUTPUT_SCRATCH = 8192 };

/* What an interpreter's outputs remember of those before. */
typedef struct jsd_output_hints {
    _Atomic size_t large;    /* bytes to begin with when the scratch is full */
    _Atomic size_t reusable; /* up to here malloc was told to reuse memory */
    PyObject *tiny[6]; /* the commonest: they are immutable, and shared */
} jsd_output_hints;

typedef struct jsd_output {
    jsd_output_hints *hints;
    char *start;
    char *limit;     /* behind the last byte that may be written */
    PyObject *bytes; /* NULL while in scratch */
    char scratch[JSD_OUTPUT_SCRATCH + JSD_REDZONE];
} jsd_output;

/* past is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_output_hints_init(jsd_output_hints *hints);
void jsd_output_hints_clear(jsd_output_hints *hints);

/* Once, before the first use, in memory of malloc. */
JSD_INLINE void
jsd_output_init(jsd_output *out, jsd_output_hints *hints)
{
    out->hints = hints;
    out->bytes = NULL;
    jsd_redzone_watch(out->scratch + JSD_OUTPUT_SCRATCH);
}

/* Begins a result, and returns where to write. The output is empty. */
JSD_INLINE char *
jsd_output_start(jsd_output *out)
{
    out->start = out->scratch;
    out->limit = out->scratch + JSD_OUTPUT_SCRATCH;
    return out->start;
}

/* Moves what is written, [start, p), to where at least `more` bytes follow
 * it. Returns the new p, or NULL with MemoryError. */
JSD_COLD char *jsd_output_grow(jsd_output *out, char *p, size_t more);

/* The result, [start, p), as a bytes object (new, or a shared one); NULL with
 * MemoryError. The output is empty then. */
PyObject *jsd_output_finish(jsd_output *out, char *p);

/* The result as a str: new. NULL with MemoryError, or, of bytes that are not
 * UTF-8, this exception. The output is empty then. */
PyObject *jsd_output_finish_str(jsd_output *out, char *p, PyObject *exception);

/* After a failure. */
void jsd_output_clear(jsd_output *out);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The bytes object that dumps() returns, while the encoder writes it.
 *
 * A small result is written into the struct (the scratch) and copied once. A
 * large one is written into its own bytes object. That is made as large as
 * recent large results were and cut to size at the end, so a result never
 * keeps spare capacity.
 */
#ifndef JSONDE_PY_OUTPUT_H
#define JSONDE_PY_OUTPUT_H

#include "abi/limited.h"
#include "base/base.h"
#include "base/redzone.h"

#include <stdatomic.h>

/* Below 8 KiB, copying is cheaper than cutting an object to size. */
enum { JSD_OUTPUT_SCRATCH = JSD_LIMIT(8192, 256) };

/* Hints about the next result, from the interpreter's earlier ones. */
typedef struct jsd_output_hints {
    _Atomic size_t large;    /* bytes to allocate when the scratch is full */
    _Atomic size_t last;     /* bytes of the last result that filled it */
    _Atomic size_t reusable; /* size up to which malloc reuses freed memory */
    PyObject *tiny[6];       /* the most common results: immutable, shared */
} jsd_output_hints;

typedef struct jsd_output {
    jsd_output_hints *hints;
    char *start;
    char *limit;     /* behind the last byte that may be written */
    PyObject *bytes; /* NULL while the scratch is used */
    char scratch[JSD_OUTPUT_SCRATCH + JSD_REDZONE];
} jsd_output;

/* Initialises *hints, which is all zeros. Returns -1 with an exception;
 * jsd_output_hints_clear() is needed even then. */
JSD_MUST_CHECK int jsd_output_hints_init(jsd_output_hints *hints);
void jsd_output_hints_clear(jsd_output_hints *hints);

/* Initialises *out once, before its first use, in memory of malloc. */
JSD_INLINE void
jsd_output_init(jsd_output *out, jsd_output_hints *hints)
{
    out->hints = hints;
    out->bytes = NULL;
    jsd_redzone_watch(out->scratch + JSD_OUTPUT_SCRATCH);
}

/* Starts a result in an output that is empty. Returns where to write. */
JSD_INLINE char *
jsd_output_start(jsd_output *out)
{
    out->start = out->scratch;
    out->limit = out->scratch + JSD_OUTPUT_SCRATCH;
    return out->start;
}

/* Returns the end of the memory at out->start, behind which out->limit never
 * is. */
JSD_INLINE char *
jsd_output_end(jsd_output *out)
{
    return out->bytes == NULL ? out->scratch + JSD_OUTPUT_SCRATCH
                              : out->start + PyBytes_Size(out->bytes);
}

/* Moves the bytes that are written, [start, p), to where at least `more` bytes
 * follow them. Returns the new p, or NULL with MemoryError. */
JSD_COLD char *jsd_output_grow(jsd_output *out, char *p, size_t more);

/* Finishes the result, [start, p), and empties the output. Returns a new
 * reference to a bytes object, which may be shared, or NULL with MemoryError.
 */
PyObject *jsd_output_finish(jsd_output *out, char *p);

/* Finishes the result as a str and empties the output. Returns a new
 * reference, or NULL with MemoryError, or with `exception` if the bytes are
 * not UTF-8. */
PyObject *jsd_output_finish_str(jsd_output *out, char *p, PyObject *exception);

/* Empties the output after a failure. */
void jsd_output_clear(jsd_output *out);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The array of numbers that an object exports as a buffer, read in place for
 * the encoder.
 *
 * Between acquire and release nobody can free or resize the memory: the
 * exporter holds an export, or neither Python code nor another thread can run.
 */
#ifndef JSONDE_PY_EXPORTER_H
#define JSONDE_PY_EXPORTER_H

#include "abi/abi.h"
#include "num/array.h"
#include "py/gate.h"

typedef struct jsd_exporter {
    jsd_array array;
    jsd_pybuffer export; /* held if export.obj is not NULL */
    /* Shape and strides that the buffer does not have. They are allocated for
     * more than one dimension: a class's __buffer__ may call dumps() again, so
     * the C stack has this struct once for each nested call. */
    ptrdiff_t *own;
    ptrdiff_t single[2];
} jsd_exporter;

/* Initialises *x: nothing is held. */
JSD_INLINE void
jsd_exporter_init(jsd_exporter *x)
{
    x->export.obj = NULL;
    x->own = NULL;
}

/* Returns whether no other code can run before the release. calls: the encoder
 * may run Python code meanwhile. Its own allocations start no garbage
 * collection, on any version. */
JSD_INLINE bool
jsd_exporter_is_alone(bool calls)
{
    return !calls && !jsd_abi.free_threaded;
}

/* Acquires the numbers that o exports. The caller owns o. calls: Python code
 * may run before the release; for JSD_UNLOCKED_BYTES or more it may in any
 * case. Returns 1; 0 if o exports no buffer or none of numbers; -1 with an
 * exception: ValueError for a released memoryview, or what the exporter
 * raises. */
JSD_MUST_CHECK int jsd_exporter_acquire(jsd_gate *gate, PyObject *o,
                                        bool calls, jsd_exporter *x);

/* Releases *x and keeps an exception that is set. Python code may run. */
void jsd_exporter_release(jsd_gate *gate, jsd_exporter *x);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The array of numbers that an object exports as a buffer, read where it lies.
 * Used by enc/. Between acquire and release nobody can free or resize it: an
 * export is held, or no user code and no other thread can run.
 */
#ifndef JSONDE_PY_EXPORTER_H
#define JSONDE_PY_EXPORTER_H

#include "abi/abi.h"
#include "num/array.h"
#include "py/gate.h"

typedef struct jsd_exporter {
    jsd_array array;
    jsd_pybuffer export; /* held when export.obj is not NULL */
    /* Shape and strides where the exporter says nothing, or of the copy:
     * memory of its own, but for one dimension. A class's __buffer__ may call
     * dumps() again, so that this struct is on the C stack once for each
     * nested call. */
    ptrdiff_t *own;
    ptrdiff_t single[2];
} jsd_exporter;

/* Nothing is held. */
JSD_INLINE void
jsd_exporter_init(jsd_exporter *x)
{
    x->export.obj = NULL;
    x->own = NULL;
}

/* Nobody else can run until it is released: what the encoder allocates
 * meanwhile does not start the collector, on any version. */
JSD_INLINE bool
jsd_exporter_is_alone(bool calls)
{
    return !calls && !jsd_abi.free_threaded;
}

/* 1; 0 where o exports no buffer, or none of numbers; -1 with an exception:
 * ValueError for a released memoryview, and what an exporter raises. calls:
 * code of others may run while it is held; with JSD_UNLOCKED_BYTES and more it
 * may in any case. The caller owns o. */
JSD_MUST_CHECK int jsd_exporter_acquire(jsd_gate *gate, PyObject *o,
                                        bool calls, jsd_exporter *x);

/* Keeps an exception that is set. */
void jsd_exporter_release(jsd_gate *gate, jsd_exporter *x);

#endif

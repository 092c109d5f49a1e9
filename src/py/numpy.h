/* SPDX-License-Identifier: MIT
 *
 * Arrays of numpy and what their items are, without numpy's help: it is
 * neither linked nor imported.
 * Used by enc/. A dtype that was seen is kept, for a bounded number of them,
 * as long as the interpreter's jsonde.
 */
#ifndef JSONDE_PY_NUMPY_H
#define JSONDE_PY_NUMPY_H

#include "abi/ndarray.h"
#include "py/exporter.h"
#include "py/facts.h"
#include "text/datetime64.h"

#include <stdatomic.h>

typedef enum jsd_descr_kind {
    JSD_DESCR_OTHER, /* no numbers, or none that JSON has */
    JSD_DESCR_NUMBERS,
    JSD_DESCR_DATETIMES
} jsd_descr_kind;

/* What a dtype says of items. */
typedef struct jsd_descr {
    PyObject *dtype; /* owned by who keeps it, else NULL */
    jsd_descr_kind kind;
    jsd_item_format format;     /* JSD_DESCR_NUMBERS */
    jsd_datetime64_scale scale; /* JSD_DESCR_DATETIMES */
} jsd_descr;

enum { JSD_DESCRS = 16 };

typedef struct jsd_numpy {
    _Atomic(jsd_descr *) dtypes[JSD_DESCRS];
    jsd_ndarray_proof proof;
} jsd_numpy;

int jsd_numpy_traverse(jsd_numpy *numpy, visitproc visit, void *arg);
void jsd_numpy_clear(jsd_numpy *numpy);

/* The functions below may run Python code: they pass the gate. The caller
 * holds o. Nothing that a module or an object calls itself is believed: its
 * type is checked, and what an export has is what is read. */

/* What the items of o, an array or a scalar of numpy, are. -1 with an
 * exception. */
JSD_MUST_CHECK int jsd_numpy_describe(jsd_numpy *numpy, jsd_gate *gate,
                                      PyObject *o, jsd_descr *dtype);

/* jsd_exporter_acquire of an ndarray, of exactly this type: 1; 0, where its
 * dtype (which is set) is not one of numbers; -1 with an exception. */
JSD_MUST_CHECK int jsd_numpy_acquire(jsd_numpy *numpy, jsd_gate *gate,
                                     PyObject *o, bool calls, jsd_exporter *x,
                                     jsd_descr *dtype);

/* The 64-bit integers of an array or scalar whose dtype counts times, for
 * numpy exports none of those: 1, and x is to be released; -1 with an
 * exception, also where they are no such integers. */
JSD_MUST_CHECK int jsd_numpy_acquire_integers(jsd_gate *gate, PyObject *o,
                                              const jsd_descr *dtype,
                                              jsd_exporter *x);

#endif

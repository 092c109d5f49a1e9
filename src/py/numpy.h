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
#include "text/datetime64.h"

#include <stdatomic.h>

typedef enum jsd_dtype_kind {
    JSD_DTYPE_OTHER, /* no numbers, or none that JSON has */
    JSD_DTYPE_NUMBERS,
    JSD_DTYPE_DATETIMES
} jsd_dtype_kind;

typedef struct jsd_dtype {
    PyObject *descr; /* owned by who keeps it, else NULL */
    jsd_dtype_kind kind;
    jsd_item_format format;     /* JSD_DTYPE_NUMBERS */
    jsd_datetime64_scale scale; /* JSD_DTYPE_DATETIMES */
} jsd_dtype;

enum { JSD_DTYPES = 16 };

typedef struct jsd_numpy {
    _Atomic(jsd_dtype *) dtypes[JSD_DTYPES];
    jsd_ndarray_proof proof;
} jsd_numpy;

int jsd_numpy_traverse(jsd_numpy *numpy, visitproc visit, void *arg);
void jsd_numpy_clear(jsd_numpy *numpy);

/* What the items of o, an array or a scalar of numpy, are. -1 with an
 * exception. It may run user code. */
JSD_MUST_CHECK int jsd_numpy_dtype(jsd_numpy *numpy, PyObject *o,
                                   jsd_dtype *dtype);

/* jsd_exporter_acquire of an ndarray, of exactly this type: 1; 0, where its
 * dtype (which is set) is not one of numbers; -1 with an exception. */
JSD_MUST_CHECK int jsd_numpy_acquire(jsd_numpy *numpy, PyObject *o, bool calls,
                                     jsd_exporter *x, jsd_dtype *dtype);

#endif

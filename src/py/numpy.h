/* SPDX-License-Identifier: MIT
 *
 * Arrays and scalars of numpy, read without numpy's help: it is neither linked
 * nor imported. The state caches what numpy's own dtypes of numbers tell,
 * which nothing can change; it owns them until the interpreter ends.
 */
#ifndef JSONDE_PY_NUMPY_H
#define JSONDE_PY_NUMPY_H

#include "abi/ndarray.h"
#include "py/exporter.h"
#include "py/facts.h"
#include "text/datetime64.h"

#include <stdatomic.h>

typedef enum jsd_descr_kind {
    JSD_DESCR_OTHER, /* no numbers, or none that JSON can write */
    JSD_DESCR_NUMBERS,
    JSD_DESCR_DATETIMES
} jsd_descr_kind;

/* The items of an array, as its dtype describes them. */
typedef struct jsd_descr {
    PyObject *dtype; /* owned by the cache; otherwise NULL */
    jsd_descr_kind kind;
    jsd_item_format format;     /* JSD_DESCR_NUMBERS */
    jsd_datetime64_scale scale; /* JSD_DESCR_DATETIMES */
} jsd_descr;

/* numpy has 14 dtypes of numbers that JSON can write. */
enum { JSD_DESCRS = 16 };

typedef struct jsd_numpy {
    _Atomic(jsd_descr *) dtypes[JSD_DESCRS];
    jsd_ndarray_proof proof;
} jsd_numpy;

int jsd_numpy_traverse(jsd_numpy *numpy, visitproc visit, void *arg);
void jsd_numpy_clear(jsd_numpy *numpy);

/* The functions below may run Python code: they pass the gate. The caller owns
 * o. They trust no name that a module or an object gives itself: the type is
 * checked, and what is read is what the array exports. */

/* Sets *dtype to what the dtype of o, an array or scalar of numpy, tells about
 * its items. Returns -1 with an exception. */
JSD_MUST_CHECK int jsd_numpy_describe(jsd_numpy *numpy, jsd_gate *gate,
                                      PyObject *o, jsd_descr *dtype);

/* Acquires the numbers of o, whose type is exactly ndarray, as
 * jsd_exporter_acquire() does. Returns 1; 0 if its dtype (*dtype is set) is
 * not one of numbers; -1 with an exception. */
JSD_MUST_CHECK int jsd_numpy_acquire(jsd_numpy *numpy, jsd_gate *gate,
                                     PyObject *o, bool calls, jsd_exporter *x,
                                     jsd_descr *dtype);

/* Acquires the 64-bit integers of an array or scalar whose dtype counts time
 * units; numpy exports no buffer of those. Returns 1, or -1 with an exception,
 * also if the integers are not what the dtype tells. The caller releases *x
 * after 1. */
JSD_MUST_CHECK int jsd_numpy_acquire_integers(jsd_gate *gate, PyObject *o,
                                              const jsd_descr *dtype,
                                              jsd_exporter *x);

#endif

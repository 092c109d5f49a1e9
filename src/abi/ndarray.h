/* SPDX-License-Identifier: MIT
 *
 * What PyArray_DATA, PyArray_NDIM, PyArray_DIMS, PyArray_STRIDES and
 * PyArray_DESCR are to users of numpy's C API: the fields of an ndarray, read
 * where they lie. numpy is neither linked nor imported.
 * Used by py/. It needs JSD_CAP_OBJECT. The proof is on the first arrays that
 * are met, each of which must have there what it exports as a buffer.
 */
#ifndef JSONDE_ABI_NDARRAY_H
#define JSONDE_ABI_NDARRAY_H

#include "abi/abi.h"

/* PyArrayObject_fields behind its head: the same since numpy 1.0. */
typedef struct jsd_ndarray {
    const char *data;
    int nd;
    const ptrdiff_t *dimensions;
    const ptrdiff_t *strides;
    PyObject *base;
    PyObject *descr;
} jsd_ndarray;

/* How far it is proven, in one interpreter. */
typedef struct jsd_ndarray_proof {
    /* Of the first array. It is static: once it is here, it stays. */
    const PyTypeObject *type;
    unsigned proofs; /* arrays that had all of it there */
    bool refuted;    /* one had not */
} jsd_ndarray_proof;

enum { JSD_NDARRAY_PROOFS = 4 };

/* Learns from an ndarray, what it exports and what its dtype is. What
 * contradicts ends it for good. Only a static type is proven: a class in
 * Python that is called ndarray is not looked at. */
void jsd_ndarray_learn(jsd_ndarray_proof *proof, PyObject *o,
                       const jsd_pybuffer *exported, PyObject *dtype);

/* True, and the fields of an ndarray: borrowed, until user code or another
 * thread runs; false where they are not proven for the type of o. */
JSD_INLINE bool
jsd_ndarray_read(const jsd_ndarray_proof *proof, PyObject *o,
                 jsd_ndarray *fields)
{
    if (JSD_UNLIKELY(proof->proofs < JSD_NDARRAY_PROOFS ||
                     jsd_load_pointer(o, JSD_OBJECT_OB_TYPE) != proof->type))
        return false;
    memcpy(fields, (const char *)o + jsd_size_of(0, JSD_OBJECT),
           sizeof *fields);
    return true;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Reads the fields of a numpy array in place, as PyArray_DATA, PyArray_NDIM,
 * PyArray_DIMS, PyArray_STRIDES and PyArray_DESCR do in numpy's C API. numpy
 * is neither linked nor imported.
 *
 * The proof runs on the first arrays that are met: the fields of each must
 * equal the buffer that it exports. Only one static type is proven. Needs
 * JSD_CAP_OBJECT.
 */
#ifndef JSONDE_ABI_NDARRAY_H
#define JSONDE_ABI_NDARRAY_H

#include "abi/abi.h"

/* PyArrayObject_fields behind the head of the object: unchanged since numpy
 * 1.0. */
typedef struct jsd_ndarray {
    const char *data;
    int nd;
    const ptrdiff_t *dimensions;
    const ptrdiff_t *strides;
    PyObject *base;
    PyObject *descr;
} jsd_ndarray;

/* The state of the proof in one interpreter. */
typedef struct jsd_ndarray_proof {
    /* The type of the first array: static, so its address stays valid. */
    const PyTypeObject *type;
    unsigned proofs; /* arrays whose fields were right */
    bool refuted;    /* the fields of one were wrong */
} jsd_ndarray_proof;

enum { JSD_NDARRAY_PROOFS = 4 };

/* Compares the fields of o, an ndarray, with the buffer that it exports and
 * with its dtype. A contradiction ends the proof for good. A class in Python
 * that is called ndarray is ignored. */
void jsd_ndarray_learn(jsd_ndarray_proof *proof, PyObject *o,
                       const jsd_pybuffer *exported, PyObject *dtype);

/* Copies the fields of o to *fields and returns true if they are proven for
 * the type of o. They are borrowed, and valid until Python code or another
 * thread runs. */
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

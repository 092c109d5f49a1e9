/* SPDX-License-Identifier: MIT
 *
 * Objects with the fields of an ndarray, of static types as numpy's are. A
 * test can give them fields that contradict what they export. fake_ndarray.c
 * sees the full headers of CPython, since the limited API cannot define a
 * static type.
 */
#ifndef JSONDE_TESTS_ABI_FAKE_NDARRAY_H
#define JSONDE_TESTS_ABI_FAKE_NDARRAY_H

#include "abi/limited.h"
#include "abi/ndarray.h"

typedef enum fake_ndarray_kind {
    FAKE_NDARRAY,       /* has all fields */
    FAKE_NDARRAY_OTHER, /* another type with all fields */
    FAKE_NDARRAY_SHORT, /* a type whose objects end before the last field */
    FAKE_NDARRAY_KINDS
} fake_ndarray_kind;

/* Returns a new object with these fields; fields->descr stays the caller's.
 * NULL with an exception. */
PyObject *fake_ndarray_new(fake_ndarray_kind kind, const jsd_ndarray *fields);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Compares what the accessors of abi/ read in place with what the public API
 * tells of the same object. Used by the suites of tests/abi, as functions that
 * their Python code calls. A difference fails the test.
 */
#ifndef JSONDE_TESTS_ABI_COMPARE_ACCESSORS_H
#define JSONDE_TESTS_ABI_COMPARE_ACCESSORS_H

#include "abi/limited.h"
#include "base/base.h"

/* compare(o): any object that an accessor reads. */
extern PyMethodDef compare_accessors_def;

/* compare_released(view): a memoryview that must be seen as released. */
extern PyMethodDef compare_released_def;

/* The same for an object that is no shape of Python code: a new str, and a
 * new list (or a tuple). */
void compare_str(PyObject *o);
void compare_items(PyObject *o, bool is_list);

/* Objects compared in this process. */
extern long compared;

#endif

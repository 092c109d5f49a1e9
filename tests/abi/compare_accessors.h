/* SPDX-License-Identifier: MIT
 *
 * Compares the values that the accessors of abi/ read in place with those of
 * the public API. Python code of the suites calls the functions. A difference
 * fails the test.
 */
#ifndef JSONDE_TESTS_ABI_COMPARE_ACCESSORS_H
#define JSONDE_TESTS_ABI_COMPARE_ACCESSORS_H

#include "abi/limited.h"
#include "base/base.h"

/* compare(o): any object that an accessor reads. */
extern PyMethodDef compare_accessors_def;

/* compare_released(view): a memoryview that the accessors must see as
 * released. */
extern PyMethodDef compare_released_def;

/* Compare a new str, and a new list or tuple. C code calls these. */
void compare_str(PyObject *o);
void compare_items(PyObject *o, bool is_list);

/* The number of compared objects in this process. */
extern long compared;

#endif

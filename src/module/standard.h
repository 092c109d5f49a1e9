/* SPDX-License-Identifier: MIT
 *
 * The methods behind jsonde.json, which no user calls: the standard library's
 * dumps() and loads(). They raise an exception also where the standard library
 * does not: jsonde.json then lets the standard library do the call.
 */
#ifndef JSONDE_MODULE_STANDARD_H
#define JSONDE_MODULE_STANDARD_H

#include "abi/limited.h"

extern const char jsd_standard_dumps_doc[];
PyObject *jsd_standard_dumps(PyObject *module, PyObject *const *args,
                             Py_ssize_t n, PyObject *names);

extern const char jsd_standard_loads_doc[];
PyObject *jsd_standard_loads(PyObject *module, PyObject *const *args,
                             Py_ssize_t n, PyObject *names);

extern const char jsd_call_hooks_doc[];
PyObject *jsd_call_hooks(PyObject *module, PyObject *const *args, Py_ssize_t n,
                         PyObject *names);

#endif

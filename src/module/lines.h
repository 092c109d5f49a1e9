/* SPDX-License-Identifier: MIT
 *
 * The methods of JSON Lines, which jsonde/lines.py completes with files.
 */
#ifndef JSONDE_MODULE_LINES_H
#define JSONDE_MODULE_LINES_H

#include "abi/limited.h"

extern const char jsd_loads_lines_doc[], jsd_dumps_lines_doc[];

/* The methods, called by METH_FASTCALL | METH_KEYWORDS. */
PyObject *jsd_loads_lines(PyObject *module, PyObject *const *args,
                          Py_ssize_t n, PyObject *names);
PyObject *jsd_dumps_lines(PyObject *module, PyObject *const *args,
                          Py_ssize_t n, PyObject *names);

#endif

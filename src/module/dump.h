/* SPDX-License-Identifier: MIT
 *
 * jsonde.dump(), and what its half in Python (files.py) needs.
 * Used by methods.c alone.
 */
#ifndef JSONDE_MODULE_DUMP_H
#define JSONDE_MODULE_DUMP_H

#include "abi/limited.h"

extern const char jsd_dump_doc[], jsd_dumps_chunks_doc[];

/* By METH_FASTCALL | METH_KEYWORDS. */
PyObject *jsd_dump(PyObject *module, PyObject *const *args, Py_ssize_t n,
                   PyObject *names);
PyObject *jsd_dumps_chunks(PyObject *module, PyObject *const *args,
                           Py_ssize_t n, PyObject *names);

#endif

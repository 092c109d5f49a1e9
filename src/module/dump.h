/* SPDX-License-Identifier: MIT
 *
 * jsonde.dump(), which writes JSON to a file. This file handles the common
 * file objects of the module io. For every other file it calls
 * jsonde/files.py, which calls dumps_chunks().
 */
#ifndef JSONDE_MODULE_DUMP_H
#define JSONDE_MODULE_DUMP_H

#include "abi/limited.h"

extern const char jsd_dump_doc[], jsd_dumps_chunks_doc[];

/* The methods, called by METH_FASTCALL | METH_KEYWORDS. Both return None or
 * NULL with an exception, and run Python code: the methods of the file. */
PyObject *jsd_dump(PyObject *module, PyObject *const *args, Py_ssize_t n,
                   PyObject *names);
PyObject *jsd_dumps_chunks(PyObject *module, PyObject *const *args,
                           Py_ssize_t n, PyObject *names);

#endif

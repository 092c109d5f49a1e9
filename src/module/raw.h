/* SPDX-License-Identifier: MIT
 *
 * The methods behind the command line, which no user calls: documents whose
 * numbers keep their text. A float, and an integer of more than 64 bits, is a
 * bytes object, which no other value is.
 */
#ifndef JSONDE_MODULE_RAW_H
#define JSONDE_MODULE_RAW_H

#include "abi/limited.h"

extern const char jsd_raw_loads_doc[];
PyObject *jsd_raw_loads(PyObject *module, PyObject *const *args, Py_ssize_t n,
                        PyObject *names);

extern const char jsd_raw_dump_doc[];
PyObject *jsd_raw_dump(PyObject *module, PyObject *const *args, Py_ssize_t n,
                       PyObject *names);

#endif

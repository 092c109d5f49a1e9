/* SPDX-License-Identifier: MIT
 *
 * Binds the arguments of a METH_FASTCALL | METH_KEYWORDS call to parameters
 * and raises the exceptions that a Python function would raise. CPython's own
 * parsers for this convention are not in the limited API of 3.9.
 */
#ifndef JSONDE_MODULE_ARGUMENTS_H
#define JSONDE_MODULE_ARGUMENTS_H

#include "abi/limited.h"
#include "base/base.h"

typedef struct jsd_signature {
    const char *function;
    const char *const *names; /* of all parameters */
    Py_ssize_t count;         /* number of parameters */
    Py_ssize_t required;      /* leading parameters without a default */
    Py_ssize_t nameless;      /* leading parameters that are positional-only */
    Py_ssize_t positional;    /* parameters before the keyword-only ones */
} jsd_signature;

/* Stores the n positional arguments of args, and the keyword arguments that
 * follow them with the names in names, into values[0] to values[count - 1].
 * NULL marks an argument that was not given. values owns the arguments until
 * jsd_arguments_release(), because a caller such as functools.partial may drop
 * its references while Python code runs. Returns -1 with an exception of the
 * class exception (TypeError or a subclass) and nothing to release. */
JSD_MUST_CHECK int jsd_arguments_bind(const jsd_signature *signature,
                                      PyObject *exception,
                                      PyObject *const *args, Py_ssize_t n,
                                      PyObject *names, PyObject **values);

/* Releases the arguments in values. Runs Python code if one of them was the
 * last reference to an object with a finalizer. */
void jsd_arguments_release(const jsd_signature *signature, PyObject **values);

#endif

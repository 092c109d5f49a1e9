/* SPDX-License-Identifier: MIT
 *
 * Arguments of a call by METH_FASTCALL | METH_KEYWORDS, bound to parameters.
 * Used by module/ alone.
 */
#ifndef JSONDE_MODULE_ARGUMENTS_H
#define JSONDE_MODULE_ARGUMENTS_H

#include "abi/limited.h"
#include "base/base.h"

typedef struct jsd_signature {
    const char *function;
    const char *const *names; /* of all parameters */
    Py_ssize_t count;         /* parameters */
    Py_ssize_t required;      /* the first ones must be given */
    Py_ssize_t nameless;      /* the first ones cannot be given by name */
    Py_ssize_t positional;    /* the others only by name */
} jsd_signature;

/* Puts the arguments into values (count of them, NULL: not given) and owns
 * them until the release: a caller may let them go while Python code runs, as
 * functools.partial does. -1 with an exception of this class (TypeError, or a
 * subclass of it), which says what a Python function would say, and nothing to
 * release. */
JSD_MUST_CHECK int jsd_arguments_bind(const jsd_signature *signature,
                                      PyObject *exception,
                                      PyObject *const *args, Py_ssize_t n,
                                      PyObject *names, PyObject **values);

/* Gives them back. Runs Python code when it has the last reference. */
void jsd_arguments_release(const jsd_signature *signature, PyObject **values);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Helpers for the methods: the definition of a signature, and the arguments
 * that several methods share.
 */
#ifndef JSONDE_MODULE_CALLS_H
#define JSONDE_MODULE_CALLS_H

#include "enc/encode.h"
#include "module/arguments.h"
#include "py/options.h"

#define JSD_SIGNATURE(function, names, required, nameless, positional)      \
    {                                                                       \
        function, names, JSD_COUNTOF(names), required, nameless, positional \
    }

/* Fills *call from the arguments default (fallback), option and indent. None
 * stands for no default. call borrows fallback and indent from the caller.
 * Returns -1 with a JSONEncodeError for an invalid option. */
JSD_INLINE JSD_MUST_CHECK int
jsd_call_read(jsd_state *state, PyObject *fallback, PyObject *option,
              PyObject *indent, jsd_enc_call *call)
{
    call->fallback = fallback == Py_None ? NULL : fallback;
    call->indent = indent;
    call->made = NULL;
    return jsd_options_read(option, JSD_DUMPS, state->encode_error,
                            &call->options);
}

/* Reads the argument option of loads() and its relatives. Returns -1 with a
 * ValueError for an invalid one. */
JSD_INLINE JSD_MUST_CHECK int
jsd_call_read_loads(PyObject *option, jsd_options *options)
{
    return jsd_options_read(option, JSD_LOADS, PyExc_ValueError, options);
}

/* Binds the arguments of a function whose second parameter is option, and
 * reads that. The caller releases values with jsd_arguments_release(). Returns
 * -1 with an exception and nothing to release. */
JSD_INLINE JSD_MUST_CHECK int
jsd_call_bind_loads(const jsd_signature *signature, PyObject *const *args,
                    Py_ssize_t n, PyObject *names, PyObject **values,
                    jsd_options *options)
{
    if (jsd_arguments_bind(signature, PyExc_TypeError, args, n, names,
                           values) < 0)
        return -1;
    if (jsd_call_read_loads(values[1], options) == 0)
        return 0;
    jsd_arguments_release(signature, values);
    return -1;
}

/* Returns NULL if status is negative, otherwise a new reference to None. */
JSD_INLINE PyObject *
jsd_call_none(int status)
{
    if (status < 0)
        return NULL;
    Py_IncRef(Py_None);
    return Py_None;
}

#endif

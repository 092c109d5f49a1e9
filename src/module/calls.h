/* SPDX-License-Identifier: MIT
 *
 * What the functions of methods.c and dump.c have in common.
 * Used by module/ alone.
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

/* Reads the arguments that dumps() and its sisters have. -1 with an exception
 * for an option that is none. */
JSD_INLINE JSD_MUST_CHECK int
jsd_call_read(jsd_state *state, PyObject *fallback, PyObject *option,
              PyObject *indent, jsd_enc_call *call)
{
    call->fallback = fallback == Py_None ? NULL : fallback;
    call->indent = indent;
    return jsd_options_read(option, JSD_DUMPS, state->encode_error,
                            &call->options);
}

#endif

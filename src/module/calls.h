/* SPDX-License-Identifier: MIT
 *
 * Helpers for the methods that encode: the definition of a signature, and the
 * arguments that dumps(), dumps_str(), dumps_into() and dump() share.
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

#endif

/* SPDX-License-Identifier: MIT */
#include "module/lines.h"

#include "dec/dec.h"
#include "module/calls.h"
#include "py/error.h"

const char jsd_loads_lines_doc[] =
    "loads_lines($module, data, /, *, option=None)\n"
    "--\n"
    "\n"
    "Read JSON Lines and return the list of their values: each line is a\n"
    "document of its own. Blank lines are skipped. Lines end in a line\n"
    "feed, with or without a carriage return; the last one may lack it.\n"
    "\n"
    "data, option: as for loads().\n"
    "\n"
    "Raises the exceptions of loads(), with positions in the whole of\n"
    "data.";

PyObject *
jsd_loads_lines(PyObject *module, PyObject *const *args, Py_ssize_t n,
                PyObject *names)
{
    static const char *const parameters[] = {"data", "option"};
    static const jsd_signature signature =
        JSD_SIGNATURE("loads_lines", parameters, 1, 1, 1);
    PyObject *values[JSD_COUNTOF(parameters)], *list;
    jsd_options options;

    if (jsd_call_bind_loads(&signature, args, n, names, values, &options) < 0)
        return NULL;
    list = jsd_decode_lines(PyModule_GetState(module), values[0], options);
    jsd_arguments_release(&signature, values);
    return list;
}

const char jsd_dumps_lines_doc[] =
    "dumps_lines($module, iterable, /, default=None, option=None)\n"
    "--\n"
    "\n"
    "Write each object of an iterable as a line of JSON, and return bytes\n"
    "of UTF-8. Each line ends in a line feed.\n"
    "\n"
    "default, option: as for dumps(), without OPT_INDENT_2.\n"
    "\n"
    "Raises the exceptions of dumps() and of the iterable. The path of a\n"
    "JSONEncodeError begins with the index of the object.";

PyObject *
jsd_dumps_lines(PyObject *module, PyObject *const *args, Py_ssize_t n,
                PyObject *names)
{
    static const char *const parameters[] = {"iterable", "default", "option"};
    static const jsd_signature signature =
        JSD_SIGNATURE("dumps_lines", parameters, 1, 1, 3);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_COUNTOF(parameters)], *text = NULL;
    jsd_enc_call call;

    if (jsd_arguments_bind(&signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    if (jsd_call_read(state, values[1], values[2], NULL, &call) == 0) {
        if (call.options & JSD_OPT(INDENT_2))
            jsd_raise_option(state->encode_error,
                             "OPT_INDENT_2 breaks lines: dumps_lines() does "
                             "not take it");
        else
            text = jsd_encode_lines(state, values[0], &call);
    }
    jsd_arguments_release(&signature, values);
    return text;
}

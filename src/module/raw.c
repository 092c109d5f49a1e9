/* SPDX-License-Identifier: MIT */
#include "module/raw.h"

#include "dec/dec.h"
#include "module/calls.h"
#include "py/error.h"

const char jsd_raw_loads_doc[] =
    "raw_loads($module, data, pos, option, /)\n"
    "--\n"
    "\n"
    "Do what loads_next() does, but return the text, as bytes, for each\n"
    "float and for each integer of more than 64 bits. Only the command\n"
    "line uses this function.";

/* Decodes the document at *pos. NULL with an exception. */
static PyObject *
raw_value(jsd_state *state, PyObject *const *values, size_t *pos)
{
    jsd_options options;

    *pos = PyLong_AsSize_t(values[1]);
    if (PyErr_Occurred() != NULL ||
        jsd_call_read_loads(values[2], &options) < 0)
        return NULL;
    return jsd_decode_next(state, values[0], options | JSD_RAW_FLOAT, pos);
}

PyObject *
jsd_raw_loads(PyObject *module, PyObject *const *args, Py_ssize_t n,
              PyObject *names)
{
    static const char *const parameters[] = {"data", "pos", "option"};
    static const jsd_signature signature =
        JSD_SIGNATURE("raw_loads", parameters, 3, 3, 3);
    PyObject *values[JSD_COUNTOF(parameters)], *value, *end = NULL;
    PyObject *pair = NULL;
    size_t pos;

    if (jsd_arguments_bind(&signature, PyExc_TypeError, args, n, names,
                           values) < 0)
        return NULL;
    value = raw_value(PyModule_GetState(module), values, &pos);
    jsd_arguments_release(&signature, values);
    if (value != NULL)
        end = PyLong_FromSize_t(pos);
    if (end != NULL)
        pair = PyTuple_Pack(2, value, end);
    Py_DecRef(value);
    Py_DecRef(end);
    return pair;
}

const char jsd_raw_dump_doc[] =
    "raw_dump($module, obj, sink, option, indent, /)\n"
    "--\n"
    "\n"
    "Write a value of raw_loads() by calls of sink(bytes), with about\n"
    "64 KiB each: bytes are written as they are. Only the command line\n"
    "uses this function.";

PyObject *
jsd_raw_dump(PyObject *module, PyObject *const *args, Py_ssize_t n,
             PyObject *names)
{
    static const char *const parameters[] = {"obj", "sink", "option",
                                             "indent"};
    static const jsd_signature signature =
        JSD_SIGNATURE("raw_dump", parameters, 4, 4, 4);
    jsd_state *state = PyModule_GetState(module);
    PyObject *values[JSD_COUNTOF(parameters)];
    jsd_enc_sink sink = {false, NULL, NULL, NULL};
    jsd_enc_call call;
    int status;

    if (jsd_arguments_bind(&signature, state->encode_error, args, n, names,
                           values) < 0)
        return NULL;
    sink.target = values[1];
    status = jsd_call_read(state, NULL, values[2], values[3], &call);
    if (status == 0) {
        call.options |= JSD_RAW_BYTES;
        status = jsd_encode_chunks(state, values[0], &call, &sink);
    }
    jsd_arguments_release(&signature, values);
    return jsd_call_none(status);
}

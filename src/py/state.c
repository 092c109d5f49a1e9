/* SPDX-License-Identifier: MIT */
#include "py/state.h"

#include "py/error.h"

static const char encode_error_doc[] =
    "An object cannot be written as JSON. A TypeError.";
static const char decode_error_doc[] =
    "A text is not JSON. A json.JSONDecodeError, and so a ValueError, with\n"
    "msg (str), doc (str: the text; of bytes that are not UTF-8, U+FFFD in\n"
    "place of what is invalid), pos (int: characters before the error),\n"
    "lineno and colno (int: from 1, in characters).";

static PyObject *
new_decode_error(void)
{
    PyObject *json = PyImport_ImportModule("json");
    PyObject *base =
        json == NULL ? NULL : PyObject_GetAttrString(json, "JSONDecodeError");
    PyObject *error = NULL;

    if (base != NULL)
        error = PyErr_NewExceptionWithDoc("jsonde.JSONDecodeError",
                                          decode_error_doc, base, NULL);
    Py_DecRef(base);
    Py_DecRef(json);
    return error;
}

int
jsd_state_init(jsd_state *state)
{
    state->encode_error = PyErr_NewExceptionWithDoc(
        "jsonde.JSONEncodeError", encode_error_doc, PyExc_TypeError, NULL);
    if (state->encode_error == NULL)
        return -1;
    state->decode_error = new_decode_error();
    if (state->decode_error == NULL)
        return -1;
    if (jsd_workspace_init(&state->workspace) < 0) {
        jsd_raise_no_memory();
        return -1;
    }
    return 0;
}

int
jsd_state_traverse(jsd_state *state, visitproc visit, void *arg)
{
    Py_VISIT(state->encode_error);
    Py_VISIT(state->decode_error);
    return 0; /* cached keys are str: they refer to nothing */
}

void
jsd_state_clear(jsd_state *state)
{
    PyObject *encode_error = state->encode_error;
    PyObject *decode_error = state->decode_error;

    state->encode_error = NULL;
    state->decode_error = NULL;
    Py_DecRef(encode_error);
    Py_DecRef(decode_error);
    jsd_workspace_clear(&state->workspace);
}

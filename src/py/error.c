/* SPDX-License-Identifier: MIT */
#include "py/error.h"

#include <stdarg.h>

static void
set_decode_error(const jsd_state *state, const char *message, PyObject *doc,
                 size_t pos)
{
    PyObject *error = PyObject_CallFunction(state->decode_error, "sOn",
                                            message, doc, (Py_ssize_t)pos);

    if (error != NULL)
        PyErr_SetObject(state->decode_error, error);
    Py_DecRef(error);
}

void
jsd_raise_decode(const jsd_state *state, jsd_status status, PyObject *doc,
                 size_t pos)
{
    if (status == JSD_NO_MEMORY || status == JSD_TOO_BIG)
        PyErr_NoMemory();
    else if (status != JSD_RAISED && doc != NULL)
        set_decode_error(state, jsd_status_text(status), doc, pos);
    Py_DecRef(doc);
}

void
jsd_raise_not_text(const jsd_state *state, PyObject *argument)
{
    PyObject *type = PyObject_Type(argument);
    PyObject *name = PyObject_GetAttrString(type, "__name__");
    PyObject *message = NULL, *utf8 = NULL, *doc = NULL;

    if (name != NULL)
        message = PyUnicode_FromFormat("input must be str, bytes, or an "
                                       "object with a buffer, not %U",
                                       name);
    if (message != NULL)
        utf8 = PyUnicode_AsUTF8String(message);
    if (utf8 != NULL)
        doc = PyUnicode_FromString("");
    if (doc != NULL)
        set_decode_error(state, PyBytes_AsString(utf8), doc, 0);
    Py_DecRef(doc);
    Py_DecRef(utf8);
    Py_DecRef(message);
    Py_DecRef(name);
    Py_DecRef(type);
}

void
jsd_raise_encode(const jsd_state *state, const char *message)
{
    PyErr_SetString(state->encode_error, message);
}

/* The exception in flight, normalised, with its traceback; new, or NULL. */
static PyObject *
take_exception(void)
{
    PyObject *type, *value, *traceback;

    PyErr_Fetch(&type, &value, &traceback);
    if (type == NULL)
        return NULL;
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL)
        PyException_SetTraceback(value, traceback);
    Py_DecRef(type);
    Py_DecRef(traceback);
    return value;
}

/* The current exception gets this cause, whose reference it takes over. */
static void
set_cause(PyObject *cause)
{
    PyObject *type, *value, *traceback;

    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    PyException_SetCause(value, cause);
    PyErr_Restore(type, value, traceback);
}

void
jsd_raise_type(const jsd_state *state, PyTypeObject *type)
{
    PyObject *cause, *name;

    if (PyErr_Occurred() != NULL &&
        PyErr_ExceptionMatches(PyExc_Exception) == 0)
        return; /* KeyboardInterrupt and the like go through */
    cause = take_exception();
    name = PyObject_GetAttrString((PyObject *)type, "__name__");

    if (name != NULL)
        PyErr_Format(state->encode_error,
                     "Type is not JSON serializable: %U", name);
    Py_DecRef(name);
    if (cause != NULL)
        set_cause(cause);
}

void
jsd_raise_released(void)
{
    PyErr_SetString(PyExc_ValueError,
                    "operation forbidden on released memoryview object");
}

void
jsd_raise_not_contiguous(void)
{
    PyErr_SetString(PyExc_BufferError,
                    "memoryview: underlying buffer is not C-contiguous");
}

static void
set_formatted(PyObject *exception, const char *format, va_list args)
{
    PyObject *message = PyUnicode_FromFormatV(format, args);

    if (message != NULL)
        PyErr_SetObject(exception, message);
    Py_DecRef(message);
}

void
jsd_raise_arguments(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_formatted(PyExc_TypeError, format, args);
    va_end(args);
}

void
jsd_raise_option(PyObject *exception, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_formatted(exception, format, args);
    va_end(args);
}

void
jsd_raise_no_memory(void)
{
    PyErr_NoMemory();
}

void
jsd_call_quietly(PyObject *function)
{
    PyObject *type, *value, *traceback;

    PyErr_Fetch(&type, &value, &traceback);
    Py_DecRef(PyObject_CallFunctionObjArgs(function, NULL));
    PyErr_Restore(type, value, traceback);
}

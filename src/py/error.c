/* SPDX-License-Identifier: MIT */
#include "py/error.h"

#include "py/is_type.h"

#include <stdarg.h>

/* Raises JSONDecodeError. Takes over the message, which may be NULL with an
 * exception set. */
static void
set_decode_error(jsd_state *state, PyObject *message, PyObject *doc,
                 const jsd_fault *fault)
{
    PyObject *class = NULL, *error = NULL;

    if (message != NULL)
        class = jsd_state_decode_error(state);
    if (class != NULL)
        error = PyObject_CallFunction(class, "OOn", message, doc,
                                      (Py_ssize_t)fault->at);
    if (error != NULL &&
        (!fault->incomplete ||
         PyObject_SetAttrString(error, "incomplete", Py_True) == 0))
        PyErr_SetObject(class, error);
    Py_DecRef(error);
    Py_DecRef(message);
}

/* Returns the message without the pointer. */
static PyObject *
message_of_status(const jsd_fault *fault, PyObject *doc)
{
    const char *text = jsd_status_text(fault->status);
    Py_ssize_t at = (Py_ssize_t)fault->at;
    PyObject *found, *message;

    if (fault->status == JSD_EMPTY && PyUnicode_GetLength(doc) == 0)
        text = "Input is a zero-length, empty document"; /* as orjson says */
    if (!jsd_status_is_expectation(fault->status))
        return PyUnicode_FromString(text);
    found = PyUnicode_Substring(doc, at, at + 1);
    if (found == NULL)
        return NULL;
    message = PyUnicode_FromFormat("%s, found %R", text, found);
    Py_DecRef(found);
    return message;
}

PyObject *
jsd_decode_message(const jsd_fault *fault, PyObject *doc)
{
    PyObject *message = message_of_status(fault, doc), *full;

    if (message == NULL || fault->pointer == NULL)
        return message;
    full = PyUnicode_FromFormat("%U (pointer %R)", message, fault->pointer);
    Py_DecRef(message);
    return full;
}

void
jsd_raise_decode(jsd_state *state, const jsd_fault *fault, PyObject *doc)
{
    PyObject *message = fault->message;

    if (fault->status == JSD_NO_MEMORY || fault->status == JSD_TOO_BIG) {
        PyErr_NoMemory();
    } else if (fault->status != JSD_RAISED && doc != NULL) {
        if (message == NULL)
            message = jsd_decode_message(fault, doc);
        set_decode_error(state, message, doc, fault);
        message = NULL;
    }
    Py_DecRef(message);
    Py_DecRef(doc);
}

void
jsd_raise_not_text(jsd_state *state, PyObject *argument)
{
    const jsd_fault fault = {JSD_RAISED, 0, false, NULL, NULL};
    PyObject *type, *name, *message = NULL, *doc = NULL;

    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return;
    PyErr_Clear();
    type = PyObject_Type(argument);
    name = jsd_facts_name(&state->types.facts, JSD_NOTHING_BORROWED,
                          (PyTypeObject *)type);
    if (name != NULL)
        message = PyUnicode_FromFormat("input must be str, bytes, or an "
                                       "object with a buffer, not %U",
                                       name);
    if (message != NULL)
        doc = PyUnicode_FromString("");
    if (doc != NULL)
        set_decode_error(state, message, doc, &fault);
    else
        Py_DecRef(message);
    Py_DecRef(doc);
    Py_DecRef(name);
    Py_DecRef(type);
}

void
jsd_raise_encode(const jsd_state *state, const char *message)
{
    PyErr_SetString(state->encode_error, message);
}

/* Clears the exception that is set, and returns it normalised, with its
 * traceback: a new reference, or NULL. */
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

/* Makes cause, whose reference it takes over, the cause of the exception that
 * is set. */
static void
set_cause(PyObject *cause)
{
    PyObject *type, *value, *traceback;

    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    PyException_SetCause(value, cause);
    PyErr_Restore(type, value, traceback);
}

/* Returns the name of a type as tp_name has it: with its module if it is
 * defined in C, unless that is builtins. A new reference, or NULL with an
 * exception. No metaclass is asked. */
static PyObject *
name_of_type(const jsd_state *state, PyTypeObject *type)
{
    const jsd_facts *facts = &state->types.facts;
    PyObject *name = jsd_facts_name(facts, JSD_NOTHING_BORROWED, type);
    PyObject *module = NULL, *full = NULL;

    if (name == NULL || !jsd_is_immutable_type(type))
        return name;
    module = jsd_facts_module(facts, JSD_NOTHING_BORROWED, type);
    if (module == NULL)
        PyErr_Clear(); /* the name alone will do */
    if (module == NULL || module == Py_None ||
        PyUnicode_CompareWithASCIIString(module, "builtins") == 0)
        full = name;
    else
        full = PyUnicode_FromFormat("%U.%U", module, name);
    if (full != name)
        jsd_gate_drop(JSD_NOTHING_BORROWED, name);
    jsd_gate_drop(JSD_NOTHING_BORROWED, module);
    return full;
}

/* Returns whether the exception that is set is no Exception: KeyboardInterrupt
 * and the like pass through. */
static bool
is_no_exception(void)
{
    return PyErr_Occurred() != NULL &&
           PyErr_ExceptionMatches(PyExc_Exception) == 0;
}

void
jsd_raise_type(const jsd_state *state, PyTypeObject *type, const char *hint)
{
    PyObject *cause, *name;

    if (is_no_exception())
        return;
    Py_IncRef((PyObject *)type); /* the exception may own its last object */
    cause = take_exception();
    name = name_of_type(state, type);
    if (name != NULL)
        PyErr_Format(state->encode_error,
                     "Type is not JSON serializable: %U%s", name, hint);
    jsd_gate_drop(JSD_NOTHING_BORROWED, name);
    if (cause != NULL)
        set_cause(cause);
    jsd_gate_drop(JSD_NOTHING_BORROWED, (PyObject *)type);
}

void
jsd_raise_key(const jsd_state *state, const char *rule, PyTypeObject *type,
              PyObject *text, const char *more)
{
    const bool is_long = text != NULL && PyUnicode_GetLength(text) > 60;
    PyObject *name;

    Py_IncRef((PyObject *)type);
    name = name_of_type(state, type);
    if (name != NULL && text != NULL)
        PyErr_Format(state->encode_error,
                     is_long ? "%s, not %U %.60U...%s" : "%s, not %U %U%s",
                     rule, name, text, more);
    else if (name != NULL)
        PyErr_Format(state->encode_error, "%s, not %U%s", rule, name, more);
    jsd_gate_drop(JSD_NOTHING_BORROWED, name);
    jsd_gate_drop(JSD_NOTHING_BORROWED, (PyObject *)type);
}

/* Returns whether an exception is set that no message of ours may replace. */
static bool
is_to_stay(void)
{
    return is_no_exception() || (PyErr_Occurred() != NULL &&
                                 PyErr_ExceptionMatches(PyExc_MemoryError));
}

void
jsd_raise_from(const jsd_state *state, const char *message)
{
    PyObject *cause;

    if (is_to_stay())
        return;
    cause = take_exception();
    PyErr_SetString(state->encode_error, message);
    if (cause != NULL)
        set_cause(cause);
}

void
jsd_raise_class(const jsd_state *state)
{
    static const char message[] = "the class of an object cannot be read";
    PyObject *cause, *text = NULL;

    if (is_to_stay())
        return;
    cause = take_exception();
    if (cause != NULL &&
        (PyObject *)jsd_type_of(jsd_abi.caps, cause) == PyExc_TypeError)
        text = PyObject_Str(cause);
    PyErr_Clear();
    if (text == NULL)
        PyErr_SetString(state->encode_error, message);
    else
        PyErr_Format(state->encode_error, "%s: %U", message, text);
    jsd_gate_drop(JSD_NOTHING_BORROWED, text);
    if (cause != NULL)
        set_cause(cause);
}

PyObject *
jsd_raised_text(void)
{
    PyObject *value = take_exception();
    PyObject *text = PyObject_Str(value);

    Py_DecRef(value);
    return text;
}

void
jsd_raised_take(jsd_raised *raised)
{
    PyErr_Fetch(&raised->type, &raised->value, &raised->traceback);
}

void
jsd_raised_restore(jsd_raised *raised)
{
    PyErr_Restore(raised->type, raised->value, raised->traceback);
}

void
jsd_raised_drop(jsd_raised *raised)
{
    jsd_gate_drop(JSD_NOTHING_BORROWED, raised->type);
    jsd_gate_drop(JSD_NOTHING_BORROWED, raised->value);
    jsd_gate_drop(JSD_NOTHING_BORROWED, raised->traceback);
}

/* Appends text to the message of error. Takes over text, which may be NULL. */
static void
extend_message(PyObject *error, PyObject *text)
{
    PyObject *old = text == NULL ? NULL : PyObject_Str(error);
    PyObject *args = NULL;

    if (old != NULL)
        args = Py_BuildValue("(N)", PyUnicode_Concat(old, text));
    if (args != NULL)
        (void)PyObject_SetAttrString(error, "args", args);
    Py_DecRef(args);
    Py_DecRef(old);
    Py_DecRef(text);
    PyErr_Clear();
}

/* Shows the path as a note (BaseException.add_note, from 3.11 on), or in the
 * message before. */
static void
show_path(PyObject *error, PyObject *path)
{
    PyObject *add = PyObject_GetAttrString(error, "add_note");
    PyObject *note = NULL, *done = NULL;

    if (add == NULL) {
        PyErr_Clear();
        extend_message(error, PyUnicode_FromFormat(" (at %U)", path));
        return;
    }
    note = PyUnicode_FromFormat("at %U", path);
    if (note != NULL)
        done = PyObject_CallFunctionObjArgs(add, note, NULL);
    Py_DecRef(done);
    Py_DecRef(note);
    Py_DecRef(add);
    PyErr_Clear();
}

static void
set_path(PyObject *error, PyObject *path)
{
    if (PyObject_SetAttrString(error, "path", path) < 0)
        PyErr_Clear();
    else if (PyObject_IsTrue(path) == 1)
        show_path(error, path);
}

void
jsd_raised_locate(const jsd_state *state, PyObject *path, const char *more)
{
    const bool has_path = path != NULL && path != Py_None;
    jsd_raised raised;

    if ((!has_path && *more == '\0') ||
        !PyErr_ExceptionMatches(state->encode_error))
        return;
    jsd_raised_take(&raised);
    PyErr_NormalizeException(&raised.type, &raised.value, &raised.traceback);
    if (*more != '\0')
        extend_message(raised.value, PyUnicode_FromString(more));
    if (has_path)
        set_path(raised.value, path);
    jsd_raised_restore(&raised);
}

void
jsd_raise_not_memoryview(void)
{
    PyErr_SetString(PyExc_TypeError, "the argument is not a memoryview");
}

void
jsd_raise_released(void)
{
    PyErr_SetString(PyExc_ValueError,
                    "operation forbidden on released memoryview object");
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
jsd_raise_buffer(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_formatted(PyExc_BufferError, format, args);
    va_end(args);
}

void
jsd_raise_encode_as(const jsd_state *state, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_formatted(state->encode_error, format, args);
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
jsd_raise_not_utf8(PyObject *exception)
{
    jsd_raise_option(exception, "a Fragment is not valid UTF-8");
}

void
jsd_raise_position(size_t n)
{
    PyErr_Format(PyExc_ValueError,
                 "pos must be from 0 to the length of data, %zu", n);
}

void
jsd_raise_no_memory(void)
{
    PyErr_NoMemory();
}

void
jsd_raise_recursion(void)
{
    PyErr_SetString(PyExc_RecursionError,
                    "the C stack has no room for another call of jsonde");
}

void
jsd_raise_value(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set_formatted(PyExc_ValueError, format, args);
    va_end(args);
}

void
jsd_raise_status(jsd_status status)
{
    if (status == JSD_NO_MEMORY || status == JSD_TOO_BIG)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_ValueError, jsd_status_text(status));
}

void
jsd_raise_pointer(jsd_status status, PyObject *pointer)
{
    PyObject *plain = PyUnicode_FromObject(pointer);

    if (plain != NULL && status == JSD_BAD_POINTER)
        PyErr_Format(PyExc_ValueError, "%s, not %R", jsd_status_text(status),
                     plain);
    else if (plain != NULL)
        jsd_raise_status(status);
    Py_DecRef(plain);
}

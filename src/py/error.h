/* SPDX-License-Identifier: MIT
 *
 * Raises the exceptions of all rooms above abi/. Each function returns with an
 * exception set.
 *
 * An exception is allocated, which may run Python code up to 3.11. A function
 * that finds an exception set may also run the constructor of its class. No
 * function passes a gate, so its caller owns what it goes on to use. No
 * metaclass and no attribute decides what a message says.
 */
#ifndef JSONDE_PY_ERROR_H
#define JSONDE_PY_ERROR_H

#include "abi/abi.h"
#include "base/status.h"
#include "py/state.h"

/* A fault of a text. */
typedef struct jsd_fault {
    jsd_status status;
    size_t at;         /* units before the fault */
    bool incomplete;   /* more text could make it valid */
    PyObject *message; /* owned; NULL: the text of status */
    PyObject *pointer; /* borrowed: a JSON Pointer (str) that the message
                          names, or NULL */
} jsd_fault;

/* Returns the message for a fault of doc: what was expected and what was
 * found. A new reference, or NULL with an exception. */
PyObject *jsd_decode_message(const jsd_fault *fault, PyObject *doc);

/* Raises JSONDecodeError for a fault of doc, a str, where fault->at counts
 * characters. If the fault is not one of the text (no memory, JSD_RAISED),
 * raises the exception for that. Takes over the references to doc and to
 * fault->message. doc is NULL if an exception is set. */
JSD_COLD void jsd_raise_decode(jsd_state *state, const jsd_fault *fault,
                               PyObject *doc);

/* Replaces a TypeError that is set by the JSONDecodeError for an argument that
 * is neither a str nor an object with a buffer. Keeps any other exception. */
JSD_COLD void jsd_raise_not_text(jsd_state *state, PyObject *argument);

/* Raises JSONEncodeError with this message. */
JSD_COLD void jsd_raise_encode(const jsd_state *state, const char *message);

/* Raises JSONEncodeError with a message of PyErr_Format. */
JSD_COLD void jsd_raise_encode_as(const jsd_state *state, const char *format,
                                  ...);

/* Raises JSONEncodeError: objects of this type cannot be written as JSON; the
 * hint follows. An exception that is set becomes its cause, unless it is no
 * Exception: then it stays. */
JSD_COLD void jsd_raise_type(const jsd_state *state, PyTypeObject *type,
                             const char *hint);

/* Raises JSONEncodeError: a key of this type breaks a rule. The message goes
 * on with the beginning of the key as text (NULL: none) and with `more`. */
JSD_COLD void jsd_raise_key(const jsd_state *state, const char *rule,
                            PyTypeObject *type, PyObject *text,
                            const char *more);

/* Raises JSONEncodeError: a class cannot be read. The exception that is set
 * becomes its cause, unless it is no Exception. The text of a TypeError
 * becomes part of the message. */
JSD_COLD void jsd_raise_class(const jsd_state *state);

/* Raises TypeError: a memoryview is required. */
JSD_COLD void jsd_raise_not_memoryview(void);

/* Raises the ValueError that CPython raises for a released memoryview. */
JSD_COLD void jsd_raise_released(void);

/* Raises BufferError with a message of PyErr_Format. */
JSD_COLD void jsd_raise_buffer(const char *format, ...);

/* Raises ValueError: a position lies behind the end of a text of n units. */
JSD_COLD void jsd_raise_position(size_t n);

/* Raises TypeError about the arguments of a call, with a message of
 * PyErr_Format. */
JSD_COLD void jsd_raise_arguments(const char *format, ...);

/* Raises `exception` for an option or an argument that is not allowed: dumps()
 * and loads() have one each. */
JSD_COLD void jsd_raise_option(PyObject *exception, const char *format, ...);

/* Raises `exception`: the text of a Fragment is not valid UTF-8, and so cannot
 * be part of a str. */
JSD_COLD void jsd_raise_not_utf8(PyObject *exception);

JSD_COLD void jsd_raise_no_memory(void);

/* Raises RecursionError: the C stack is used up. */
JSD_COLD void jsd_raise_recursion(void);

/* Raises ValueError with a message of PyErr_Format. */
JSD_COLD void jsd_raise_value(const char *format, ...);

/* Raises ValueError, or MemoryError, for a status that tells of an argument.
 */
JSD_COLD void jsd_raise_status(jsd_status status);

/* Raises ValueError for a malformed JSON Pointer, a str, and names it. Raises
 * MemoryError for another status. */
JSD_COLD void jsd_raise_pointer(jsd_status status, PyObject *pointer);

/* Clears the exception that is set and returns its text: a new reference, or
 * NULL with another exception. */
JSD_COLD PyObject *jsd_raised_text(void);

/* An exception that was set and is put aside. */
typedef struct jsd_raised {
    PyObject *type, *value, *traceback;
} jsd_raised;

void jsd_raised_take(jsd_raised *raised);

/* Sets the exception again, and drops one that was set meanwhile. */
void jsd_raised_restore(jsd_raised *raised);

/* Drops the exception that was put aside. */
void jsd_raised_drop(jsd_raised *raised);

/* Adds a path to the JSONEncodeError that is set, if it is one: as a note from
 * 3.11 on, in its message before. `more` is added to its message. path may be
 * NULL. */
JSD_COLD void jsd_raised_locate(const jsd_state *state, PyObject *path,
                                const char *more);

/* Raises JSONEncodeError with this message. An Exception that is set becomes
 * its cause; any other exception, and a MemoryError, stays. */
JSD_COLD void jsd_raise_from(const jsd_state *state, const char *message);

#endif

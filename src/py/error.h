/* SPDX-License-Identifier: MIT
 *
 * The one place where a failure becomes a Python exception.
 * Used by floors 3 to 6. Nothing here returns with no exception set.
 * Each function that makes an exception allocates it, which may run Python
 * code up to 3.11; one that finds an exception set may run the constructor of
 * its class. So the caller owns what it goes on to use: no gate is passed
 * here. No metaclass and no attribute has a say in a message.
 */
#ifndef JSONDE_PY_ERROR_H
#define JSONDE_PY_ERROR_H

#include "abi/abi.h"
#include "base/status.h"
#include "py/state.h"

/* What is wrong in a text. */
typedef struct jsd_fault {
    jsd_status status;
    size_t at;         /* units before it */
    bool incomplete;   /* the text may be the beginning of a right one */
    PyObject *message; /* owned; NULL: that of the status */
} jsd_fault;

/* Returns what was expected in doc, and what was found: new, or NULL with an
 * exception. */
PyObject *jsd_decode_message(const jsd_fault *fault, PyObject *doc);

/* JSONDecodeError: what is wrong in doc (a str, whose reference is taken over;
 * NULL: an exception is set), at characters before it. Of a status that is no
 * fault of the text (no memory, JSD_RAISED), the exception for that. Takes
 * over the message. */
JSD_COLD void jsd_raise_decode(const jsd_state *state, const jsd_fault *fault,
                               PyObject *doc);

/* Replaces a TypeError, if one is set, by a JSONDecodeError: argument is
 * neither a str nor an object that exports a buffer. */
JSD_COLD void jsd_raise_not_text(const jsd_state *state, PyObject *argument);

/* JSONEncodeError with this message. */
JSD_COLD void jsd_raise_encode(const jsd_state *state, const char *message);

/* JSONEncodeError with a message of PyErr_Format. */
JSD_COLD void jsd_raise_encode_as(const jsd_state *state, const char *format,
                                  ...);

/* JSONEncodeError: no JSON for an object of this type, then a hint. An
 * exception that is set already becomes its cause; but one that is no
 * Exception stays. */
JSD_COLD void jsd_raise_type(const jsd_state *state, PyTypeObject *type,
                             const char *hint);

/* JSONEncodeError: a rule that a key of this type breaks, its beginning as
 * text (NULL: none), then more. */
JSD_COLD void jsd_raise_key(const jsd_state *state, const char *rule,
                            PyTypeObject *type, PyObject *text,
                            const char *more);

/* JSONEncodeError: nothing can be learned of a class. The exception that is
 * set becomes its cause, unless it is no Exception; the text of a TypeError is
 * part of the message. */
JSD_COLD void jsd_raise_class(const jsd_state *state);

/* The ValueError of CPython's own memoryview. */
JSD_COLD void jsd_raise_released(void);

/* The BufferError of CPython's own memoryview. */
JSD_COLD void jsd_raise_not_contiguous(void);

/* A BufferError: a format of PyErr_Format. */
JSD_COLD void jsd_raise_buffer(const char *format, ...);

/* ValueError: a place in a text of n units that is beyond its end. */
JSD_COLD void jsd_raise_position(size_t n);

/* TypeError about the arguments of a call: a format of PyErr_Format. */
JSD_COLD void jsd_raise_arguments(const char *format, ...);

/* An option or an argument that is refused, by the exception that dumps() or
 * loads() has for it. */
JSD_COLD void jsd_raise_option(PyObject *exception, const char *format, ...);

/* The text of a Fragment is no UTF-8, and so no str. */
JSD_COLD void jsd_raise_not_utf8(PyObject *exception);

JSD_COLD void jsd_raise_no_memory(void);

/* RecursionError: the C stack is used up. */
JSD_COLD void jsd_raise_recursion(void);

/* Raises ValueError with a message of PyErr_Format. */
JSD_COLD void jsd_raise_value(const char *format, ...);

/* What is wrong with an argument: a ValueError; or MemoryError. */
JSD_COLD void jsd_raise_status(jsd_status status);

/* The text of the exception that is set, which is cleared: new, or NULL with
 * another one. */
JSD_COLD PyObject *jsd_raised_text(void);

/* The exception that is set, put aside: nothing else may be done with it. */
typedef struct jsd_raised {
    PyObject *type, *value, *traceback;
} jsd_raised;

void jsd_raised_take(jsd_raised *raised);

/* Whatever was set meanwhile is dropped. */
void jsd_raised_restore(jsd_raised *raised);

/* The exception that was put aside is dropped. */
void jsd_raised_drop(jsd_raised *raised);

/* The JSONEncodeError that is set, if it is one, gets this path, with a note
 * from 3.11 on and in its message before; and more at the end of its message.
 * path may be NULL. */
JSD_COLD void jsd_raised_locate(const jsd_state *state, PyObject *path,
                                const char *more);

/* An Exception that user code has raised becomes the cause of a
 * JSONEncodeError with this message; any other stays. */
JSD_COLD void jsd_raise_from(const jsd_state *state, const char *message);

#endif

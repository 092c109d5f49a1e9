/* SPDX-License-Identifier: MIT
 *
 * The text of whatever loads() was given, read where it lies.
 * Used by dec/. Between acquire and release nobody can change or free that
 * text: it is immutable, or exported, or no user code and no other thread can
 * run. Then no collection can start either, on any version.
 */
#ifndef JSONDE_PY_INPUT_H
#define JSONDE_PY_INPUT_H

#include "abi/str.h"
#include "base/status.h"
#include "py/state.h"

typedef struct jsd_input {
    PyObject *source; /* borrowed from the caller */
    jsd_text text;
    PyObject *copy;    /* bytes, where only a copy could be had; or NULL */
    jsd_buffer export; /* held when export.obj is not NULL */
    bool paused;       /* the collector is to be switched on again */
} jsd_input;

/* source: a str, or an object with a contiguous buffer. -1 with an exception,
 * and nothing to release: JSONDecodeError for other types, ValueError for a
 * released memoryview, BufferError when it is not contiguous. */
JSD_MUST_CHECK int jsd_input_acquire(const jsd_state *state, PyObject *source,
                                     jsd_input *input);

/* Keeps an exception that is set. */
void jsd_input_release(jsd_input *input);

/* Releases it, and raises what is wrong in it at this unit. The exception is
 * made last, for it runs code of the standard library. */
JSD_COLD void jsd_input_fail(const jsd_state *state, jsd_input *input,
                             jsd_status status, size_t at);

#endif

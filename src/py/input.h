/* SPDX-License-Identifier: MIT
 *
 * The text of whatever loads() was given, read where it lies.
 * Used by dec/. Between acquire and release nobody can change or free that
 * text: it is immutable, or exported, or no user code and no other thread can
 * run. Then no collection can start either, on any version.
 */
#ifndef JSONDE_PY_INPUT_H
#define JSONDE_PY_INPUT_H

#include "abi/bytes.h"
#include "abi/str.h"
#include "base/status.h"
#include "py/error.h"
#include "py/state.h"

typedef struct jsd_input {
    PyObject *source; /* borrowed from the caller */
    jsd_text text;
    PyObject *copy;    /* bytes, where only a copy could be had; or NULL */
    jsd_buffer export; /* held when export.obj is not NULL */
    bool paused;       /* the collector is to be switched on again */
    PyObject *resume;  /* by this function, borrowed; NULL: by PyGC_Enable */
} jsd_input;

/* All but bytes and ASCII, and what must be given back: the halves of the two
 * below that are too long to stand in their callers. */
JSD_MUST_CHECK int jsd_input_take(const jsd_state *state, PyObject *source,
                                  bool calls, jsd_input *input);
void jsd_input_pause_collector(const jsd_state *state, jsd_input *input);
void jsd_input_give_back(jsd_input *input);

/* The first half of the next one: with it alone the collector may run. */
JSD_INLINE JSD_MUST_CHECK int
jsd_input_find(const jsd_state *state, PyObject *source, bool calls,
               jsd_input *input)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);
    const char *ascii = NULL;

    input->source = source;
    input->copy = NULL;
    input->export.obj = NULL;
    input->paused = false;
    input->text.form = JSD_FORM_UTF8;
    if (JSD_LIKELY(type == &PyBytes_Type))
        jsd_bytes_peek(jsd_abi.caps, source, &input->text.data,
                       &input->text.len);
    else if ((jsd_abi.caps & JSD_CAP_STR) && type == &PyUnicode_Type &&
             jsd_str_ascii(source, &ascii, &input->text.len))
        input->text.data = ascii;
    else if (jsd_input_take(state, source, calls, input) < 0)
        return -1;
    return 0;
}

/* source: a str, or an object with a contiguous buffer. calls: code of others
 * may run while it is held. -1 with an exception,
 * and nothing to release: JSONDecodeError for other types, ValueError for a
 * released memoryview, BufferError when it is not contiguous. */
JSD_INLINE JSD_MUST_CHECK int
jsd_input_acquire(const jsd_state *state, PyObject *source, bool calls,
                  jsd_input *input)
{
    if (jsd_input_find(state, source, calls, input) < 0)
        return -1;
    if (jsd_abi.allocation_collects)
        jsd_input_pause_collector(state, input);
    return 0;
}

/* The same for work without the GIL: the text is UTF-8, a copy of it where a
 * str is not ASCII, a buffer is exported, and the collector may run. */
JSD_MUST_CHECK int jsd_input_hold(const jsd_state *state, PyObject *source,
                                  jsd_input *input);

/* Makes of *pos, in the units that source has for its user, one in units of
 * the text. False with a ValueError where it is beyond the end. */
JSD_MUST_CHECK bool jsd_input_seek(const jsd_input *input, size_t *pos);

/* And back. */
size_t jsd_input_tell(const jsd_input *input, size_t pos);

/* Keeps an exception that is set. */
JSD_INLINE void
jsd_input_release(jsd_input *input)
{
    if (input->paused || input->export.obj != NULL || input->copy != NULL)
        jsd_input_give_back(input);
}

/* Releases it, and raises what is wrong in it. The exception is made last, for
 * it runs code of the standard library. start: units before what was read,
 * which may be no text at all; fault->at is behind it. */
JSD_COLD void jsd_input_fail(const jsd_state *state, jsd_input *input,
                             jsd_fault *fault, size_t start);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The text that a caller gives as str, bytes or any other object with a
 * contiguous buffer, in memory that nobody writes while it is read.
 *
 * A str, bytes, and a memoryview of bytes are read in place. Other memory may
 * change at any time: an export forbids its resizing and not a write, by code
 * without the GIL, by another process, or by another thread of a free-threaded
 * build. Such a text is copied to private memory first, and only the copy is
 * read. A bytearray without exports needs no copy on a build with the GIL:
 * nobody can write it until Python code runs.
 *
 * jsd_input_acquire() and its variants fill a jsd_input, and
 * jsd_input_release() or jsd_input_release_and_raise() ends it. Meanwhile the
 * garbage collector is paused where an allocation could start it: its
 * finalizers could write to a text that is read in place.
 */
#ifndef JSONDE_PY_INPUT_H
#define JSONDE_PY_INPUT_H

#include "abi/buffer.h"
#include "abi/bytes.h"
#include "abi/collector.h"
#include "abi/str.h"
#include "base/status.h"
#include "py/error.h"
#include "py/gate.h"
#include "py/state.h"

typedef struct jsd_input {
    PyObject *source; /* borrowed from the caller */
    jsd_text text;
    bool owns; /* a member below is set and must be released */
    const jsd_collector *paused; /* to be resumed, or NULL */
    PyObject *owned_source;      /* source, where it might end; or NULL */
    PyObject *bytes;             /* owns the text; or NULL */
    char *copy;                  /* private, or NULL */
    jsd_copy_cache *copy_cache;  /* takes `copy` back; NULL: it is freed */
    jsd_pybuffer export;         /* held if export.obj is not NULL */
} jsd_input;

/* The part of a source with several documents that is copied at once, where a
 * copy is needed: copying the whole for each document would take quadratic
 * time. */
typedef struct jsd_input_part {
    size_t pos;  /* units of source before it */
    size_t most; /* units to copy at most */
    bool copied; /* the text is this part; false: it is the whole */
    bool more;   /* source goes on behind a copied part */
} jsd_input_part;

/* Initialises the members that jsd_input_release() looks at, before the first
 * of them is set. */
JSD_INLINE void
jsd_input_start_owning(jsd_input *input)
{
    if (input->owns)
        return;
    input->owns = true;
    input->paused = NULL;
    input->owned_source = NULL;
    input->bytes = NULL;
    input->copy = NULL;
    input->export.obj = NULL;
}

/* The slow paths of the functions below: jsd_input_acquire_slow() acquires
 * anything but bytes and ASCII str. */
JSD_MUST_CHECK int jsd_input_acquire_slow(jsd_state *state, PyObject *source,
                                          bool calls, jsd_input_part *part,
                                          jsd_input *input);

/* Takes a reference to source, unless the input has one. */
void jsd_input_own_source(jsd_input *input);

/* Pauses the garbage collector until the release, on a version where an
 * allocation could start it. Python code may run unless
 * jsd_collector_has_api(). */
void jsd_input_pause_collector(const jsd_state *state, jsd_input *input);

/* Releases the members of an input that owns any. */
void jsd_input_release_slow(jsd_input *input);

/* Acquires the text of source, a str or an object with a contiguous buffer,
 * and pauses the garbage collector. calls: Python code or another thread may
 * run before the release. part: NULL for the whole text; otherwise its pos and
 * most are set.
 *
 * The caller owns source at least until Python code runs, which may happen
 * before the function returns: __buffer__ and __release_buffer__ of source.
 * Returns -1 with an exception. The caller then calls jsd_input_release(),
 * too, and may use source until then, although nobody else may own it any
 * more. The exception is a TypeError for other types, ValueError for a
 * released memoryview or a pos behind the end of a copied source, BufferError
 * for a buffer that is not contiguous. */
JSD_INLINE JSD_MUST_CHECK int
jsd_input_acquire_part(jsd_state *state, PyObject *source, bool calls,
                       jsd_input_part *part, jsd_input *input)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);
    const char *ascii;

    input->source = source;
    input->owns = false;
    input->text.form = JSD_FORM_UTF8;
    if (JSD_LIKELY(type == &PyBytes_Type))
        jsd_bytes_peek(jsd_abi.caps, source, &input->text.data,
                       &input->text.len);
    else if ((jsd_abi.caps & JSD_CAP_STR) && type == &PyUnicode_Type &&
             jsd_str_ascii(JSD_CAP_STR, source, &ascii, &input->text.len))
        input->text.data = ascii;
    else if (jsd_input_acquire_slow(state, source, calls, part, input) < 0)
        return -1;
    if (jsd_abi.allocation_collects)
        jsd_input_pause_collector(state, input);
    return 0;
}

/* Acquires the whole text of source, as jsd_input_acquire_part() does. */
JSD_INLINE JSD_MUST_CHECK int
jsd_input_acquire(jsd_state *state, PyObject *source, bool calls,
                  jsd_input *input)
{
    return jsd_input_acquire_part(state, source, calls, NULL, input);
}

/* Acquires the text as UTF-8 for a caller that stays within its memory
 * whatever others write to it meanwhile, perhaps without the GIL, and that
 * relies on no byte that it has read before. So the memory of a buffer is read
 * in place, under an export that lasts until the release: a copy would cost
 * loads_array() a tenth of its time. A str that is not ASCII is copied. The
 * garbage collector keeps running. */
JSD_MUST_CHECK int jsd_input_acquire_in_place(jsd_state *state,
                                              PyObject *source,
                                              jsd_input *input);

/* Converts *pos from units of source, as its user counts them, to units of the
 * text. Returns false with a ValueError if it lies behind the end. */
JSD_MUST_CHECK bool jsd_input_seek(const jsd_input *input, size_t *pos);

/* Converts pos from units of the text to units of source. */
size_t jsd_input_tell(const jsd_input *input, size_t pos);

/* Releases the text and keeps an exception that is set. Python code may run.
 */
JSD_INLINE void
jsd_input_release(jsd_input *input)
{
    if (input->owns)
        jsd_input_release_slow(input);
}

/* Releases the text and raises the exception for fault. It is made last, as it
 * runs code of the standard library. start: units before the document, which
 * may be invalid text; fault->at counts units of the text and is not before
 * start. */
JSD_COLD void jsd_input_release_and_raise(jsd_state *state, jsd_input *input,
                                          jsd_fault *fault, size_t start);

#endif

/* SPDX-License-Identifier: MIT
 *
 * The text of whatever loads() was given, as memory that nobody writes.
 * Used by dec/ and enc/. A str, bytes, and a memoryview of bytes are read in
 * place. Other memory may be written meanwhile: an export forbids a resize and
 * not a write, and code without the GIL, another process, or another thread of
 * a free-threaded build writes at any time. Such a text is copied to private
 * memory first, and only the copy is read. One exception is as good as a copy:
 * with a GIL, a bytearray without exports is written by nobody until Python
 * code runs.
 */
#ifndef JSONDE_PY_INPUT_H
#define JSONDE_PY_INPUT_H

#include "abi/bytes.h"
#include "abi/str.h"
#include "base/status.h"
#include "py/error.h"
#include "py/gate.h"
#include "py/state.h"

typedef struct jsd_input {
    PyObject *source; /* borrowed from the caller */
    jsd_text text;
    bool holds;          /* one of the following is to be given back */
    bool paused;         /* the collector is to be switched on again */
    PyObject *resume;    /* by this function, borrowed; NULL: by PyGC_Enable */
    PyObject *held;      /* source, owned where it could end; or NULL */
    PyObject *owner;     /* bytes that the text lies in, owned; or NULL */
    char *memory;        /* the private copy; or NULL */
    jsd_workspace *kept; /* gets the copy back; NULL: it is freed */
    jsd_pybuffer export; /* of jsd_input_hold: held when export.obj is not NULL
                          */
} jsd_input;

/* Of a source with several documents: what is copied at once, where copies are
 * needed. A copy of the whole for each document would be quadratic. */
typedef struct jsd_input_part {
    size_t pos;  /* units of source before it */
    size_t most; /* units that are copied */
    bool copied; /* the text is this part alone; false: it is the whole */
    bool more;   /* of a copied one: source goes on behind it */
} jsd_input_part;

/* Says that something is held, and at first nothing. */
JSD_INLINE void
jsd_input_start_holding(jsd_input *input)
{
    if (input->holds)
        return;
    input->holds = true;
    input->paused = false;
    input->held = NULL;
    input->owner = NULL;
    input->memory = NULL;
    input->export.obj = NULL;
}

/* Takes all but bytes and ASCII, pauses the collector, and gives back what is
 * held: the halves of the two below that are too long to stand in their
 * callers. */
JSD_MUST_CHECK int jsd_input_take(jsd_state *state, PyObject *source,
                                  bool calls, jsd_input_part *part,
                                  jsd_input *input);
void jsd_input_own_source(jsd_input *input);
void jsd_input_pause_collector(const jsd_state *state, jsd_input *input);
void jsd_input_give_back(jsd_input *input);

/* Can a collection be forbidden without Python code? */
JSD_INLINE bool
jsd_input_can_pause(void)
{
    return jsd_abi.symbols.gc_disable != NULL &&
           jsd_abi.symbols.gc_enable != NULL;
}

/* Gives a buffer back, which may run Python code. */
JSD_INLINE void
jsd_input_end_export(jsd_pybuffer *export)
{
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_abi.symbols.release_buffer(export));
}

/* Gets the text of source, a str or an object with a contiguous buffer, and
 * pauses the collector. calls: Python code or another thread may run until the
 * release. The caller owns source at least until Python code runs. Before
 * anything is held Python code may run: __buffer__ and __release_buffer__ of
 * source. Returns -1 with an exception and nothing to release: JSONDecodeError
 * for other types, ValueError for a released memoryview, BufferError when it
 * is not contiguous. part: NULL for the whole, otherwise with pos and most; a
 * pos beyond the end is a ValueError where a part is copied. */
JSD_INLINE JSD_MUST_CHECK int
jsd_input_acquire_part(jsd_state *state, PyObject *source, bool calls,
                       jsd_input_part *part, jsd_input *input)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);
    const char *ascii;

    input->source = source;
    input->holds = false;
    input->text.form = JSD_FORM_UTF8;
    if (JSD_LIKELY(type == &PyBytes_Type))
        jsd_bytes_peek(jsd_abi.caps, source, &input->text.data,
                       &input->text.len);
    else if ((jsd_abi.caps & JSD_CAP_STR) && type == &PyUnicode_Type &&
             jsd_str_ascii(JSD_CAP_STR, source, &ascii, &input->text.len))
        input->text.data = ascii;
    else if (jsd_input_take(state, source, calls, part, input) < 0)
        return -1;
    if (jsd_abi.allocation_collects)
        jsd_input_pause_collector(state, input);
    return 0;
}

JSD_INLINE JSD_MUST_CHECK int
jsd_input_acquire(jsd_state *state, PyObject *source, bool calls,
                  jsd_input *input)
{
    return jsd_input_acquire_part(state, source, calls, NULL, input);
}

/* Does the same for work, perhaps without the GIL, that stays within its
 * memory whatever is written meanwhile: it relies on nothing that it has read
 * before. All memory is therefore read in place, with an export until the
 * release; a copy would cost loads_array() a tenth of its time. The text is
 * UTF-8, a copy of it where a str is not ASCII. The collector may run. */
JSD_MUST_CHECK int jsd_input_hold(jsd_state *state, PyObject *source,
                                  jsd_input *input);

/* Makes of *pos, in the units that source has for its user, one in units of
 * the text. False with a ValueError where it is beyond the end. */
JSD_MUST_CHECK bool jsd_input_seek(const jsd_input *input, size_t *pos);

/* And back. */
size_t jsd_input_tell(const jsd_input *input, size_t pos);

/* Gives back what is held, and keeps an exception that is set. */
JSD_INLINE void
jsd_input_release(jsd_input *input)
{
    if (input->holds)
        jsd_input_give_back(input);
}

/* Releases it, and raises what is wrong in it. The exception is made last, for
 * it runs code of the standard library. start: units before what was read,
 * which may be no text at all; fault->at is behind it. */
JSD_COLD void jsd_input_fail(const jsd_state *state, jsd_input *input,
                             jsd_fault *fault, size_t start);

#endif

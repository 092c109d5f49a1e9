/* SPDX-License-Identifier: MIT */
#include "py/input.h"

#include "base/mem.h"
#include "py/is_type.h"
#include "text/encoding.h"
#include "text/utf8.h"

/* -------------------------------------------------------------- collector */

/* A text of this length or more is worth two calls of functions of the module
 * gc. */
enum { LONG_TEXT = 4096 };

void
jsd_input_own_source(jsd_input *input)
{
    jsd_input_start_owning(input);
    if (input->owned_source == NULL) {
        Py_IncRef(input->source);
        input->owned_source = input->source;
    }
}

void
jsd_input_pause_collector(const jsd_state *state, jsd_input *input)
{
    if (!jsd_collector_has_api()) {
        jsd_input_own_source(input);
        if (input->text.len < LONG_TEXT)
            return;
    }
    if (JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_collector_pause(&state->collector))) {
        jsd_input_start_owning(input);
        input->paused = &state->collector;
    }
}

/* -------------------------------------------------------------- positions */

/* Returns whether the text is the UTF-8 copy of a str: its units are then no
 * characters of source. */
static bool
is_copied_str(const jsd_input *input)
{
    return input->owns && input->bytes != NULL && jsd_is_str(input->source);
}

bool
jsd_input_seek(const jsd_input *input, size_t *pos)
{
    const char *s = input->text.data;
    size_t n = input->text.len, i = 0;

    if (is_copied_str(input)) {
        n = jsd_utf8_count(s, n);
        if (*pos <= n)
            for (size_t left = *pos; left > 0; left--)
                for (i++; i < input->text.len && (s[i] & 0xc0) == 0x80; i++)
                    ;
    } else {
        i = *pos;
    }
    if (*pos > n) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_position(n));
        return false;
    }
    *pos = i;
    return true;
}

size_t
jsd_input_tell(const jsd_input *input, size_t pos)
{
    return is_copied_str(input) ? jsd_utf8_count(input->text.data, pos) : pos;
}

void
jsd_input_release_slow(jsd_input *input)
{
    if (input->paused != NULL)
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_collector_resume(input->paused));
    if (input->copy != NULL)
        jsd_copy_cache_give_back(input->copy_cache, input->copy);
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_buffer_release(&input->export));
    jsd_gate_drop(JSD_NOTHING_BORROWED, input->bytes);
    jsd_gate_drop(JSD_NOTHING_BORROWED, input->owned_source);
}

/* Returns the document as a str, as json.JSONDecodeError keeps it: a new
 * reference, or NULL with an exception. */
static PyObject *
document_str(const jsd_input *input)
{
    if (jsd_is_str(input->source)) {
        Py_IncRef(input->source);
        return input->source;
    }
    return PyUnicode_DecodeUTF8(input->text.data, (Py_ssize_t)input->text.len,
                                "replace");
}

/* Copies a text that others may write, and releases the export, so that
 * document and position of the error are made from the same bytes. Returns -1
 * if memory is short. */
static int
make_private(jsd_input *input)
{
    const size_t len = input->text.len;

    if (!input->owns || input->export.obj == NULL)
        return 0;
    input->copy = jsd_mem_new(len > 0 ? len : 1);
    if (input->copy == NULL)
        return -1;
    memcpy(input->copy, input->text.data, len);
    input->text.data = input->copy;
    input->copy_cache = NULL;
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_buffer_release(&input->export));
    return 0;
}

/* Returned instead of a number of characters, with an exception. */
#define NO_COUNT SIZE_MAX

/* Returns the number of characters before byte `at` of a UTF-8 document. The
 * bytes from start on were read, so they are valid; those before may be
 * anything. */
static size_t
count_characters(const jsd_input *input, size_t start, size_t at)
{
    const char *s = input->text.data;
    PyObject *before;
    size_t n = jsd_utf8_count(s + start, at - start);

    if (start == 0)
        return n;
    before = PyUnicode_DecodeUTF8(s, (Py_ssize_t)start, "replace");
    if (before == NULL)
        return NO_COUNT;
    n += (size_t)PyUnicode_GetLength(before);
    jsd_gate_drop(JSD_NOTHING_BORROWED, before);
    return n;
}

/* Returns whether status tells of a fault of the text. */
static bool
is_of_text(jsd_status status)
{
    return status != JSD_NO_MEMORY && status != JSD_TOO_BIG &&
           status != JSD_RAISED;
}

/* Sets the message of a fault whose text is not UTF-8 but UTF-16, gzip or the
 * like, and names that encoding. fault->at counts characters. */
static void
name_encoding(const jsd_input *input, jsd_fault *fault, PyObject *doc,
              size_t start)
{
    const char *hint = NULL;
    PyObject *message;

    if (input->text.form == JSD_FORM_UTF8 && doc != input->source &&
        fault->message == NULL)
        hint = jsd_encoding_hint((const char *)input->text.data + start,
                                 input->text.len - start);
    if (hint == NULL)
        return;
    message = jsd_decode_message(fault, doc);
    if (message != NULL)
        fault->message = PyUnicode_FromFormat("%U (%s)", message, hint);
    jsd_drop_inert(message);
    if (fault->message == NULL)
        fault->status = JSD_RAISED;
}

void
jsd_input_release_and_raise(jsd_state *state, jsd_input *input,
                            jsd_fault *fault, size_t start)
{
    PyObject *doc = NULL;

    if (is_of_text(fault->status) && make_private(input) < 0)
        fault->status = JSD_NO_MEMORY;
    if (is_of_text(fault->status)) {
        doc = document_str(input);
        if (input->text.form == JSD_FORM_UTF8 && doc != NULL)
            fault->at = count_characters(input, start, fault->at);
        if (fault->at == NO_COUNT)
            fault->status = JSD_RAISED;
        else if (doc != NULL)
            name_encoding(input, fault, doc, start);
    }
    jsd_input_release(input);
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_decode(state, fault, doc));
}

/* SPDX-License-Identifier: MIT */
#include "py/input.h"

#include "base/mem.h"
#include "text/encoding.h"
#include "text/utf8.h"

/* -------------------------------------------------------------- collector */

/* Texts from this length on are worth two calls of functions in Python. */
enum { LONG_TEXT = 4096 };

/* Through the module gc. When that fails, the collector just runs. */
static void
pause_by_module(const jsd_state *state, jsd_input *input)
{
    PyObject *enabled =
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyObject_CallFunctionObjArgs(state->gc_is_enabled, NULL));
    PyObject *done = NULL;

    if (enabled == Py_True)
        done =
            JSD_GATED(JSD_NOTHING_BORROWED,
                      PyObject_CallFunctionObjArgs(state->gc_disable, NULL));
    if (done != NULL) {
        jsd_input_start_holding(input);
        input->paused = true;
        input->resume = state->gc_enable;
    }
    JSD_GATED(JSD_NOTHING_BORROWED, PyErr_Clear());
    jsd_gate_drop(JSD_NOTHING_BORROWED, done);
    jsd_gate_drop(JSD_NOTHING_BORROWED, enabled);
}

/* Takes a reference to source, unless that is taken already. */
void
jsd_input_own_source(jsd_input *input)
{
    jsd_input_start_holding(input);
    if (input->held == NULL) {
        Py_IncRef(input->source);
        input->held = input->source;
    }
}

/* Where an allocation starts the collector, it is off while the input is held:
 * half-built documents are not worth its passes, and its finalizers could
 * write into what is read in place. */
void
jsd_input_pause_collector(const jsd_state *state, jsd_input *input)
{
    if (jsd_input_can_pause()) {
        if (jsd_abi.symbols.gc_disable() == 0)
            return; /* it was off */
        jsd_input_start_holding(input);
        input->paused = true;
        input->resume = NULL;
        return;
    }
    jsd_input_own_source(input);
    if (state->gc_disable != NULL && input->text.len >= LONG_TEXT)
        pause_by_module(state, input);
}

static void
resume_input_collector(const jsd_input *input)
{
    if (input->resume == NULL)
        jsd_abi.symbols.gc_enable();
    else
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_call_quietly(input->resume));
}

/* -------------------------------------------------------------- positions */

/* Is the text UTF-8 that a str was copied to? Then its units are no
 * characters. */
static bool
is_copied_str(const jsd_input *input)
{
    return input->holds && input->owner != NULL &&
           (PyType_GetFlags(jsd_type_of(jsd_abi.caps, input->source)) &
            Py_TPFLAGS_UNICODE_SUBCLASS) != 0;
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
jsd_input_give_back(jsd_input *input)
{
    if (input->paused)
        resume_input_collector(input);
    if (input->memory != NULL)
        jsd_copy_cache_give_back(input->kept, input->memory);
    if (input->export.obj != NULL)
        jsd_input_end_export(&input->export);
    jsd_gate_drop(JSD_NOTHING_BORROWED, input->owner);
    jsd_gate_drop(JSD_NOTHING_BORROWED, input->held);
}

/* The document as a str, as json.JSONDecodeError keeps it: new. */
static PyObject *
document_str(const jsd_input *input)
{
    if (PyType_GetFlags(jsd_type_of(jsd_abi.caps, input->source)) &
        Py_TPFLAGS_UNICODE_SUBCLASS) {
        Py_IncRef(input->source);
        return input->source;
    }
    return PyUnicode_DecodeUTF8(input->text.data, (Py_ssize_t)input->text.len,
                                "replace");
}

/* A text that others may write is copied, and the export given back: document
 * and position are made from the same bytes. -1 for want of memory. */
static int
make_private(jsd_input *input)
{
    const size_t len = input->text.len;

    if (!input->holds || input->export.obj == NULL)
        return 0;
    input->memory = jsd_mem_new(len > 0 ? len : 1);
    if (input->memory == NULL)
        return -1;
    memcpy(input->memory, input->text.data, len);
    input->text.data = input->memory;
    input->kept = NULL;
    jsd_input_end_export(&input->export);
    input->export.obj = NULL;
    return 0;
}

/* No number of characters, and an exception. */
#define NO_COUNT SIZE_MAX

/* Characters of the document before this byte of UTF-8: those from start on
 * were read, so they are valid; what is before them may be anything. */
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

/* Is it the text that is wrong? */
static bool
is_of_text(jsd_status status)
{
    return status != JSD_NO_MEMORY && status != JSD_TOO_BIG &&
           status != JSD_RAISED;
}

/* Puts the message of a fault whose text is no UTF-8 but UTF-16, gzip or the
 * like, which it names. fault->at counts characters. */
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
jsd_input_fail(const jsd_state *state, jsd_input *input, jsd_fault *fault,
               size_t start)
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

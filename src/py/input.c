/* SPDX-License-Identifier: MIT */
#include "py/input.h"

#include "abi/memoryview.h"
#include "text/utf8.h"

/* -------------------------------------------------------------- collector */

/* True when nobody else can run until the input is released: then what may
 * change can be read without an export. */
static bool
is_alone(void)
{
    if (jsd_abi.free_threaded)
        return false;
    return !jsd_abi.allocation_collects ||
           (jsd_abi.symbols.gc_disable != NULL &&
            jsd_abi.symbols.gc_enable != NULL);
}

/* Texts from this length on are worth two calls of functions in Python. */
enum { LONG_TEXT = 4096 };

/* Through the module gc. What fails is no matter: then it runs. */
static void
pause_by_module(const jsd_state *state, jsd_input *input)
{
    PyObject *enabled =
        PyObject_CallFunctionObjArgs(state->gc_is_enabled, NULL);
    PyObject *done = NULL;

    if (enabled == Py_True)
        done = PyObject_CallFunctionObjArgs(state->gc_disable, NULL);
    input->paused = done != NULL;
    input->resume = state->gc_enable;
    PyErr_Clear();
    Py_DecRef(done);
    Py_DecRef(enabled);
}

/* Where an allocation starts the collector, which runs finalizers, it is off
 * while the input is held: nobody is there to notice, and half-built documents
 * are not worth its passes. */
void
jsd_input_pause_collector(const jsd_state *state, jsd_input *input)
{
    if (state->gc_disable == NULL && is_alone()) {
        input->paused = jsd_abi.symbols.gc_disable() != 0; /* it was on */
        input->resume = NULL;
    } else if (state->gc_disable != NULL && input->text.len >= LONG_TEXT) {
        pause_by_module(state, input);
    }
}

static void
resume_collector(const jsd_input *input)
{
    if (input->resume == NULL)
        jsd_abi.symbols.gc_enable();
    else
        jsd_call_quietly(input->resume);
}

/* ------------------------------------------------------------------ texts */

/* With lone surrogates as the three bytes that UTF-8 would give them, so that
 * they are found where they stand. */
static int
take_str_copy(PyObject *str, jsd_input *input)
{
    input->copy = PyUnicode_AsEncodedString(str, "utf-8", "surrogatepass");
    if (input->copy == NULL)
        return -1;
    jsd_bytes_peek(jsd_abi.caps, input->copy, &input->text.data,
                   &input->text.len);
    return 0;
}

/* ---------------------------------------------------------------- buffers */

static int
take_export(const jsd_state *state, PyObject *source, jsd_input *input)
{
    if (jsd_abi.symbols.get_buffer(source, &input->export, JSD_BUF_SIMPLE) <
        0) {
        input->export.obj = NULL;
        if (PyErr_ExceptionMatches(PyExc_TypeError)) {
            PyErr_Clear();
            jsd_raise_not_text(state, source);
        }
        return -1;
    }
    input->text.data = input->export.buf;
    input->text.len = (size_t)input->export.len;
    return 0;
}

/* Without PyObject_GetBuffer: a view, and its bytes. */
static int
take_buffer_copy(const jsd_state *state, PyObject *source, jsd_input *input)
{
    PyObject *view = PyMemoryView_FromObject(source);
    PyObject *contiguous;

    if (view == NULL) {
        if (PyErr_ExceptionMatches(PyExc_TypeError)) {
            PyErr_Clear();
            jsd_raise_not_text(state, source);
        }
        return -1;
    }
    contiguous = PyObject_GetAttrString(view, "c_contiguous");
    if (contiguous == Py_True)
        input->copy = PyObject_CallMethod(view, "tobytes", NULL);
    else if (contiguous != NULL)
        jsd_raise_not_contiguous();
    Py_DecRef(contiguous);
    Py_DecRef(view);
    if (input->copy == NULL)
        return -1;
    jsd_bytes_peek(jsd_abi.caps, input->copy, &input->text.data,
                   &input->text.len);
    return 0;
}

static int
take_buffer(const jsd_state *state, PyObject *source, jsd_input *input)
{
    if (jsd_abi.symbols.get_buffer != NULL &&
        jsd_abi.symbols.release_buffer != NULL)
        return take_export(state, source, input);
    return take_buffer_copy(state, source, input);
}

static int
take_memoryview(const jsd_state *state, PyObject *view, bool alone,
                jsd_input *input)
{
    const jsd_buffer *b;

    if (!(jsd_abi.caps & JSD_CAP_MEMORYVIEW) ||
        !(jsd_abi.caps & JSD_CAP_MANAGEDBUFFER) ||
        !(jsd_abi.caps & JSD_CAP_BUFFER))
        return take_buffer(state, view, input);
    switch (jsd_memoryview_look(view)) {
    case JSD_VIEW_IS_RELEASED:
        jsd_raise_released();
        return -1;
    case JSD_VIEW_IN_PLACE:
        if (!alone)
            break;
        b = jsd_memoryview_get_buffer(view);
        input->text.data = b->buf;
        input->text.len = (size_t)b->len;
        return 0;
    case JSD_VIEW_BY_STRIDES:
    case JSD_VIEW_BY_API:
        break;
    }
    return take_buffer(state, view, input);
}

int
jsd_input_take(const jsd_state *state, PyObject *source, bool calls,
               jsd_input *input)
{
    const bool alone = !calls && is_alone();
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);
    jsd_text *text = &input->text;

    if (PyType_GetFlags(type) & Py_TPFLAGS_UNICODE_SUBCLASS)
        return jsd_str_text(jsd_abi.caps, source, text)
                   ? 0
                   : take_str_copy(source, input);
    if (type == &PyMemoryView_Type)
        return take_memoryview(state, source, alone, input);
    if (type == &PyByteArray_Type && alone) {
        jsd_bytearray_peek(jsd_abi.caps, source, &text->data, &text->len);
        return 0;
    }
    return take_buffer(state, source, input);
}

int
jsd_input_hold(const jsd_state *state, PyObject *source, jsd_input *input)
{
    if (jsd_input_find(state, source, true, input) < 0)
        return -1;
    if (input->text.form == JSD_FORM_UTF8)
        return 0;
    input->text.form = JSD_FORM_UTF8;
    return take_str_copy(source, input);
}

/* Is the text UTF-8 that a str was copied to? Then its units are no
 * characters. */
static bool
is_copied_str(const jsd_input *input)
{
    return input->copy != NULL &&
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
        jsd_raise_position(n);
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
        resume_collector(input);
    if (input->export.obj != NULL)
        jsd_abi.symbols.release_buffer(&input->export);
    Py_DecRef(input->copy);
}

/* The document as a str, as json.JSONDecodeError keeps it: new. */
static PyObject *
document(const jsd_input *input)
{
    if (PyType_GetFlags(jsd_type_of(jsd_abi.caps, input->source)) &
        Py_TPFLAGS_UNICODE_SUBCLASS) {
        Py_IncRef(input->source);
        return input->source;
    }
    return PyUnicode_DecodeUTF8(input->text.data, (Py_ssize_t)input->text.len,
                                "replace");
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
    Py_DecRef(before);
    return n;
}

void
jsd_input_fail(const jsd_state *state, jsd_input *input, jsd_fault *fault,
               size_t start)
{
    PyObject *doc = NULL;

    if (fault->status != JSD_NO_MEMORY && fault->status != JSD_TOO_BIG &&
        fault->status != JSD_RAISED) {
        doc = document(input);
        if (input->text.form == JSD_FORM_UTF8 && doc != NULL)
            fault->at = count_characters(input, start, fault->at);
        if (fault->at == NO_COUNT)
            fault->status = JSD_RAISED;
    }
    jsd_input_release(input);
    jsd_raise_decode(state, fault, doc);
}

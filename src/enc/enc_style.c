/* SPDX-License-Identifier: MIT */
#include "enc/enc_style.h"

#include "enc/enc_raise.h"
#include "enc/enc_sort.h"
#include "py/error.h"
#include "py/is_type.h"

enum { MOST_SPACES = 16 };

/* ------------------------------------------------------------------- style */

/* Sets one level of indentation to the n characters of unit. Returns 0. */
static int
set_breaks(jsd_enc *e, const char *unit, size_t n)
{
    jsd_line_break_init(&e->style.line_break, unit, n);
    e->style.breaks = &e->style.line_break;
    return 0;
}

static int
raise_bad_indent(jsd_enc *e, const char *message)
{
    jsd_enc_raise(e, message);
    return -1;
}

static int
indent_by_str(jsd_enc *e, PyObject *indent)
{
    char unit[JSD_LINE_BREAK_UNIT];
    Py_ssize_t n = PyUnicode_GetLength(indent);

    if (n > JSD_LINE_BREAK_UNIT)
        return raise_bad_indent(e, "indent must have at most 255 characters");
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(indent, i);

        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return raise_bad_indent(e, "indent must be JSON white space");
        unit[i] = (char)c;
    }
    return set_breaks(e, unit, (size_t)n);
}

static int
indent_by_int(jsd_enc *e, PyObject *indent)
{
    static const char spaces[] = "                ";
    int overflow;
    long long n = PyLong_AsLongLongAndOverflow(indent, &overflow);

    if (overflow != 0 || n < 0 || n > MOST_SPACES)
        return raise_bad_indent(e, "indent must be 0 to 16 spaces");
    return set_breaks(e, spaces, (size_t)n);
}

static int
read_indent(jsd_enc *e, PyObject *indent)
{
    if (e->options & JSD_OPT(INDENT_2))
        return raise_bad_indent(e, "indent contradicts OPT_INDENT_2");
    if (e->options & JSD_OPT(CANONICAL))
        return raise_bad_indent(e, "indent contradicts OPT_CANONICAL");
    if (jsd_is_str(indent))
        return indent_by_str(e, indent);
    if (jsd_is_int(indent) &&
        jsd_type_of(jsd_abi.caps, indent) != &PyBool_Type)
        return indent_by_int(e, indent);
    return raise_bad_indent(e, "indent must be an int, a str or None");
}

int
jsd_enc_style_init(jsd_enc *e, const jsd_enc_call *call)
{
    const bool has_indent = call->indent != NULL && call->indent != Py_None;

    e->text_style =
        (e->options & JSD_OPT(ENSURE_ASCII) ? JSD_STYLE_ASCII : 0) |
        (e->options & JSD_OPT(HTML_SAFE) ? JSD_STYLE_HTML : 0) |
        (e->options & JSD_OPT(LONE_SURROGATES) ? JSD_STYLE_SURROGATES : 0);
    if (e->options &
        JSD_OPT(CANONICAL)) /* so that writers of ints test one bit */
        e->options |= JSD_OPT(STRICT_INTEGER);
    jsd_enc_init_sorting(e);
    if (e->options & JSD_STANDARD) {
        e->style.comma_space = call->comma_space;
        e->style.colon_space = call->colon_space;
    } else {
        e->style.colon_space = has_indent || (e->options & JSD_OPT(INDENT_2));
    }
    if (has_indent)
        return read_indent(e, call->indent);
    return e->options & JSD_OPT(INDENT_2) ? set_breaks(e, "  ", 2) : 0;
}

/* ------------------------------------------------------------------ breaks */

char *
jsd_enc_long_break(jsd_enc *e, char *p, size_t n)
{
    p = jsd_enc_reserve(e, p, n);
    return p == NULL ? NULL : jsd_line_break_put(e->style.breaks, p, n);
}

char *
jsd_enc_close_styled(jsd_enc *e, char *p, char bracket)
{
    if (e->style.comma_space && p[-1] == ' ')
        p--;
    if (p[-1] == ',' && e->style.breaks != NULL) {
        p = jsd_enc_break(e, p - 1);
        p = p == NULL ? NULL : jsd_enc_reserve(e, p, 0);
        if (p == NULL)
            return NULL;
        *p = bracket;
        return p + 1;
    }
    return jsd_enc_close(p, bracket);
}

/* Returns whether taken, the result of write(), is the length of chunk. */
static bool
is_whole(jsd_enc *e, PyObject *taken, PyObject *chunk)
{
    Py_ssize_t n;

    if (jsd_type_of(jsd_abi.caps, taken) != &PyLong_Type)
        return false;
    n = JSD_GATED(&e->gate, PyLong_AsSsize_t(taken));
    if (n == -1)
        JSD_GATED(&e->gate, PyErr_Clear());
    return n == PyBytes_Size(chunk);
}

int
jsd_enc_put_chunk(jsd_enc *e, PyObject *chunk)
{
    const jsd_enc_sink *sink = e->sink;
    PyObject *done, *taken;

    if (sink->method != NULL)
        done =
            JSD_GATED(&e->gate, PyObject_CallMethodObjArgs(
                                    sink->target, sink->method, chunk, NULL));
    else
        done = JSD_GATED(
            &e->gate, PyObject_CallFunctionObjArgs(sink->target, chunk, NULL));
    if (done != NULL && sink->rest != NULL && !is_whole(e, done, chunk)) {
        taken = done;
        done = JSD_GATED(&e->gate,
                         PyObject_CallFunctionObjArgs(sink->rest, sink->target,
                                                      chunk, taken, NULL));
        jsd_gate_drop(&e->gate, taken);
    }
    jsd_gate_drop(&e->gate, done);
    e->sink_failed = done == NULL;
    return done == NULL ? -1 : 0;
}

/* Returns the first n bytes of the text as a chunk: new bytes or a new str.
 * NULL with an exception. */
static PyObject *
new_chunk(jsd_enc *e, size_t n)
{
    PyObject *chunk;

    if (!e->sink->is_text)
        return JSD_GATED(
            &e->gate, PyBytes_FromStringAndSize(e->out.start, (Py_ssize_t)n));
    chunk = JSD_GATED(&e->gate,
                      PyUnicode_DecodeUTF8(e->out.start, (Py_ssize_t)n, NULL));
    if (chunk == NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) {
        JSD_GATED(&e->gate, PyErr_Clear());
        JSD_GATED(&e->gate, jsd_raise_not_utf8(e->state->encode_error));
    }
    return chunk;
}

/* The last byte stays: it tells whether the open container is empty. */
char *
jsd_enc_flush(jsd_enc *e, char *p)
{
    char last = p[-1];
    PyObject *chunk = new_chunk(e, (size_t)(p - e->out.start - 1));
    int status;

    if (chunk == NULL)
        return NULL;
    status = jsd_enc_put_chunk(e, chunk);
    jsd_drop_inert(chunk);
    if (status < 0)
        return NULL;
    e->out.start[0] = last;
    return e->out.start + 1;
}

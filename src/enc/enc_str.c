/* SPDX-License-Identifier: MIT */
#include "enc/enc_str.h"

#include "abi/bytes.h"
#include "enc/enc_raise.h"
#include "text/escape.h"
#include "text/escape_styled.h"

/* The most units of a string that gets room for the worst case. */
enum { SHORT = 256 };

static jsd_status
escape_plainly(jsd_form form, jsd_escape *job)
{
    switch (form) {
    case JSD_FORM_UTF8:
        jsd_escape_utf8(job);
        return JSD_OK;
    case JSD_FORM_UCS1:
        jsd_escape_ucs1(job);
        return JSD_OK;
    case JSD_FORM_UCS2:
        return jsd_escape_ucs2(job);
    default:
        return jsd_escape_ucs4(job);
    }
}

static jsd_status
escape_form(jsd_form form, jsd_escape *job, unsigned style)
{
    if (JSD_LIKELY(style == 0))
        return escape_plainly(form, job);
    switch (form) {
    case JSD_FORM_UTF8:
        return jsd_escape_styled_utf8(job, style);
    case JSD_FORM_UCS1:
        return jsd_escape_styled_ucs1(job, style);
    case JSD_FORM_UCS2:
        return jsd_escape_styled_ucs2(job, style);
    default:
        return jsd_escape_styled_ucs4(job, style);
    }
}

/* Returns the bytes to reserve for n units of this width. A short string gets
 * room for the worst case. A long one gets room for text without escapes, and
 * more is reserved when it is needed. */
static size_t
room_for(size_t n, size_t width)
{
    if (n <= SHORT)
        return n * JSD_ESCAPE_STYLED_MAX + JSD_ESCAPE_ROOM;
    return n * (width == 1 ? 1 : 3) + n / 8 + JSD_ESCAPE_ROOM;
}

char *
jsd_enc_fail_surrogate(jsd_enc *e)
{
    return jsd_enc_raise(e, "str is not valid UTF-8: surrogates not allowed");
}

char *
jsd_enc_text(jsd_enc *e, char *p, const jsd_text *text)
{
    size_t width = jsd_form_width(text->form), left = text->len;
    jsd_escape job;

    job.in = text->data;
    job.end = (const char *)text->data + text->len * width;
    while (left != 0) {
        p = jsd_enc_reserve(e, p, room_for(left, width));
        if (p == NULL)
            return NULL;
        job.out = p;
        job.limit = e->out.limit - JSD_ENC_ROOM;
        if (escape_form(text->form, &job, e->text_style) != JSD_OK)
            return jsd_enc_fail_surrogate(e);
        p = job.out;
        left = (size_t)((const char *)job.end - (const char *)job.in) / width;
    }
    *p++ = '"';
    return p;
}

/* Returns the UTF-8 of str as new bytes, made by CPython. NULL with an
 * exception. */
static PyObject *
utf8_of(jsd_enc *e, PyObject *str)
{
    if (e->text_style & JSD_STYLE_SURROGATES)
        return JSD_GATED_FAILURE(&e->gate, PyUnicode_AsEncodedString(
                                               str, "utf-8", "surrogatepass"));
    return JSD_GATED_FAILURE(&e->gate, PyUnicode_AsUTF8String(str));
}

static char *
by_utf8(jsd_enc *e, char *p, PyObject *str)
{
    jsd_text text = {.form = JSD_FORM_UTF8};
    PyObject *utf8;

    if (jsd_enc_gives_up(e))
        return NULL;
    e->mode = JSD_ENC_ALONE;
    utf8 = utf8_of(e, str);
    if (utf8 == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return NULL;
        JSD_GATED(&e->gate, PyErr_Clear());
        return jsd_enc_fail_surrogate(e);
    }
    jsd_bytes_peek(jsd_abi.caps, utf8, &text.data, &text.len);
    p = jsd_enc_text(e, p, &text);
    jsd_drop_inert(utf8);
    return p;
}

char *
jsd_enc_str(jsd_enc *e, char *p, PyObject *str)
{
    jsd_text text;

    *p++ = '"';
    return jsd_str_text(jsd_abi.caps, str, &text) ? jsd_enc_text(e, p, &text)
                                                  : by_utf8(e, p, str);
}

/* SPDX-License-Identifier: MIT */
#include "dec/dec.h"

#include "dec/build.h"
#include "dec/dec_number.h"
#include "dec/dec_str.h"
#include "py/input.h"

/* RFC 8259, section 2. */
JSD_INLINE bool
is_space(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The next unit that is no white space, at d->at; false at the end. */
JSD_INLINE bool
next(jsd_dec *d, jsd_form form, uint32_t *c)
{
    size_t at = d->at;

    while (at < d->text.len && is_space(jsd_dec_unit(d, form, at)))
        at++;
    d->at = at;
    if (at == d->text.len)
        return false;
    *c = jsd_dec_unit(d, form, at);
    return true;
}

static jsd_status
literal(jsd_dec *d, jsd_form form, const char *word, PyObject *value)
{
    for (; *word != '\0'; word++, d->at++) {
        if (d->at == d->text.len)
            return JSD_END;
        if (jsd_dec_unit(d, form, d->at) != (uint32_t)*word)
            return JSD_BAD_LITERAL;
    }
    Py_IncRef(value);
    return jsd_dec_push(d, value);
}

static JSD_COLD jsd_status
no_value(jsd_dec *d, uint32_t c)
{
    const unsigned char *bytes = d->text.data;

    if (d->at != 0)
        return JSD_EXPECTED_VALUE;
    if (c == 0xfeff || (d->text.form == JSD_FORM_UTF8 && d->text.len >= 3 &&
                        memcmp(bytes, "\xef\xbb\xbf", 3) == 0))
        return JSD_BOM;
    return JSD_EXPECTED_VALUE;
}

/* A value that is neither array nor object, whose first unit is c. */
JSD_INLINE jsd_status
scalar(jsd_dec *d, jsd_form form, uint32_t c)
{
    PyObject *value;
    jsd_status status;

    switch (c) {
    case '"':
        status = jsd_dec_string(d, form, false, &value);
        break;
    case 't':
        return literal(d, form, "true", Py_True);
    case 'f':
        return literal(d, form, "false", Py_False);
    case 'n':
        return literal(d, form, "null", Py_None);
    default:
        if (c != '-' && c - '0' > 9) /* unsigned: both sides of the digits */
            return no_value(d, c);
        status = jsd_dec_number(d, form, &value);
    }
    return status == JSD_OK ? jsd_dec_push(d, value) : status;
}

/* A key and its colon. */
JSD_INLINE jsd_status
key(jsd_dec *d, jsd_form form)
{
    PyObject *value;
    uint32_t c;
    jsd_status status = jsd_dec_string(d, form, true, &value);

    if (status != JSD_OK)
        return status;
    status = jsd_dec_push(d, value);
    if (status != JSD_OK)
        return status;
    if (!next(d, form, &c))
        return JSD_END;
    if (c != ':')
        return JSD_EXPECTED_COLON;
    d->at++;
    return JSD_OK;
}

/* What may follow a value: a comma, or the end of what it stands in. Then,
 * in an object, a key. *more tells that another value must follow. */
JSD_INLINE jsd_status
after_value(jsd_dec *d, jsd_form form, bool *more)
{
    bool is_object = d->open[d->depth - 1].is_object;
    uint32_t c;

    *more = false;
    if (!next(d, form, &c))
        return JSD_END;
    if (c == (is_object ? '}' : ']')) {
        d->at++;
        return jsd_dec_close(d);
    }
    if (c != ',')
        return is_object ? JSD_EXPECTED_COMMA_OR_BRACE
                         : JSD_EXPECTED_COMMA_OR_BRACKET;
    d->at++;
    *more = true;
    if (!is_object)
        return JSD_OK;
    if (!next(d, form, &c))
        return JSD_END;
    return c == '"' ? key(d, form) : JSD_EXPECTED_KEY;
}

/* An array or object begins with c. *more: a value must follow. */
JSD_INLINE jsd_status
open_container(jsd_dec *d, jsd_form form, uint32_t c, bool *more)
{
    bool is_object = c == '{';
    jsd_status status = jsd_dec_open(d, is_object);

    if (status != JSD_OK)
        return status;
    d->at++;
    *more = false;
    if (!next(d, form, &c))
        return JSD_END;
    if (c == (is_object ? '}' : ']')) {
        d->at++;
        return jsd_dec_close(d);
    }
    *more = true;
    if (!is_object)
        return JSD_OK;
    return c == '"' ? key(d, form) : JSD_EXPECTED_KEY_OR_END;
}

/* One document: on success its value is all that is on the stack. */
JSD_INLINE jsd_status
document(jsd_dec *d, jsd_form form)
{
    jsd_status status;
    bool more = true;
    uint32_t c;

    for (;;) {
        if (more) {
            if (!next(d, form, &c))
                return d->depth == 0 ? JSD_EMPTY : JSD_END;
            if (c == '{' || c == '[')
                status = open_container(d, form, c, &more);
            else {
                status = scalar(d, form, c);
                more = false;
            }
        } else if (d->depth == 0) {
            return next(d, form, &c) ? JSD_TRAILING : JSD_OK;
        } else {
            status = after_value(d, form, &more);
        }
        if (JSD_UNLIKELY(status != JSD_OK))
            return status;
    }
}

static jsd_status
document_any(jsd_dec *d)
{
    switch (d->text.form) {
    case JSD_FORM_UTF8:
        return document(d, JSD_FORM_UTF8);
    case JSD_FORM_UCS1:
        return document(d, JSD_FORM_UCS1);
    case JSD_FORM_UCS2:
        return document(d, JSD_FORM_UCS2);
    default:
        return document(d, JSD_FORM_UCS4);
    }
}

/* The value of the text, which is held; its status and place are left in d. */
static PyObject *
decode_text(jsd_dec *d, jsd_workspace *work, const jsd_text *text,
            jsd_status *status)
{
    d->caps = jsd_abi.caps;
    d->text = *text;
    d->at = 0;
    d->depth = 0;
    d->work = work;
    d->base = d->top = d->limit = NULL;
    *status = jsd_dec_grow(d);
    if (*status == JSD_OK)
        *status = document_any(d);
    if (*status == JSD_OK)
        return d->base[0];
    jsd_dec_drop(d);
    return NULL;
}

PyObject *
jsd_decode(jsd_state *state, PyObject *source)
{
    jsd_workspace spare, *work;
    jsd_input input;
    jsd_status status;
    PyObject *value;
    jsd_dec d;

    if (jsd_input_acquire(state, source, &input) < 0)
        return NULL;
    work = jsd_workspace_acquire(&state->workspace, &spare);
    value = decode_text(&d, work, &input.text, &status);
    jsd_workspace_release(&state->workspace, work);
    if (value != NULL)
        jsd_input_release(&input);
    else
        jsd_input_fail(state, &input, status, d.at);
    return value;
}

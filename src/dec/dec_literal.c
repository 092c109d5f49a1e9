/* SPDX-License-Identifier: MIT */
#include "dec/dec_literal.h"

#include <math.h>

const char *
jsd_dec_literal_any(jsd_dec *d, jsd_form form, const char *s, const char *word,
                    PyObject *value)
{
    d->token = jsd_dec_index(d, form, s);
    for (; *word != '\0'; word++, s += jsd_dec_width(form)) {
        if (s == d->end)
            return jsd_dec_fail(d, form, JSD_END, s);
        if (jsd_dec_unit(form, s) != (uint32_t)*word)
            return jsd_dec_fail(d, form, JSD_BAD_LITERAL, s);
    }
    d->token = JSD_DEC_NOWHERE;
    Py_IncRef(value);
    return jsd_dec_push(d, value) ? s : NULL;
}

/* Another number that is none, by its word. */
static const char *
no_number(jsd_dec *d, jsd_form form, const char *s, const char *word,
          double number)
{
    PyObject *value = PyFloat_FromDouble(number);

    if (value == NULL) {
        d->status = JSD_RAISED;
        return NULL;
    }
    s = jsd_dec_literal_any(d, form, s, word, value);
    jsd_gate_drop(JSD_NOTHING_BORROWED, value);
    return s;
}

/* Is an array open that has no items yet? */
static bool
may_end(const jsd_dec *d)
{
    const jsd_dec_frame *frame;

    if (d->depth == 0)
        return false;
    frame = &d->open[d->depth - 1];
    return frame->kind == JSD_DEC_ARRAY && !frame->spilled &&
           d->top == d->base + frame->start;
}

static const char *
fail_no_value(jsd_dec *d, jsd_form form, const char *s)
{
    if (s >= d->end)
        return jsd_dec_fail(d, form, d->depth == 0 ? JSD_EMPTY : JSD_END, s);
    if (s == d->text->data && (jsd_dec_unit(form, s) == 0xfeff ||
                               (form == JSD_FORM_UTF8 && d->end - s >= 3 &&
                                memcmp(s, "\xef\xbb\xbf", 3) == 0)))
        return jsd_dec_fail(d, form, JSD_BOM, s);
    return jsd_dec_fail(
        d, form, may_end(d) ? JSD_EXPECTED_VALUE_OR_END : JSD_EXPECTED_VALUE,
        s);
}

const char *
jsd_dec_literal_other(jsd_dec *d, jsd_form form, const char *s)
{
    if (s >= d->end || !(d->job->options & JSD_OPT(NAN_LITERAL)))
        return fail_no_value(d, form, s);
    switch (jsd_dec_unit(form, s)) {
    case 'N':
        return no_number(d, form, s, "NaN", (double)NAN);
    case 'I':
        return no_number(d, form, s, "Infinity", (double)INFINITY);
    case '-':
        return no_number(d, form, s, "-Infinity", -(double)INFINITY);
    default:
        return fail_no_value(d, form, s);
    }
}

PyObject *
jsd_dec_literal_partial(const jsd_dec *d, jsd_form form)
{
    PyObject *value = Py_None;

    switch (jsd_dec_unit(form, jsd_dec_address(d, form, d->token))) {
    case 'N':
        return PyFloat_FromDouble((double)NAN);
    case 'I':
        return PyFloat_FromDouble((double)INFINITY);
    case '-':
        return PyFloat_FromDouble(-(double)INFINITY);
    case 't':
        value = Py_True;
        break;
    case 'f':
        value = Py_False;
        break;
    default:
        break;
    }
    Py_IncRef(value);
    return value;
}

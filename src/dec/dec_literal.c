/* SPDX-License-Identifier: MIT */
#include "dec/dec_literal.h"

#include "text/json_scalar.h"

#include <math.h>

const char *
jsd_dec_literal_any(jsd_dec *d, jsd_form form, const char *s,
                    const char *literal, PyObject *value)
{
    const size_t width = jsd_form_width(form);
    const size_t left = (size_t)(d->end - s) / width;
    size_t at;
    jsd_status status;

    status = jsd_scalar_match_literal(s, left, literal, (int)width, &at);
    if (status != JSD_OK) {
        d->token = jsd_dec_index(d, form, s);
        return jsd_dec_fail(d, form, status, s + at * width);
    }
    d->token = JSD_DEC_NOWHERE;
    Py_IncRef(value);
    return jsd_dec_push(d, value) ? s + at * width : NULL;
}

/* Returns the float that a literal names: new, or NULL with an exception. */
static PyObject *
nonfinite_float(const char *literal)
{
    if (literal[0] == 'N')
        return PyFloat_FromDouble((double)NAN);
    return PyFloat_FromDouble(literal[0] == '-' ? -(double)INFINITY
                                                : (double)INFINITY);
}

static const char *
read_nonfinite(jsd_dec *d, jsd_form form, const char *s, const char *literal)
{
    PyObject *value = nonfinite_float(literal);

    if (value == NULL) {
        d->status = JSD_RAISED;
        return NULL;
    }
    s = jsd_dec_literal_any(d, form, s, literal, value);
    jsd_gate_drop(JSD_NOTHING_BORROWED, value);
    return s;
}

/* Returns whether ']' could be at the current place: the innermost container
 * is an array without items. */
static bool
may_end_array(const jsd_dec *d)
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
    const size_t width = jsd_form_width(form);
    const size_t left = s < d->end ? (size_t)(d->end - s) / width : 0;
    const jsd_scalar_place place = {.is_utf8 = jsd_dec_is_utf8(d, form),
                                    .starts_text = s == d->text->data,
                                    .is_nested = d->depth > 0,
                                    .may_end = may_end_array(d)};

    return jsd_dec_fail(
        d, form, jsd_scalar_missing_value(s, left, (int)width, place), s);
}

/* Returns the literal that starts at s, which is before the end, or NULL. */
static const char *
find_literal(const jsd_dec *d, jsd_form form, const char *s)
{
    const char *second = s + jsd_form_width(form);

    return jsd_scalar_literal(jsd_dec_unit(form, s),
                              second < d->end ? jsd_dec_unit(form, second)
                                              : 0);
}

const char *
jsd_dec_literal_other(jsd_dec *d, jsd_form form, const char *s)
{
    const char *literal = NULL;

    if (s < d->end && (d->job->options & JSD_OPT(NAN_LITERAL)))
        literal = find_literal(d, form, s);
    return literal != NULL && jsd_scalar_is_nonfinite(literal)
               ? read_nonfinite(d, form, s, literal)
               : fail_no_value(d, form, s);
}

PyObject *
jsd_dec_literal_partial(const jsd_dec *d, jsd_form form)
{
    const char *literal =
        find_literal(d, form, jsd_dec_address(d, form, d->token));
    PyObject *value = literal == NULL || literal[0] == 'n' ? Py_None
                      : literal[0] == 't'                  ? Py_True
                                                           : Py_False;

    if (literal != NULL && jsd_scalar_is_nonfinite(literal))
        return nonfinite_float(literal);
    Py_IncRef(value);
    return value;
}

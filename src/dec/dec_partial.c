/* SPDX-License-Identifier: MIT */
#include "dec/dec_partial.h"

#include "abi/sequence.h"
#include "dec/build.h"
#include "dec/dec_number.h"
#include "dec/dec_str.h"
#include "dec/dec_literal.h"
#include "simd/escaped.h"
#include "text/utf8.h"

/* A truncated scalar, copied to a text of its own so that it can be read. */
typedef struct partial_text {
    jsd_form form;
    const char *s; /* in the original text */
    size_t n;      /* units up to its end */
    jsd_buf copy;
} partial_text;

static uint32_t
partial_unit(const partial_text *b, size_t i)
{
    return jsd_dec_unit(b->form, b->s + i * jsd_form_width(b->form));
}

static bool
is_digit_unit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Returns the units of the escape at unit i, or 0 if it is truncated. The
 * first half of a pair needs the second half, unless lone surrogates are
 * permitted. */
static size_t
escape_size(const partial_text *b, size_t i, bool lone_surrogates)
{
    uint32_t unit;

    if (b->n - i < 2)
        return 0;
    if (partial_unit(b, i + 1) != 'u')
        return 2;
    unit = jsd_escaped_unit(b->s, b->n, i, (int)jsd_form_width(b->form));
    if (unit >= JSD_ESCAPED_NOT)
        return 0;
    if (lone_surrogates || (unit ^ JSD_ESCAPED_FIRST) >= 0x400)
        return JSD_ESCAPED_UNITS;
    return b->n - i < 2 * JSD_ESCAPED_UNITS ? 0 : 2 * JSD_ESCAPED_UNITS;
}

/* Returns the units of a string, from its opening quote on, that more text
 * cannot change. */
static size_t
certain_units(const partial_text *b, bool lone_surrogates)
{
    size_t i = 1, size;

    for (; i < b->n; i += size) {
        uint32_t c = partial_unit(b, i);

        size = 1;
        if (c == '\\')
            size = escape_size(b, i, lone_surrogates);
        else if (b->form == JSD_FORM_UTF8 &&
                 jsd_utf8_is_cut(b->s + i, b->n - i))
            size = 0;
        if (size == 0)
            break;
    }
    return i;
}

/* Returns the units of the longest complete number at the start, or 0. */
static size_t
number_units(const partial_text *b)
{
    size_t n = b->n;

    while (n > 0 && !is_digit_unit(partial_unit(b, n - 1)))
        n--;
    return n;
}

/* Copies the first n units, and a quote if closed, and makes *text a view of
 * the copy. */
static jsd_status
copy_partial(partial_text *b, size_t n, bool closed, jsd_text *text)
{
    const size_t width = jsd_form_width(b->form);
    jsd_status status = jsd_buf_reserve(&b->copy, (n + 1) * width);

    if (status != JSD_OK)
        return status;
    memcpy(b->copy.data, b->s, n * width);
    jsd_unit_put(b->copy.data, n, (int)width, '"');
    *text =
        (jsd_text){.data = b->copy.data, .len = n + closed, .form = b->form};
    return JSD_OK;
}

/* Pushes the value of the truncated string or number at d->token. */
static jsd_status
read_partial_value(jsd_dec *d, partial_text *b, bool is_string)
{
    bool lone_surrogates = (d->job->options & JSD_OPT(LONE_SURROGATES)) != 0;
    size_t n = is_string ? certain_units(b, lone_surrogates) : number_units(b);
    jsd_text text;
    jsd_status status;
    PyObject *str;

    if (n == 0)
        return JSD_OK;
    status = copy_partial(b, n, is_string, &text);
    if (status != JSD_OK)
        return status;
    d->text = &text;
    d->end = (const char *)text.data + text.len * jsd_form_width(b->form);
    d->status = JSD_OK;
    if (!is_string) {
        (void)jsd_dec_number(d, b->form, text.data);
        return d->status;
    }
    d->at = 0;
    status = jsd_dec_string(d, b->form, false, &str);
    if (status == JSD_OK && !jsd_dec_push(d, str))
        status = d->status;
    return status;
}

/* Pushes the value of the scalar at d->token, if it has one. */
static jsd_status
finish_scalar(jsd_dec *d, jsd_form form)
{
    partial_text b = {form, jsd_dec_address(d, form, d->token),
                      d->text->len - d->token, JSD_BUF_EMPTY};
    uint32_t c = partial_unit(&b, 0);
    jsd_status status;

    if ((c == '-' && b.n > 1 && partial_unit(&b, 1) == 'I') ||
        (c != '"' && c != '-' && (c < '0' || c > '9')))
        return jsd_dec_push(d, jsd_dec_literal_partial(d, form)) ? JSD_OK
                                                                 : d->status;
    status = read_partial_value(d, &b, c == '"');
    jsd_buf_clear(&b.copy);
    if (status == JSD_LONG_INTEGER)
        jsd_gate_drop(JSD_NOTHING_BORROWED, d->message);
    /* More digits may bring the number back into range, so it is no value yet.
     */
    return status == JSD_NUMBER_RANGE || status == JSD_LONG_INTEGER ? JSD_OK
                                                                    : status;
}

/* Returns whether the innermost object needs a key next. */
static bool
wants_key(const jsd_dec *d)
{
    const jsd_dec_frame *frame;
    size_t n;

    if (d->depth == 0)
        return false;
    frame = &d->open[d->depth - 1];
    n = (size_t)(d->top - d->base) - frame->start;
    if (frame->kind == JSD_DEC_ARRAY)
        return false;
    return frame->kind == JSD_DEC_PLAIN ? n == 1 : n == frame->shape->count;
}

/* Ends the innermost array or object and removes it from the stack. Returns a
 * new reference, or NULL with an exception. */
static PyObject *
close_partial(jsd_dec *d)
{
    jsd_dec_frame *frame = &d->open[d->depth - 1];
    PyObject **items = d->base + frame->start;
    PyObject *made;

    if (frame->kind == JSD_DEC_ARRAY && frame->spilled)
        return jsd_dec_close_spilled(d);
    if (frame->kind == JSD_DEC_ARRAY) {
        made = jsd_list_from(d->caps, items, (size_t)(d->top - items));
        if (made != NULL)
            d->top = items;
    } else {
        made = jsd_dec_close_partial_object(d, frame);
    }
    d->depth--;
    return made;
}

PyObject *
jsd_dec_partial(jsd_dec *d)
{
    jsd_status status = JSD_OK;

    if (d->status == JSD_LONG_INTEGER)
        jsd_gate_drop(JSD_NOTHING_BORROWED, d->message);
    if (d->token != JSD_DEC_NOWHERE && !wants_key(d) && !d->job->closed)
        status = finish_scalar(d, d->text->form);
    d->status = status;
    if (status != JSD_OK)
        return NULL;
    while (d->depth > 0)
        if (!jsd_dec_push(d, close_partial(d)))
            return NULL;
    if (d->top == d->base) {
        Py_IncRef(Py_None);
        return Py_None;
    }
    return *--d->top;
}

size_t
jsd_dec_last_number(const jsd_dec *d)
{
    const partial_text b = {d->text->form, d->text->data, d->text->len,
                            JSD_BUF_EMPTY};
    size_t i = b.n;

    if (d->token != JSD_DEC_NOWHERE || i == 0 ||
        !is_digit_unit(partial_unit(&b, i - 1)))
        return 0;
    while (i > 0 && jsd_number_has_unit(partial_unit(&b, i - 1)))
        i--;
    return b.n - i;
}

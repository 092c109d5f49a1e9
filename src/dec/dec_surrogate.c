/* SPDX-License-Identifier: MIT */
#include "dec/dec_surrogate.h"

#include "dec/make_str.h"
#include "simd/escaped.h"
#include "text/json_scalar.h"
#include "text/unescape.h"
#include "text/utf8.h"

/* A string on its way to units of four bytes. */
typedef struct surrogate_text {
    const char *s;
    size_t n;          /* units of the string */
    size_t i;          /* units that were read */
    jsd_status status; /* at the end of the string: JSD_OK if it is closed */
} surrogate_text;

/* Finds the end of the string. An escaped quote does not end it. */
static void
find_end(const jsd_dec *d, jsd_form form, surrogate_text *in)
{
    size_t left = (size_t)(d->end - in->s) / jsd_form_width(form);
    uint32_t c;

    for (in->n = 0; in->n < left; in->n++) {
        c = jsd_dec_unit(form, in->s + in->n * jsd_form_width(form));
        if (jsd_scalar_ends_string(c, &in->status))
            return;
        if (c == '\\' && in->n + 1 < left &&
            jsd_dec_unit(form, in->s + (in->n + 1) * jsd_form_width(form)) >=
                ' ')
            in->n++;
    }
    in->status = JSD_END;
}

/* Returns the error of a wrong escape and moves in->i to its position. out has
 * room for the rest of the string. */
static jsd_status
explain_surrogate(jsd_form form, surrogate_text *in, uint32_t *out)
{
    const void *s = in->s + in->i * jsd_form_width(form);
    /* A control character that ended the string may be part of the escape. */
    size_t n = in->n - in->i + (in->status == JSD_CONTROL_CHARACTER);
    bool closed = in->status == JSD_OK;
    size_t len, at = 0;
    jsd_status status;

    switch (form) {
    case JSD_FORM_UTF8:
        status = jsd_unescape_utf8(s, n, closed, (char *)out, &len, &at);
        break;
    case JSD_FORM_UCS1:
        status = jsd_unescape_ucs1(s, n, closed, out, &len, &at);
        break;
    case JSD_FORM_UCS2:
        status = jsd_unescape_ucs2(s, n, closed, out, &len, &at);
        break;
    default:
        status = jsd_unescape_ucs4(s, n, closed, out, &len, &at);
    }
    in->i += at;
    /* The start of a second half, which needs no first half here. */
    if (status == JSD_LONE_SURROGATE) {
        in->i = in->n;
        return JSD_END;
    }
    return status;
}

static jsd_status
read_escape(jsd_form form, surrogate_text *in, uint32_t *out)
{
    const int width = (int)jsd_form_width(form);
    uint32_t c = jsd_escaped_character(in->s, in->n, &in->i, width);

    if (c == UINT32_MAX) {
        c = jsd_escaped_unit(in->s, in->n, in->i, width);
        if (!jsd_unit_is_surrogate(c))
            return explain_surrogate(form, in, out);
        in->i += JSD_ESCAPED_UNITS;
    }
    *out = c;
    return JSD_OK;
}

static jsd_status
read_utf8(const jsd_dec *d, surrogate_text *in, uint32_t *out)
{
    const char *s = in->s + in->i;
    size_t left = in->n - in->i;
    size_t len = jsd_utf8_next(s, left, out), at;
    jsd_status status;

    if (len == 0) {
        status = jsd_utf8_explain(s, left, in->status == JSD_END, &at);
        in->i += at;
        return status;
    }
    if (jsd_unit_is_surrogate(*out) && !jsd_dec_is_of_str(d->job))
        return JSD_SURROGATE;
    in->i += len;
    return JSD_OK;
}

/* Converts the string to out. *seen becomes the bitwise OR of the units. */
static jsd_status
convert_surrogates(const jsd_dec *d, jsd_form form, surrogate_text *in,
                   uint32_t *out, size_t *len, uint32_t *seen)
{
    jsd_status status = JSD_OK;
    size_t o = 0;

    for (*seen = 0; in->i < in->n; o++) {
        uint32_t c = jsd_dec_unit(form, in->s + in->i * jsd_form_width(form));

        out[o] = c;
        if (c == '\\')
            status = read_escape(form, in, out + o);
        else if (form == JSD_FORM_UTF8 && c >= 0x80)
            status = read_utf8(d, in, out + o);
        else
            in->i++;
        if (status != JSD_OK)
            return status;
        *seen |= out[o];
    }
    *len = o;
    return in->status;
}

jsd_status
jsd_dec_surrogate_string(jsd_dec *d, jsd_form form, PyObject **str)
{
    size_t start = d->at + 1, need, len, at;
    surrogate_text in = {jsd_dec_address(d, form, start), 0, 0, JSD_OK};
    jsd_status status;
    uint32_t seen;

    find_end(d, form, &in);
    if (jsd_mul_over(in.n + 1, sizeof(uint32_t), &need))
        return JSD_TOO_BIG;
    status = jsd_buf_reserve(&d->work->text, need);
    if (status != JSD_OK)
        return status;
    status = convert_surrogates(d, form, &in, d->work->text.data, &len, &seen);
    if (status != JSD_OK)
        return jsd_dec_fail_at(d, status, start + in.i);
    d->at = start + in.n + 1;
    return jsd_dec_make_str(d->caps, JSD_FORM_UCS4, d->work->text.data, len,
                            seen, str, &at);
}

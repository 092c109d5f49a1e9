/* SPDX-License-Identifier: MIT */
#include "dec/dec_number.h"

static bool
is_number_unit(uint32_t c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' ||
           c == 'e' || c == 'E';
}

static const char *
read_bytes(jsd_dec *d, jsd_form form, const char *s, const char *bytes,
           size_t n)
{
    jsd_number number;
    size_t at;

    d->status = jsd_number_read(bytes, n, &number, &at);
    s += at * jsd_dec_width(form);
    if (d->status != JSD_OK)
        return jsd_dec_fail(d, form, d->status, s);
    return jsd_dec_push(d, jsd_dec_number_object(d, d->caps, &number)) ? s
                                                                       : NULL;
}

/* The units that could belong to the number as bytes, and one more in the
 * place of what follows, so that a text that ends here is told from one that
 * goes on. */
static const char *
read_wide(jsd_dec *d, jsd_form form, const char *s)
{
    size_t n = 0, left = (size_t)(d->end - s) / jsd_dec_width(form);
    const char *p = s;
    char *bytes;

    while (n < left && is_number_unit(jsd_dec_unit(form, p))) {
        p += jsd_dec_width(form);
        n++;
    }
    d->status = jsd_buf_reserve(&d->work->text, n + 1);
    if (d->status != JSD_OK)
        return NULL;
    bytes = d->work->text.data;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)jsd_dec_unit(form, s + i * jsd_dec_width(form));
    if (n < left)
        bytes[n++] = ' ';
    return read_bytes(d, form, s, bytes, n);
}

const char *
jsd_dec_number(jsd_dec *d, jsd_form form, const char *s)
{
    if (form == JSD_FORM_UCS2 || form == JSD_FORM_UCS4)
        return read_wide(d, form, s);
    return read_bytes(d, form, s, s, (size_t)(d->end - s));
}

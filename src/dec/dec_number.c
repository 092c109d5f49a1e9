/* SPDX-License-Identifier: MIT */
#include "dec/dec_number.h"

#include "num/number.h"

static jsd_status
number_object(const jsd_number *number, PyObject **value)
{
    switch (number->kind) {
    case JSD_NUMBER_I64:
        *value = PyLong_FromLongLong(number->as.i64);
        break;
    case JSD_NUMBER_U64:
        *value = PyLong_FromUnsignedLongLong(number->as.u64);
        break;
    case JSD_NUMBER_F64:
        *value = PyFloat_FromDouble(number->as.f64);
        break;
    }
    return *value == NULL ? JSD_RAISED : JSD_OK;
}

static jsd_status
read_bytes(jsd_dec *d, const char *s, size_t n, PyObject **value)
{
    jsd_number number;
    size_t at;
    jsd_status status = jsd_number_read(s, n, &number, &at);

    d->at += at;
    return status == JSD_OK ? number_object(&number, value) : status;
}

static bool
is_number_unit(uint32_t c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' ||
           c == 'e' || c == 'E';
}

/* The units that could belong to the number as bytes, and one more in the
 * place of what follows, so that a text that ends here is told from one that
 * goes on. */
static jsd_status
read_wide(jsd_dec *d, jsd_form form, PyObject **value)
{
    size_t n = 0, left = d->text.len - d->at;
    jsd_status status;
    char *bytes;

    while (n < left && is_number_unit(jsd_dec_unit(d, form, d->at + n)))
        n++;
    status = jsd_buf_reserve(&d->work->text, n + 1);
    if (status != JSD_OK)
        return status;
    bytes = d->work->text.data;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)jsd_dec_unit(d, form, d->at + i);
    if (n < left)
        bytes[n++] = ' ';
    return read_bytes(d, bytes, n, value);
}

jsd_status
jsd_dec_number(jsd_dec *d, jsd_form form, PyObject **value)
{
    if (form == JSD_FORM_UCS2 || form == JSD_FORM_UCS4)
        return read_wide(d, form, value);
    return read_bytes(d, jsd_dec_address(d, form, d->at),
                      d->text.len - d->at, value);
}

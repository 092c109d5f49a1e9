/* SPDX-License-Identifier: MIT */
#include "dec/dec_number.h"

#include "dec/dec_literal.h"
#include "simd/unit.h"

/* Returns the capabilities of the call. Those of free-threaded builds make no
 * objects, so the compiler may leave out their heads. */
JSD_INLINE jsd_caps
number_caps(const jsd_dec *d)
{
    return d->caps & ~(jsd_caps)JSD_CAP_FREE_THREADED;
}

/* The units of a number as bytes. */
typedef struct number_digits {
    const char *bytes;
    size_t n;    /* bytes that are there; the text may go on */
    size_t len;  /* bytes of the number */
    bool is_int; /* no fraction, no exponent */
} number_digits;

/* Sets the members that tell where the number at number->bytes ends. */
static void
measure_number(number_digits *number)
{
    const jsd_number_extent extent =
        jsd_number_measure(number->bytes, number->bytes + number->n);

    number->len = extent.len;
    number->is_int = extent.is_integer;
}

/* Returns whether a number that ends in the sign of its exponent stays out of
 * range. After a plus sign nothing makes it smaller. */
static bool
is_hopeless(const number_digits *number)
{
    const char *sign = number->bytes + number->n - 1;
    jsd_number unused;
    size_t at;

    return number->n > 2 && *sign == '+' &&
           jsd_number_read(number->bytes, number->n - 2, &unused, &at) ==
               JSD_NUMBER_RANGE;
}

static const char *
out_of_range(jsd_dec *d, jsd_form form, jsd_status status, const char *s,
             const number_digits *number)
{
    d->token = jsd_dec_index(d, form, s);
    d->incomplete = status != JSD_DECIMAL_RANGE &&
                    jsd_number_may_shrink(number->bytes, number->n);
    return jsd_dec_fail(d, form, status, s);
}

/* Calls make with the text of a number. Returns a new reference, or NULL with
 * an exception. For an exception of the given class, sets *message to its text
 * instead; the caller owns it. */
static PyObject *
call_with_text(PyObject *make, const number_digits *number,
               PyObject *exception, PyObject **message)
{
    PyObject *text =
        PyUnicode_FromStringAndSize(number->bytes, (Py_ssize_t)number->len);
    PyObject *made = NULL;

    *message = NULL;
    if (text != NULL)
        made = JSD_GATED(JSD_NOTHING_BORROWED,
                         PyObject_CallFunctionObjArgs(make, text, NULL));
    if (made == NULL && text != NULL && PyErr_ExceptionMatches(exception))
        *message = JSD_GATED(JSD_NOTHING_BORROWED, jsd_raised_text());
    jsd_gate_drop(JSD_NOTHING_BORROWED, text);
    return made;
}

/* Makes an int of any size, as far as sys.set_int_max_str_digits() permits. */
static const char *
big_integer(jsd_dec *d, jsd_form form, const char *s,
            const number_digits *number)
{
    PyObject *message;
    PyObject *made = call_with_text((PyObject *)&PyLong_Type, number,
                                    PyExc_ValueError, &message);

    if (message != NULL) {
        d->message = message;
        return out_of_range(d, form, JSD_LONG_INTEGER, s, number);
    }
    return jsd_dec_push(d, made) ? s + number->len * jsd_form_width(form)
                                 : NULL;
}

static const char *
new_decimal(jsd_dec *d, jsd_form form, const char *s,
            const number_digits *number)
{
    PyObject *make =
        jsd_types_exact_decimal(&d->job->state->types, JSD_NOTHING_BORROWED);
    PyObject *message = NULL, *made = NULL;

    if (make != NULL)
        made = call_with_text(make, number, PyExc_ArithmeticError, &message);
    if (message != NULL) {
        jsd_gate_drop(JSD_NOTHING_BORROWED, message);
        return out_of_range(d, form, JSD_DECIMAL_RANGE, s, number);
    }
    return jsd_dec_push(d, made) ? s + number->len * jsd_form_width(form)
                                 : NULL;
}

/* Makes the text of a float, as bytes, which no other value is. */
static const char *
raw_float(jsd_dec *d, jsd_form form, const char *s,
          const number_digits *number)
{
    PyObject *text =
        PyBytes_FromStringAndSize(number->bytes, (Py_ssize_t)number->len);

    return jsd_dec_push(d, text) ? s + number->len * jsd_form_width(form)
                                 : NULL;
}

/* Reads a number that is not a 64-bit integer. approx is the nearest double,
 * or unset if the number is out of range. */
static const char *
read_non_int64(jsd_dec *d, jsd_form form, const char *s,
               const number_digits *number, const jsd_number *approx)
{
    jsd_status status = d->status;
    PyObject *made;

    d->status = JSD_OK;
    if (number->is_int && (d->job->options & JSD_OPT(BIG_INTEGER)))
        return big_integer(d, form, s, number);
    if (d->job->options & JSD_OPT(DECIMAL))
        return new_decimal(d, form, s, number);
    if (d->job->options & JSD_RAW_FLOAT)
        return raw_float(d, form, s, number);
    if (status != JSD_OK)
        return out_of_range(d, form, status, s, number);
    made = d->new_float == jsd_dec_float_disabled
               ? PyFloat_FromDouble(approx->as.f64)
               : jsd_dec_number_object(d, number_caps(d), approx);
    return jsd_dec_push(d, made) ? s + number->len * jsd_form_width(form)
                                 : NULL;
}

static const char *
read_bytes(jsd_dec *d, jsd_form form, const char *s, const char *bytes,
           size_t n)
{
    number_digits text = {bytes, n, 0, false};
    jsd_number number;
    size_t at;

    d->status = jsd_number_read(bytes, n, &number, &at);
    if (d->status == JSD_NUMBER_RANGE ||
        (d->status == JSD_OK && number.kind == JSD_NUMBER_F64)) {
        measure_number(&text);
        return read_non_int64(d, form, s, &text, &number);
    }
    if (d->status == JSD_END && !(d->job->options & JSD_FLOAT_OPTIONS) &&
        is_hopeless(&text)) {
        d->incomplete = false;
        return jsd_dec_fail(d, form, JSD_NUMBER_RANGE, s);
    }
    if (d->status != JSD_OK) {
        d->token = jsd_dec_index(d, form, s);
        return jsd_dec_fail(d, form, d->status, s + at * jsd_form_width(form));
    }
    return jsd_dec_push(d, jsd_dec_number_object(d, number_caps(d), &number))
               ? s + at * jsd_form_width(form)
               : NULL;
}

/* Copies the units of the number at s to bytes, because jsd_number_read()
 * reads bytes. A space stands for the unit after the number, so that a number
 * at the end of the text differs from other numbers. form is a constant. */
JSD_INLINE const char *
read_wide(jsd_dec *d, jsd_form form, const char *s)
{
    const int width = (int)jsd_form_width(form);
    size_t n = 0, left = (size_t)(d->end - s) / jsd_form_width(form);
    char *bytes;

    while (n < left && jsd_number_has_unit(jsd_unit_at(s, n, width)))
        n++;
    d->status = jsd_buf_reserve(&d->work->text, n + 1);
    if (d->status != JSD_OK)
        return NULL;
    bytes = d->work->text.data;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)jsd_unit_at(s, i, width);
    if (n < left)
        bytes[n++] = ' ';
    return read_bytes(d, form, s, bytes, n);
}

const char *
jsd_dec_number(jsd_dec *d, jsd_form form, const char *s)
{
    const char *second = s + jsd_form_width(form);

    if ((d->job->options & JSD_OPT(NAN_LITERAL)) && second < d->end &&
        jsd_dec_unit(form, s) == '-' && jsd_dec_unit(form, second) == 'I')
        return jsd_dec_literal_other(d, form, s);
    if (form == JSD_FORM_UCS2)
        return read_wide(d, JSD_FORM_UCS2, s);
    if (form == JSD_FORM_UCS4)
        return read_wide(d, JSD_FORM_UCS4, s);
    return read_bytes(d, form, s, s, (size_t)(d->end - s));
}

PyObject *
jsd_dec_float_disabled(double value)
{
    (void)value;
    return NULL;
}

const char *
jsd_dec_retry_number(jsd_dec *d, jsd_form form, const char *s)
{
    if (d->new_float != jsd_dec_float_disabled || d->status != JSD_RAISED ||
        PyErr_Occurred() != NULL)
        return NULL;
    d->status = JSD_OK;
    d->floats = 0; /* so that the next float is made by d->new_float as well */
    return jsd_dec_number(d, form, s);
}

/* SPDX-License-Identifier: MIT */
#include "enc/enc_numpy.h"

#include "abi/bytes.h"
#include "enc/enc_base64.h"
#include "enc/enc_buffer.h"
#include "enc/enc_bytes.h"
#include "enc/enc_datetime64.h"
#include "enc/enc_default.h"
#include "enc/enc_raise.h"
#include "num/strided_copy.h"
#include "num/array_write.h"
#include "py/error.h"
#include "py/numpy.h"

/* Passes an array without JSON to default. Without default it raises message,
 * which is, or begins with, that of orjson. */
static char *
leave_to_default(jsd_enc *e, char *p, PyObject *o, const char *message)
{
    return e->fallback == NULL ? jsd_enc_raise(e, message)
                               : jsd_enc_default(e, p, o);
}

/* Passes an array whose dtype is neither of numbers nor of times to default.
 * Without default it raises an exception that names the dtype. */
static char *
leave_dtype(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *dtype = NULL;

    if (e->fallback == NULL)
        dtype = JSD_GATED(&e->gate, PyObject_GetAttrString(o, "dtype"));
    if (dtype == NULL) {
        JSD_GATED(&e->gate, PyErr_Clear());
        return jsd_enc_default(e, p, o);
    }
    JSD_GATED(&e->gate,
              jsd_raise_encode_as(
                  e->state, "unsupported datatype in numpy array: %S", dtype));
    jsd_gate_drop(&e->gate, dtype);
    return NULL;
}

/* Writes an array under the restrictions of orjson. NULL with an exception. */
static char *
put_strict(jsd_enc *e, char *p, PyObject *o, const jsd_array *a,
           const jsd_enc_items *items)
{
    if (a->ndim == 0)
        return leave_to_default(
            e, p, o,
            "unsupported datatype in numpy array: it has no "
            "dimensions; use OPT_SERIALIZE_BUFFER");
    /* The text must be exactly that of orjson, since programs compare it. */
    if (jsd_array_bytes(a) != 0 && !jsd_array_is_c_contiguous(a))
        return leave_to_default(
            e, p, o,
            "numpy array is not C contiguous; use ndarray.tolist() "
            "in default");
    if (a->format.swapped)
        return jsd_enc_raise(e, "numpy array is not native-endianness; use "
                                "OPT_SERIALIZE_BUFFER");
    return jsd_enc_array(e, p, a, items);
}

static char *
put_array(jsd_enc *e, char *p, PyObject *o, const jsd_array *a,
          const jsd_enc_items *items)
{
    return jsd_enc_is_strict(e) ? put_strict(e, p, o, a, items)
                                : jsd_enc_array(e, p, a, items);
}

/* --------------------------------------------------------------- datetimes */

static const char unreadable_datetime64[] = "a datetime64 cannot be read";

/* Writes an array or scalar of datetime64. numpy exports no buffer of
 * datetime64, so that it is read as a buffer of int64. Not inlined, since the
 * caller has a jsd_exporter on the C stack already. NULL with an exception. */
static JSD_NOINLINE char *
put_as_integers(jsd_enc *e, char *p, PyObject *o, const jsd_descr *dtype,
                bool is_array)
{
    const jsd_enc_datetimes context = {e, dtype->scale};
    const jsd_enc_items items = {jsd_enc_put_datetimes, &context,
                                 jsd_enc_refuse_datetime, false};
    jsd_exporter x;
    int got = jsd_numpy_acquire_integers(&e->gate, o, dtype, &x);

    if (got <= 0)
        return jsd_enc_raise_from(e, unreadable_datetime64);
    p = is_array ? put_array(e, p, o, &x.array, &items)
                 : jsd_enc_array(e, p, &x.array, &items);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

/* ----------------------------------------------------------------- strings */

/* Writes an array of bytes, if only OPT_BYTES_* is set. NULL with an
 * exception. */
static char *
put_bytes_array(jsd_enc *e, char *p, PyObject *o)
{
    int fits = jsd_enc_bytes_fit(e, o);

    if (fits < 0 && PyErr_ExceptionMatches(PyExc_ValueError)) {
        JSD_GATED(&e->gate, PyErr_Clear()); /* o has no buffer */
        fits = 0;
    }
    if (fits < 0)
        return jsd_enc_unreadable(e, o);
    if (fits == 0)
        return jsd_enc_default(e, p, o);
    p = jsd_enc_bytes(e, p, o);
    /* Other exporters raise a BufferError if they are not contiguous. */
    if (p == NULL && PyErr_ExceptionMatches(PyExc_ValueError))
        jsd_enc_raise_from(e, "a buffer cannot be read");
    return p;
}

/* ----------------------------------------------------------- masked arrays */

typedef struct mask_types {
    const char *mask;           /* one byte for each item; nonzero: it is
                                 * masked */
    jsd_array_putter *put;      /* writes the items that are not masked; NULL:
                                 * the default */
    const void *context;        /* an argument of put */
    const jsd_enc_items *items; /* the origin of put and context; NULL: numbers
                                 */
} mask_types;

/* Mask bytes that are compared before items are written, since the room may
 * end at any item. */
enum { MASKS_MAX = 4096 };

/* Returns how many items of a run, from index at on, are masked or not masked
 * as the first of them is. */
static ptrdiff_t
measure_equal(const mask_types *m, const jsd_array_run *r, size_t at)
{
    ptrdiff_t n = 1;

    while (n < r->n && n < MASKS_MAX &&
           !m->mask[at + (size_t)n] == !m->mask[at])
        n++;
    return n;
}

/* Writes null for up to n items, until the room is full. Returns the number of
 * items. */
static ptrdiff_t
put_nulls(jsd_array_writer *w, char **out, const char *limit, ptrdiff_t n)
{
    ptrdiff_t done = 0;

    for (; done < n && limit - *out >= (ptrdiff_t)w->room; done++) {
        *out = jsd_array_break(w, *out);
        memcpy(*out, "null,", 5);
        *out += 5;
    }
    return done;
}

/* Writes a run of items that may be masked: a jsd_array_putter. */
static char *
put_masks(jsd_array_run *r, char *out, const char *limit)
{
    jsd_array_writer *const w = r->w;
    const mask_types *m = w->context;
    jsd_array_putter *const put =
        m->put != NULL ? m->put : jsd_array_putter_of(w);
    size_t at = (size_t)jsd_array_write_tell(w);

    while (r->n > 0) {
        const ptrdiff_t equal = measure_equal(m, r, at);
        jsd_array_run part = {w,     r->p,  r->stride, r->suboffset,
                              equal, equal, equal,     0};
        ptrdiff_t done;

        if (m->mask[at]) {
            done = put_nulls(w, &out, limit, equal);
        } else {
            w->context = m->context;
            out = put(&part, out, limit);
            w->context = m;
            done = equal - part.n;
        }
        at += (size_t)done;
        r->p += done * r->stride;
        r->n -= done;
        if (done < equal)
            break; /* no more room, or an item was refused */
    }
    return out;
}

/* Raises the exception for an item that was refused: jsd_enc_items.refuse.
 * Masked items are not refused. */
static void
refuse_unmasked(jsd_enc *e, const void *context, const char *item)
{
    const mask_types *m = context;

    m->items->refuse(e, m->items->context, item);
}

/* Returns the mask of o, which has n items, as new bytes in C order; None if
 * no item is masked. NULL with or without an exception. */
static PyObject *
read_mask(jsd_enc *e, PyObject *o, size_t n)
{
    PyObject *mask = JSD_GATED(&e->gate, PyObject_GetAttrString(o, "mask"));
    PyObject *bytes =
        mask == NULL
            ? NULL
            : JSD_GATED(&e->gate, PyObject_CallMethod(mask, "tobytes", NULL));
    const void *data;
    size_t size, at = 0;

    jsd_gate_drop(&e->gate, mask);
    if (bytes == NULL || jsd_type_of(jsd_abi.caps, bytes) != &PyBytes_Type) {
        jsd_gate_drop(&e->gate, bytes);
        return NULL;
    }
    jsd_bytes_peek(jsd_abi.caps, bytes, &data, &size);
    while (at < size && ((const char *)data)[at] == 0)
        at++;
    if (at < size && size == n)
        return bytes;
    jsd_drop_inert(bytes);
    /* numpy.ma.nomask has one byte for any number of items. */
    if (at < size || (size != n && size != 1))
        return NULL;
    Py_IncRef(Py_None);
    return Py_None;
}

/* Writes a masked object with OPT_BUFFER_BASE64, whose form cannot express
 * masked items. The constant numpy.ma.masked becomes null. A masked array is
 * passed to default. */
static char *
put_hidden(jsd_enc *e, char *p, PyObject *o, bool is_scalar)
{
    if (!is_scalar)
        return jsd_enc_default(e, p, o);
    memcpy(p, "null", 4);
    return p + 4;
}

/* Writes the array a of o with its mask. items is NULL for numbers. NULL with
 * an exception. */
static char *
put_unhidden(jsd_enc *e, char *p, PyObject *o, const jsd_array *a,
             const jsd_enc_items *items)
{
    const bool base64 = (e->options & JSD_OPT(BUFFER_BASE64)) && items == NULL;
    PyObject *mask = read_mask(e, o, (size_t)jsd_array_items(a));
    mask_types m = {NULL, NULL, NULL, items};
    jsd_enc_items all = {put_masks, &m, NULL, true};
    size_t size;

    if (mask == NULL)
        return jsd_enc_raise_from(e, "the mask of an array cannot be read");
    if (mask == Py_None) {
        p = base64 ? jsd_enc_base64(e, p, o, a)
                   : jsd_enc_array(e, p, a, items);
    } else if (base64) {
        p = put_hidden(e, p, o, a->ndim == 0);
    } else {
        jsd_bytes_peek(jsd_abi.caps, mask, (const void **)&m.mask, &size);
        if (items != NULL) {
            m.put = items->put;
            m.context = items->context;
            all.refuse = refuse_unmasked;
        }
        p = jsd_enc_array(e, p, a, &all);
    }
    jsd_drop_inert(mask);
    return p;
}

/* Writes a masked array of bytes if none of them is masked; otherwise o is
 * passed to default. NULL with an exception. */
static char *
put_masked_bytes(jsd_enc *e, char *p, PyObject *o)
{
    jsd_descr dtype;
    jsd_exporter x;
    PyObject *mask = NULL;
    int got =
        jsd_numpy_acquire(&e->state->numpy, &e->gate, o, true, &x, &dtype);

    if (got > 0)
        mask = read_mask(e, o, (size_t)jsd_array_items(&x.array));
    if (got > 0)
        jsd_exporter_release(&e->gate, &x);
    if (got < 0 || (got > 0 && mask == NULL))
        return jsd_enc_raise_from(e, "the mask of an array cannot be read");
    got = mask == Py_None; /* no item is masked */
    jsd_drop_inert(mask);
    return got ? put_bytes_array(e, p, o) : jsd_enc_default(e, p, o);
}

char *
jsd_enc_masked(jsd_enc *e, char *p, PyObject *o)
{
    jsd_enc_items times = {jsd_enc_put_datetimes, NULL,
                           jsd_enc_refuse_datetime, false};
    jsd_enc_datetimes context = {.e = e};
    jsd_descr dtype;
    jsd_exporter x;
    int got;

    if ((e->options & JSD_BUFFER_OPTIONS) == 0)
        return put_masked_bytes(e, p, o);
    got = jsd_numpy_acquire(&e->state->numpy, &e->gate, o, true, &x, &dtype);
    if (got == 0 && dtype.kind == JSD_DESCR_DATETIMES) {
        context.scale = dtype.scale;
        times.context = &context;
        got = jsd_numpy_acquire_integers(&e->gate, o, &dtype, &x);
    }
    if (got < 0)
        return jsd_enc_raise_from(e, "a masked array cannot be read");
    if (got == 0)
        return leave_dtype(e, p, o);
    p = put_unhidden(e, p, o, &x.array, times.context != NULL ? &times : NULL);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

/* ------------------------------------------------------------------- types */

static char *
put_ndarray(jsd_enc *e, char *p, PyObject *o)
{
    const bool base64 = (e->options & JSD_OPT(BUFFER_BASE64)) != 0;
    jsd_descr dtype;
    jsd_exporter x;
    int got = jsd_numpy_acquire(&e->state->numpy, &e->gate, o,
                                base64 || e->sink != NULL, &x, &dtype);

    if (got < 0)
        return jsd_enc_raise_from(e, "an array of numpy cannot be read");
    if (got == 0)
        return dtype.kind == JSD_DESCR_DATETIMES
                   ? put_as_integers(e, p, o, &dtype, true)
                   : leave_dtype(e, p, o);
    p = base64 ? jsd_enc_base64(e, p, o, &x.array)
               : put_array(e, p, o, &x.array, NULL);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

char *
jsd_enc_ndarray(jsd_enc *e, char *p, PyObject *o)
{
    return e->options & (JSD_OPT(SERIALIZE_NUMPY) | JSD_BUFFER_OPTIONS)
               ? put_ndarray(e, p, o)
               : put_bytes_array(e, p, o);
}

char *
jsd_enc_ndarray_subclass(jsd_enc *e, char *p, PyObject *o)
{
    return e->options & JSD_BUFFER_OPTIONS ? put_ndarray(e, p, o)
                                           : put_bytes_array(e, p, o);
}

typedef char *scalar_writer(jsd_enc *e, char *p, const jsd_array *array);

static char *
put_array_scalar(jsd_enc *e, char *p, const jsd_array *array)
{
    return jsd_enc_array(e, p, array, NULL);
}

/* Writes the number of a scalar by write. Returns 1; 0 if o exports no single
 * number, with nothing written; -1 with an exception. Datetimes export an
 * array of bytes. */
static int
put_scalar(jsd_enc *e, char **p, PyObject *o, scalar_writer *write)
{
    jsd_exporter x;
    int got = jsd_exporter_acquire(&e->gate, o, true, &x);

    if (got < 0 && PyErr_ExceptionMatches(PyExc_ValueError)) {
        JSD_GATED(&e->gate, PyErr_Clear()); /* its dtype has no buffer format
                                             */
        return 0;
    }
    if (got < 0)
        jsd_enc_raise_from(e, "a number of numpy cannot be read");
    if (got <= 0)
        return got;
    got = x.array.ndim == 0;
    if (got > 0)
        *p = write(e, *p, &x.array);
    jsd_exporter_release(&e->gate, &x);
    return *p == NULL ? -1 : got;
}

int
jsd_enc_numpy_text(jsd_enc *e, char **p, PyObject *o)
{
    return put_scalar(e, p, o, jsd_enc_array_text);
}

char *
jsd_enc_numpy_scalar(jsd_enc *e, char *p, PyObject *o)
{
    int got = put_scalar(e, &p, o, put_array_scalar);

    return got < 0 ? NULL : got > 0 ? p : jsd_enc_default(e, p, o);
}

char *
jsd_enc_datetime64(jsd_enc *e, char *p, PyObject *o)
{
    jsd_descr dtype;

    if (jsd_numpy_describe(&e->state->numpy, &e->gate, o, &dtype) < 0)
        return jsd_enc_raise_from(e, unreadable_datetime64);
    return dtype.kind == JSD_DESCR_DATETIMES
               ? put_as_integers(e, p, o, &dtype, false)
               : jsd_enc_default(e, p, o);
}

/* Writes the one datetime64 that x holds, without quotes. NULL with an
 * exception. */
static char *
put_one_time(jsd_enc *e, char *p, const jsd_descr *dtype,
             const jsd_exporter *x)
{
    const jsd_enc_datetimes context = {e, dtype->scale};
    char text[JSD_ENC_ROOM], *end;
    size_t quote;

    end = jsd_enc_put_datetime(&context, text, x->array.data,
                               x->array.format.swapped);
    if (end == NULL) {
        jsd_enc_refuse_datetime(e, &context, x->array.data);
        return NULL;
    }
    quote = *text == '"';
    memcpy(p, text + quote, (size_t)(end - text) - 2 * quote);
    return p + (end - text) - 2 * quote;
}

char *
jsd_enc_datetime64_text(jsd_enc *e, char *p, PyObject *o)
{
    jsd_descr dtype;
    jsd_exporter x;

    if (jsd_numpy_describe(&e->state->numpy, &e->gate, o, &dtype) < 0)
        return jsd_enc_raise_from(e, unreadable_datetime64);
    if (dtype.kind != JSD_DESCR_DATETIMES)
        return jsd_enc_raise(e, "a timedelta64 is no key of JSON");
    if (jsd_numpy_acquire_integers(&e->gate, o, &dtype, &x) <= 0)
        return jsd_enc_raise_from(e, unreadable_datetime64);
    p = jsd_array_items(&x.array) == 1
            ? put_one_time(e, p, &dtype, &x)
            : jsd_enc_raise(e, unreadable_datetime64);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

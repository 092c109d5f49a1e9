/* SPDX-License-Identifier: MIT */
#include "enc/enc_numpy.h"

#include "enc/enc_base64.h"
#include "enc/enc_buffer.h"
#include "enc/enc_datetime.h"
#include "enc/enc_other.h"
#include "num/gather.h"
#include "py/error.h"
#include "py/numpy.h"

/* Whether only what orjson writes is asked for. */
static bool
is_strict(const jsd_enc *e)
{
    return (e->options & JSD_ENC_BUFFERS) == 0;
}

/* What has no numbers, or none that are written, is for default. */
static char *
leave(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *dtype = NULL;

    if (e->fallback == NULL && !is_strict(e))
        dtype = JSD_GATED(&e->gate, PyObject_GetAttrString(o, "dtype"));
    if (dtype == NULL) {
        JSD_GATED(&e->gate, PyErr_Clear());
        return jsd_enc_default(e, p, o);
    }
    JSD_GATED(&e->gate, jsd_raise_dtype(e->state, dtype));
    jsd_gate_drop(&e->gate, dtype);
    return NULL;
}

/* Whether it is one that has to be left; or swapped, which is an error: -1. */
static int
is_beyond_strict(jsd_enc *e, const jsd_array *a)
{
    if (a->ndim == 0 ||
        (jsd_array_bytes(a) != 0 && !jsd_gather_is_needless(a)))
        return 1;
    if (!a->format.swapped)
        return 0;
    jsd_enc_raise(e, "numpy array is not native-endianness");
    return -1;
}

static char *
put_array(jsd_enc *e, char *p, PyObject *o, const jsd_array *a,
          const jsd_enc_items *items)
{
    int beyond = is_strict(e) ? is_beyond_strict(e, a) : 0;

    return beyond < 0   ? NULL
           : beyond > 0 ? leave(e, p, o)
                        : jsd_enc_array(e, p, a, items);
}

/* --------------------------------------------------------------- datetimes */

typedef struct datetimes {
    const jsd_enc *e;
    jsd_datetime64_scale scale;
} datetimes;

/* NULL: refused. */
static char *
put_datetime(const datetimes *d, char *out, int64_t value)
{
    const bool quoted = !jsd_enc_is_epoch(d->e);
    jsd_datetime64 at;
    jsd_moment m = {.fold = 0};

    if (value == JSD_DATETIME64_NAT && !is_strict(d->e)) {
        memcpy(out, "null", 4);
        return out + 4;
    }
    if (!jsd_datetime64_read(&d->scale, value, &at) ||
        (is_strict(d->e) && d->scale.unit > JSD_DATETIME64_NANOSECONDS))
        return NULL;
    m.year = (int)at.year;
    m.month = (int)at.month;
    m.day = (int)at.day;
    m.hour = (int)at.hour;
    m.minute = (int)at.minute;
    m.second = (int)at.second;
    m.microsecond = (int)at.microsecond;
    *out = '"';
    out = jsd_enc_moment(d->e, out + quoted, &m, false, 0);
    *out = '"';
    return out + quoted;
}

/* A jsd_array_putter of int64. */
static char *
put_datetimes(jsd_array_run *r, char *out, const char *limit)
{
    jsd_array_writer *w = r->w;
    const datetimes *d = w->context;

    for (; r->n > 0 && limit - out >= (ptrdiff_t)w->room; r->n--) {
        uint64_t value;
        char *end;

        memcpy(&value, r->p, sizeof value);
        if (w->array->format.swapped)
            value = __builtin_bswap64(value);
        end = put_datetime(d, jsd_array_break(w, out), (int64_t)value);
        if (end == NULL) {
            w->is_refused = true;
            break;
        }
        *end = ',';
        out = end + 1;
        r->p += r->stride;
    }
    return out;
}

static const char unreadable[] = "a datetime64 cannot be read";

/* numpy exports none of these as a buffer, but their integers. Not inlined:
 * the caller has an exporter of its own on the C stack. */
static __attribute__((noinline)) char *
put_as_integers(jsd_enc *e, char *p, PyObject *o, const jsd_descr *dtype,
                bool is_array)
{
    const datetimes context = {e, dtype->scale};
    const jsd_enc_items items = {put_datetimes, &context,
                                 "datetime64 is not a time, has no unit that "
                                 "is known, or is beyond the years 0 to 9999"};
    jsd_exporter x;
    int got = jsd_numpy_acquire_integers(&e->gate, o, dtype, &x);

    if (got <= 0)
        return jsd_enc_raise_from(e, unreadable);
    p = is_array ? put_array(e, p, o, &x.array, &items)
                 : jsd_enc_array(e, p, &x.array, &items);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

/* ------------------------------------------------------------------- types */

char *
jsd_enc_ndarray(jsd_enc *e, char *p, PyObject *o)
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
                   : leave(e, p, o);
    p = base64 ? jsd_enc_base64(e, p, o, &x.array)
               : put_array(e, p, o, &x.array, NULL);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

/* It exports itself, without dimensions. */
char *
jsd_enc_numpy_number(jsd_enc *e, char *p, PyObject *o)
{
    jsd_exporter x;
    int got = jsd_exporter_acquire(&e->gate, o, true, &x);

    if (got < 0)
        return jsd_enc_raise_from(e, "a number of numpy cannot be read");
    if (got == 0)
        return leave(e, p, o);
    p = jsd_enc_array(e, p, &x.array, NULL);
    jsd_exporter_release(&e->gate, &x);
    return p;
}

char *
jsd_enc_datetime64(jsd_enc *e, char *p, PyObject *o)
{
    jsd_descr dtype;

    if (jsd_numpy_describe(&e->state->numpy, &e->gate, o, &dtype) < 0)
        return jsd_enc_raise_from(e, unreadable);
    return dtype.kind == JSD_DESCR_DATETIMES
               ? put_as_integers(e, p, o, &dtype, false)
               : leave(e, p, o);
}

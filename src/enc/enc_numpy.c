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

/* An array that is not written is for default. Without one the message is
 * orjson's, or begins with it. */
static char *
leave(jsd_enc *e, char *p, PyObject *o, const char *message)
{
    return e->fallback == NULL ? jsd_enc_raise(e, message)
                               : jsd_enc_default(e, p, o);
}

/* An array whose dtype is none of numbers or times. */
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

/* An array as orjson writes it. */
static char *
put_strict(jsd_enc *e, char *p, PyObject *o, const jsd_array *a,
           const jsd_enc_items *items)
{
    if (a->ndim == 0)
        return leave(e, p, o,
                     "unsupported datatype in numpy array: it has no "
                     "dimensions; use OPT_SERIALIZE_BUFFER");
    /* Not a word more: orjson's users compare the whole of it. */
    if (jsd_array_bytes(a) != 0 && !jsd_gather_is_needless(a))
        return leave(e, p, o,
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
    return is_strict(e) ? put_strict(e, p, o, a, items)
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

static int64_t
read_i64(const char *item, bool swapped)
{
    uint64_t value;

    memcpy(&value, item, sizeof value);
    return (int64_t)(swapped ? __builtin_bswap64(value) : value);
}

/* A jsd_array_putter of int64. */
static char *
put_datetimes(jsd_array_run *r, char *out, const char *limit)
{
    jsd_array_writer *w = r->w;
    const datetimes *d = w->context;

    for (; r->n > 0 && limit - out >= (ptrdiff_t)w->room; r->n--) {
        int64_t value = read_i64(r->p, w->array->format.swapped);
        char *end = put_datetime(d, jsd_array_break(w, out), value);

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

static const char *const units[] = {
    [JSD_DATETIME64_GENERIC] = "generic",
    [JSD_DATETIME64_YEARS] = "years",
    [JSD_DATETIME64_MONTHS] = "months",
    [JSD_DATETIME64_WEEKS] = "weeks",
    [JSD_DATETIME64_DAYS] = "days",
    [JSD_DATETIME64_HOURS] = "hours",
    [JSD_DATETIME64_MINUTES] = "minutes",
    [JSD_DATETIME64_SECONDS] = "seconds",
    [JSD_DATETIME64_MILLISECONDS] = "milliseconds",
    [JSD_DATETIME64_MICROSECONDS] = "microseconds",
    [JSD_DATETIME64_NANOSECONDS] = "nanoseconds",
    [JSD_DATETIME64_PICOSECONDS] = "picoseconds",
    [JSD_DATETIME64_FEMTOSECONDS] = "femtoseconds",
    [JSD_DATETIME64_ATTOSECONDS] = "attoseconds",
};

/* Of jsd_enc_items: why an item was not written. */
static void
refuse_datetime(jsd_enc *e, const void *context, const char *item)
{
    const datetimes *d = context;
    const char *unit = units[d->scale.unit];
    long long value = (long long)read_i64(item, d->scale.swapped);

    if (value != JSD_DATETIME64_NAT &&
        (d->scale.unit == JSD_DATETIME64_GENERIC ||
         (is_strict(e) && d->scale.unit > JSD_DATETIME64_NANOSECONDS)))
        JSD_GATED(&e->gate,
                  jsd_raise_encode_as(e->state,
                                      "unsupported numpy.datetime64 unit: %s",
                                      unit));
    else
        JSD_GATED(&e->gate,
                  jsd_raise_encode_as(
                      e->state,
                      value == JSD_DATETIME64_NAT
                          ? "unrepresentable numpy.datetime64: %lld %s; NaT "
                            "needs OPT_SERIALIZE_BUFFER"
                          : "unrepresentable numpy.datetime64: %lld %s; the "
                            "year must be from 0 to 9999",
                      value, unit));
}

static const char unreadable[] = "a datetime64 cannot be read";

/* numpy exports none of these as a buffer, but their integers. Not inlined:
 * the caller has an exporter of its own on the C stack. */
static __attribute__((noinline)) char *
put_as_integers(jsd_enc *e, char *p, PyObject *o, const jsd_descr *dtype,
                bool is_array)
{
    const datetimes context = {e, dtype->scale};
    const jsd_enc_items items = {put_datetimes, &context, refuse_datetime};
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
                   : leave_dtype(e, p, o);
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
        return jsd_enc_default(e, p, o);
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
               : jsd_enc_default(e, p, o);
}

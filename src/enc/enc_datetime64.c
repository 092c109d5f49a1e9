/* SPDX-License-Identifier: MIT */
#include "enc/enc_datetime64.h"

#include "enc/enc_buffer.h"
#include "enc/enc_datetime.h"
#include "num/array_write.h"
#include "py/error.h"

static int64_t
read_i64(const char *item, bool swapped)
{
    uint64_t value;

    memcpy(&value, item, sizeof value);
    return (int64_t)(swapped ? __builtin_bswap64(value) : value);
}

/* Writes value with the unit of d. Returns the place after it, or NULL if
 * value has no JSON. */
static char *
put_datetime(const jsd_enc_datetimes *d, char *out, int64_t value)
{
    const bool quoted = !jsd_enc_is_epoch(d->e);
    jsd_datetime64 at;
    jsd_datetime_fields m = {.fold = 0};

    if (value == JSD_DATETIME64_NAT && !jsd_enc_is_strict(d->e)) {
        memcpy(out, "null", 4);
        return out + 4;
    }
    if (!jsd_datetime64_read(&d->scale, value, &at) ||
        (jsd_enc_is_strict(d->e) &&
         d->scale.unit > JSD_DATETIME64_NANOSECONDS))
        return NULL;
    m.year = (int)at.year;
    m.month = (int)at.month;
    m.day = (int)at.day;
    m.hour = (int)at.hour;
    m.minute = (int)at.minute;
    m.second = (int)at.second;
    m.microsecond = (int)at.microsecond;
    *out = '"';
    out = jsd_enc_datetime_fields(d->e, out + quoted, &m, false, 0);
    *out = '"';
    return out + quoted;
}

char *
jsd_enc_put_datetime(const jsd_enc_datetimes *d, char *out, const char *item,
                     bool swapped)
{
    return put_datetime(d, out, read_i64(item, swapped));
}

char *
jsd_enc_put_datetimes(jsd_array_run *r, char *out, const char *limit)
{
    jsd_array_writer *w = r->w;
    const jsd_enc_datetimes *d = w->context;

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

static const char *const epoch_units[] = {
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

void
jsd_enc_refuse_datetime(jsd_enc *e, const void *context, const char *item)
{
    const jsd_enc_datetimes *d = context;
    const char *unit = epoch_units[d->scale.unit];
    long long value = (long long)read_i64(item, d->scale.swapped);

    if (value != JSD_DATETIME64_NAT &&
        (d->scale.unit == JSD_DATETIME64_GENERIC ||
         (jsd_enc_is_strict(e) && d->scale.unit > JSD_DATETIME64_NANOSECONDS)))
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

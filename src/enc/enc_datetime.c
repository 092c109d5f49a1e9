/* SPDX-License-Identifier: MIT */
#include "enc/enc_datetime.h"

#include "enc/enc_raise.h"
#include "num/itoa.h"
#include "py/tz_cache.h"
#include "text/days.h"
#include "text/duration.h"
#include "text/isoformat.h"

enum { SECOND = 1000000 }; /* in microseconds */

/* --------------------------------------------------------------- time zone */

/* Returns whether zone has an attribute: 1 or 0. Sets no exception. */
static int
zone_has(jsd_enc *e, PyObject *zone, jsd_name name)
{
    return JSD_GATED(&e->gate,
                     PyObject_HasAttr(zone, e->state->types.names[name]));
}

/* Calls o.method(argument), or o.method() where argument is NULL. Returns a
 * new reference, or NULL with an exception. */
static PyObject *
call_method(jsd_enc *e, PyObject *o, jsd_name name, PyObject *argument)
{
    return JSD_GATED(&e->gate,
                     PyObject_CallMethodObjArgs(o, e->state->types.names[name],
                                                argument, NULL));
}

/* Returns whether zone gives its offset by utcoffset(). The zones of pytz need
 * normalize() first; any zone that has normalize() but no convert() is treated
 * as one of pytz. The type of the last common zone is cached. It is owned
 * while the zone answers, since the zone may change its class. */
static bool
is_common(jsd_enc *e, PyObject *zone)
{
    jsd_tz_cache *cache = &e->state->types.zones;
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, zone);
    bool common = type == cache->common;

    if (common)
        return true;
    Py_IncRef((PyObject *)type);
    common = !zone_has(e, zone, JSD_NAME_NORMALIZE) ||
             zone_has(e, zone, JSD_NAME_CONVERT);
    if (common && jsd_type_of(jsd_abi.caps, zone) == type)
        jsd_tz_cache_note_type(cache, &e->gate, type);
    jsd_gate_drop(&e->gate, (PyObject *)type);
    return common;
}

/* Returns the answer of utcoffset() for o, a new reference, or NULL with an
 * exception. The caller owns o and zone. */
static PyObject *
ask_offset(jsd_enc *e, PyObject *o, PyObject *zone)
{
    PyObject *normal, *offset;

    if (is_common(e, zone))
        return call_method(e, zone, JSD_NAME_UTCOFFSET, o);
    normal = call_method(e, zone, JSD_NAME_NORMALIZE, o);
    offset = normal == NULL ? NULL
                            : call_method(e, normal, JSD_NAME_UTCOFFSET, NULL);
    jsd_gate_drop(&e->gate, normal);
    return offset;
}

/* Reads the timedelta delta into *offset, in microseconds. The offset must be
 * less than a day, as datetime.utcoffset() demands. -1 with an exception. */
static int
read_utcoffset(jsd_enc *e, PyObject *delta, int64_t *offset)
{
    int days, seconds, microseconds;
    int is_timedelta =
        jsd_types_is_timedelta(&e->state->types, &e->gate, delta);

    if (is_timedelta == 0)
        jsd_enc_raise(e, "utcoffset() gave no timedelta");
    if (is_timedelta <= 0)
        return -1;
    if (JSD_GATED(&e->gate, jsd_timedelta_read(delta, &days, &seconds,
                                               &microseconds)) < 0)
        return -1;
    if (days < -1 || days > 0 ||
        (days < 0 && seconds == 0 && microseconds == 0)) {
        jsd_enc_raise(e, "utcoffset() gave a day or more");
        return -1;
    }
    *offset = ((int64_t)days * 86400 + seconds) * SECOND + microseconds;
    return 0;
}

/* Reads the answer of utcoffset() into *offset. Returns 1; 0 if it is None; -1
 * with an exception. The last answer is cached, since a zone returns the same
 * few objects again and again. */
static int
read_answer(jsd_enc *e, PyObject *answer, int64_t *offset)
{
    jsd_tz_cache *cache = &e->state->types.zones;

    if (answer == Py_None)
        return 0;
    if (answer == cache->answer) {
        *offset = cache->microseconds;
        return 1;
    }
    if (read_utcoffset(e, answer, offset) < 0)
        return -1;
    jsd_tz_cache_note(cache, &e->gate, answer, *offset);
    return 1;
}

static int
find_offset_slowly(jsd_enc *e, PyObject *o, PyObject *zone, int64_t *offset)
{
    PyObject *answer;
    int status = -1;

    Py_IncRef(o);
    answer = ask_offset(e, o, zone);
    jsd_gate_drop(&e->gate, o);
    if (answer != NULL)
        status = read_answer(e, answer, offset);
    jsd_gate_drop(&e->gate, answer);
    return status;
}

/* Finds the offset of o from UTC in microseconds. Returns 1; 0 if it has none;
 * -1 with an exception. */
JSD_INLINE int
find_offset(jsd_enc *e, PyObject *o, PyObject *zone, int64_t *offset)
{
    *offset = 0;
    if (JSD_LIKELY(zone == NULL))
        return 0;
    if (JSD_LIKELY(zone == atomic_load_explicit(&e->state->types.utc,
                                                memory_order_relaxed)))
        return 1;
    return find_offset_slowly(e, o, zone, offset);
}

/* Releases zone. datetime.timezone.utc is kept by the interpreter's jsd_types,
 * so that its release runs no code. */
JSD_INLINE void
drop_zone(jsd_enc *e, PyObject *zone)
{
    if (zone != NULL && zone == atomic_load_explicit(&e->state->types.utc,
                                                     memory_order_relaxed))
        jsd_drop_inert(zone);
    else
        jsd_gate_drop(&e->gate, zone);
}

/* ------------------------------------------------------------------- texts */

static jsd_isoformat_fraction
fraction_style(const jsd_enc *e)
{
    return e->options & JSD_OPT(OMIT_MICROSECONDS) ? JSD_ISOFORMAT_SECONDS
           : e->options & JSD_OPT(MILLISECONDS)    ? JSD_ISOFORMAT_MILLISECONDS
                                                : JSD_ISOFORMAT_MICROSECONDS;
}

static char *
put_date(char *p, const jsd_datetime_fields *m)
{
    return jsd_isoformat_put_date(p, (uint32_t)m->year, (uint32_t)m->month,
                                  (uint32_t)m->day);
}

static char *
put_time(const jsd_enc *e, char *p, const jsd_datetime_fields *m)
{
    return jsd_isoformat_put_time(p, (uint32_t)m->hour, (uint32_t)m->minute,
                                  (uint32_t)m->second,
                                  (uint32_t)m->microsecond, fraction_style(e));
}

/* Writes the seconds or milliseconds since 1970, rounded down. Each division
 * is by a constant. */
static char *
put_epoch(const jsd_enc *e, char *p, const jsd_datetime_fields *m,
          int64_t offset)
{
    const int32_t days = jsd_days_from_civil(
        (uint32_t)m->year, (uint32_t)m->month, (uint32_t)m->day);
    const int64_t instant =
        jsd_days_to_microseconds(days, (uint32_t)m->hour, (uint32_t)m->minute,
                                 (uint32_t)m->second,
                                 (uint32_t)m->microsecond) -
        offset;

    return jsd_itoa_put_i64(p, e->options & JSD_OPT(EPOCH_MILLISECONDS)
                                   ? jsd_days_floor(instant, SECOND / 1000)
                                   : jsd_days_floor(instant, SECOND));
}

char *
jsd_enc_datetime_fields(const jsd_enc *e, char *p,
                        const jsd_datetime_fields *m, bool has_offset,
                        int64_t offset)
{
    if (jsd_enc_is_epoch(e))
        return put_epoch(e, p, m, offset);
    p = put_date(p, m);
    *p = 'T';
    p = put_time(e, p + 1, m);
    if (!has_offset && (e->options & JSD_OPT(NAIVE_UTC)) == 0)
        return p;
    /* offsets with fractions of a second are rounded down to whole seconds */
    return jsd_isoformat_put_offset(p, (int32_t)(offset / SECOND),
                                    (e->options & JSD_OPT(UTC_Z)) != 0);
}

/* Reads o by its attributes, or in place after the probe has run. -1 with an
 * exception. Runs Python code. */
static int
read_slowly(jsd_enc *e, jsd_datetime_kind kind, PyObject *o,
            jsd_datetime_fields *m)
{
    return JSD_GATED(&e->gate,
                     jsd_datetime_read_slow(jsd_abi.caps, kind, o, m));
}

JSD_INLINE int
read_fields(jsd_enc *e, jsd_datetime_kind kind, PyObject *o,
            jsd_datetime_fields *m)
{
    if (JSD_UNLIKELY(!jsd_datetime_is_direct(jsd_abi.caps, kind, o)))
        return read_slowly(e, kind, o, m);
    jsd_datetime_direct(kind, o, m);
    return 0;
}

/* Writes o, whose fields are in m, and releases the zone of m. NULL with an
 * exception. o is alive: no Python code has run since the caller of
 * jsd_enc_datetime_text() read it from its container, or it is owned. */
JSD_INLINE char *
put_read_datetime(jsd_enc *e, char *p, PyObject *o,
                  const jsd_datetime_fields *m)
{
    int64_t offset;
    int has_offset = find_offset(e, o, m->tzinfo, &offset);

    drop_zone(e, m->tzinfo);
    if (has_offset < 0)
        return jsd_enc_raise_from(e, "the tzinfo of a datetime has failed");
    if (!has_offset && jsd_enc_is_epoch(e) &&
        (e->options & JSD_OPT(NAIVE_UTC)) == 0)
        return jsd_enc_raise(e, "OPT_EPOCH_* of a datetime without tzinfo "
                                "needs OPT_NAIVE_UTC");
    return jsd_enc_datetime_fields(e, p, m, has_offset, offset);
}

/* Writes o by the slow path. o is owned meanwhile, since Python code that
 * reads it may remove it from its container. NULL with an exception. */
static JSD_COLD char *
put_slow_datetime(jsd_enc *e, char *p, PyObject *o)
{
    jsd_datetime_fields m;

    Py_IncRef(o);
    p = read_slowly(e, JSD_DATETIME_KIND_DATETIME, o, &m) < 0
            ? jsd_enc_raise_from(e, "a datetime cannot be read")
            : put_read_datetime(e, p, o, &m);
    jsd_gate_drop(&e->gate, o);
    return p;
}

char *
jsd_enc_datetime_text(jsd_enc *e, char *p, PyObject *o)
{
    jsd_datetime_fields m;

    if (JSD_UNLIKELY(!jsd_datetime_is_direct(jsd_abi.caps,
                                             JSD_DATETIME_KIND_DATETIME, o)))
        return put_slow_datetime(e, p, o);
    jsd_datetime_direct(JSD_DATETIME_KIND_DATETIME, o, &m);
    return put_read_datetime(e, p, o, &m);
}

char *
jsd_enc_date_text(jsd_enc *e, char *p, PyObject *o)
{
    jsd_datetime_fields m;

    if (read_fields(e, JSD_DATETIME_KIND_DATE, o, &m) < 0)
        return jsd_enc_raise_from(e, "a date cannot be read");
    return put_date(p, &m);
}

char *
jsd_enc_time_text(jsd_enc *e, char *p, PyObject *o)
{
    jsd_datetime_fields m;

    if (read_fields(e, JSD_DATETIME_KIND_TIME, o, &m) < 0)
        return jsd_enc_raise_from(e, "a time cannot be read");
    if (m.tzinfo != NULL) {
        jsd_gate_drop(&e->gate, m.tzinfo);
        return jsd_enc_raise_from(e, "datetime.time must not have tzinfo set");
    }
    return put_time(e, p, &m);
}

/* ------------------------------------------------------------------ values */

JSD_INLINE char *
put_quoted(jsd_enc *e, char *p, PyObject *o, jsd_enc_writer *text)
{
    *p = '"';
    p = text(e, p + 1, o);
    if (p == NULL)
        return NULL;
    *p = '"';
    return p + 1;
}

char *
jsd_enc_datetime(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_is_epoch(e) ? jsd_enc_datetime_text(e, p, o)
                               : put_quoted(e, p, o, jsd_enc_datetime_text);
}

char *
jsd_enc_date(jsd_enc *e, char *p, PyObject *o)
{
    return put_quoted(e, p, o, jsd_enc_date_text);
}

char *
jsd_enc_time(jsd_enc *e, char *p, PyObject *o)
{
    return put_quoted(e, p, o, jsd_enc_time_text);
}

static char *
put_duration(jsd_enc *e, char *p, PyObject *o)
{
    int days, seconds, microseconds;

    if (JSD_GATED(&e->gate,
                  jsd_timedelta_read(o, &days, &seconds, &microseconds)) < 0)
        return jsd_enc_raise_from(e, "a timedelta cannot be read");
    return jsd_duration_put(p, days, seconds, microseconds);
}

char *
jsd_enc_timedelta(jsd_enc *e, char *p, PyObject *o)
{
    return put_quoted(e, p, o, put_duration);
}

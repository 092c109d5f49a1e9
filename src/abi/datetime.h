/* SPDX-License-Identifier: MIT
 *
 * The fields of date, time, datetime and timedelta.
 * Used by py/ and enc/. An exact instance of CPython's own type (_datetime,
 * not the one in Python) is read in place, all others by their attributes:
 * then Python code may run. The caller passes a gate first, unless
 * jsd_datetime_is_direct.
 *
 * The proof runs when the first of them is read, not at import. No struct of
 * theirs changes once it is made, so it holds for free-threaded builds, too.
 */
#ifndef JSONDE_ABI_DATETIME_H
#define JSONDE_ABI_DATETIME_H

#include "abi/abi.h"

/* What a type does not have is 0. Each is within its range: year 1 to 9999,
 * microsecond 0 to 999999, fold 0 or 1. */
typedef struct jsd_datetime_fields {
    int year, month, day;
    int hour, minute, second, microsecond;
    int fold;
    PyObject *tzinfo; /* new; NULL: none. See jsd_datetime_clear */
} jsd_datetime_fields;

/* Gives back the time zone. Of no use, and no harm, after a failure. */
JSD_INLINE void
jsd_datetime_clear(jsd_datetime_fields *m)
{
    if (m->tzinfo != NULL)
        Py_DecRef(m->tzinfo);
}

/* ---------------------------------------------------------------- in place */

JSD_INLINE void
jsd_datetime_set_date(jsd_datetime_fields *m, const unsigned char *data)
{
    m->year = data[0] << 8 | data[1];
    m->month = data[2];
    m->day = data[3];
}

JSD_INLINE void
jsd_datetime_set_time(jsd_datetime_fields *m, const unsigned char *data)
{
    m->hour = data[0];
    m->minute = data[1];
    m->second = data[2];
    m->microsecond = data[3] << 16 | data[4] << 8 | data[5];
}

/* Without a time zone the object ends before that field. */
JSD_INLINE void
jsd_datetime_set_zone(jsd_datetime_fields *m, PyObject *o, jsd_field hastzinfo,
                      jsd_field fold, jsd_field tzinfo)
{
    m->fold = *(const unsigned char *)jsd_field_at(o, fold);
    m->tzinfo = NULL;
    if (*(const unsigned char *)jsd_field_at(o, hastzinfo) != 0) {
        m->tzinfo = jsd_load_pointer(o, tzinfo);
        Py_IncRef(m->tzinfo);
    }
}

/* Of an instance of a proven type. */
JSD_INLINE void
jsd_datetime_direct(jsd_datetime_kind kind, PyObject *o,
                    jsd_datetime_fields *m)
{
    const unsigned char *data;

    switch (kind) {
    case JSD_DATETIME_KIND_DATE:
        memset(m, 0, sizeof *m);
        jsd_datetime_set_date(m, jsd_field_at(o, JSD_DATE_DATA));
        break;
    case JSD_DATETIME_KIND_TIME:
        memset(m, 0, sizeof *m);
        jsd_datetime_set_time(m, jsd_field_at(o, JSD_TIME_DATA));
        jsd_datetime_set_zone(m, o, JSD_TIME_HASTZINFO, JSD_TIME_FOLD,
                              JSD_TIME_TZINFO);
        break;
    default:
        data = jsd_field_at(o, JSD_DATETIME_DATA);
        jsd_datetime_set_date(m, data);
        jsd_datetime_set_time(m, data + 4);
        jsd_datetime_set_zone(m, o, JSD_DATETIME_HASTZINFO, JSD_DATETIME_FOLD,
                              JSD_DATETIME_TZINFO);
        break;
    }
}

/* The one type of this kind that is proven, or NULL. It is static: once it is
 * here, it stays in its place for as long as the process lives. */
JSD_INLINE PyTypeObject *
jsd_datetime_type(jsd_datetime_kind kind)
{
    return __atomic_load_n(&jsd_abi.datetime_type_slots[kind],
                           __ATOMIC_RELAXED);
}

/* Whether o is read in place: then no Python code runs. */
JSD_INLINE bool
jsd_datetime_is_direct(jsd_caps caps, jsd_datetime_kind kind, PyObject *o)
{
    return (caps & JSD_CAP_DATETIME) &&
           jsd_type_of(caps, o) == jsd_datetime_type(kind);
}

/* Proves first, if nobody has; by attributes where it does not hold. It may
 * run Python code, and owns o meanwhile. */
JSD_MUST_CHECK int jsd_datetime_read_slow(jsd_caps caps,
                                          jsd_datetime_kind kind, PyObject *o,
                                          jsd_datetime_fields *m);

JSD_MUST_CHECK JSD_INLINE int
jsd_datetime_read_kind(jsd_caps caps, jsd_datetime_kind kind, PyObject *o,
                       jsd_datetime_fields *m)
{
    if (JSD_UNLIKELY(!jsd_datetime_is_direct(caps, kind, o)))
        return jsd_datetime_read_slow(caps, kind, o, m);
    jsd_datetime_direct(kind, o, m);
    return 0;
}

/* --------------------------------------------------------------- the three */

/* The fields of o, an instance of date, time or datetime, or of a subclass:
 * 0, or -1 with an exception (an attribute that is not what it should be, no
 * memory), and then m holds no time zone. */
JSD_MUST_CHECK JSD_INLINE int
jsd_date_read(jsd_caps caps, PyObject *o, jsd_datetime_fields *m)
{
    return jsd_datetime_read_kind(caps, JSD_DATETIME_KIND_DATE, o, m);
}

JSD_MUST_CHECK JSD_INLINE int
jsd_time_read(jsd_caps caps, PyObject *o, jsd_datetime_fields *m)
{
    return jsd_datetime_read_kind(caps, JSD_DATETIME_KIND_TIME, o, m);
}

JSD_MUST_CHECK JSD_INLINE int
jsd_datetime_read(jsd_caps caps, PyObject *o, jsd_datetime_fields *m)
{
    return jsd_datetime_read_kind(caps, JSD_DATETIME_KIND_DATETIME, o, m);
}

/* Of a timedelta, or an instance of a subclass, by its attributes: days of up
 * to nine digits, 0 to 86399 seconds, 0 to 999999 microseconds. -1 with an
 * exception as above. It may run Python code, and owns delta meanwhile. */
JSD_MUST_CHECK int jsd_timedelta_read(PyObject *delta, int *days, int *seconds,
                                      int *microseconds);

/* ----------------------------------------------------- whose types are it */

/* What datetime's C API has. */
typedef struct jsd_datetime_types {
    PyTypeObject *moments[JSD_DATETIME_KINDS];
    PyTypeObject *timedelta;
    PyObject *utc; /* timezone.utc */
} jsd_datetime_types;

/* New references to them, by what abi has proven: 1; 0 where this interpreter
 * has not imported _datetime; -1 with an exception. They come from the
 * capsule, which no mock of a class replaces, and are taken only if they are
 * what they should be. It imports nothing, but may run Python code: others may
 * have put anything into sys.modules. */
JSD_MUST_CHECK int jsd_datetime_types_find(const jsd_abi_state *abi,
                                           jsd_datetime_types *found);

/* "direct", or "public: " and why, for layout(); new. Imports _datetime (in
 * the first interpreter alone) and proves. NULL with an exception. */
PyObject *jsd_datetime_report(void);

#endif

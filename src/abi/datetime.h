/* SPDX-License-Identifier: MIT
 *
 * Reads the fields of date, time, datetime and timedelta. An instance of
 * exactly CPython's own type (of _datetime, not of the module in Python) is
 * read in place. Any other is read by its attributes, which may run Python
 * code: the caller passes a gate first unless jsd_datetime_is_direct().
 *
 * The proof runs when the first of these objects is read, not at import. No
 * such struct changes after it is made, so the proof holds for free-threaded
 * builds too.
 */
#ifndef JSONDE_ABI_DATETIME_H
#define JSONDE_ABI_DATETIME_H

#include "abi/abi.h"

/* A field that the type does not have is 0. Each is in its range: year 1 to
 * 9999, microsecond 0 to 999999, fold 0 or 1. */
typedef struct jsd_datetime_fields {
    int year, month, day;
    int hour, minute, second, microsecond;
    int fold;
    PyObject *tzinfo; /* owned, or NULL: jsd_datetime_clear() releases it */
} jsd_datetime_fields;

/* Releases the time zone. It is allowed, and does nothing, after a failure. */
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

/* An object without a time zone is shorter: it ends before the field tzinfo.
 */
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

/* Fills *m from o, an instance of the proven type of this kind. */
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

/* Returns the type of this kind that is proven, or NULL. It is static, so the
 * address stays valid as long as the process lives. */
JSD_INLINE PyTypeObject *
jsd_datetime_type(jsd_datetime_kind kind)
{
    return __atomic_load_n(&jsd_abi.datetime_type_slots[kind],
                           __ATOMIC_RELAXED);
}

/* Returns whether o is read in place; then no Python code runs. */
JSD_INLINE bool
jsd_datetime_is_direct(jsd_caps caps, jsd_datetime_kind kind, PyObject *o)
{
    return (caps & JSD_CAP_DATETIME) &&
           jsd_type_of(caps, o) == jsd_datetime_type(kind);
}

/* Runs the proof if it has not run yet, and reads o by its attributes where
 * the proof fails. Python code may run; the function owns o meanwhile. */
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

/* Read the fields of o, an instance of date, time or datetime, or of a
 * subclass, into *m. Return -1 with an exception if an attribute is not what
 * it should be or memory is short; m->tzinfo is then NULL. */
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

/* Reads the attributes of a timedelta, or of an instance of a subclass: days
 * of up to nine digits, 0 to 86399 seconds, 0 to 999999 microseconds. Returns
 * -1 with an exception, as above. Python code may run; the function owns delta
 * meanwhile. */
JSD_MUST_CHECK int jsd_timedelta_read(PyObject *delta, int *days, int *seconds,
                                      int *microseconds);

/* ----------------------------------------------------- whose types are it */

/* The objects that datetime's C API (the capsule) refers to. */
typedef struct jsd_datetime_types {
    PyTypeObject *kinds[JSD_DATETIME_KINDS];
    PyTypeObject *timedelta;
    PyObject *utc; /* timezone.utc */
} jsd_datetime_types;

/* Fills *found with new references and returns 1; returns 0 if this
 * interpreter has not imported _datetime, and -1 with an exception. The
 * references come from the capsule, which a mock of a class does not replace,
 * and are compared with what they must be. Nothing is imported, but Python
 * code may run: other code may have put any object into sys.modules. */
JSD_MUST_CHECK int jsd_datetime_types_find(const jsd_abi_state *abi,
                                           jsd_datetime_types *found);

/* Returns "direct", or "public: " and the reason, for layout(): a new
 * reference, or NULL with an exception. Imports _datetime, in the first
 * interpreter alone, and runs the proof. */
PyObject *jsd_datetime_report(void);

#endif

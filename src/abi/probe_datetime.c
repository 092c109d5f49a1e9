/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyDateTime_Date, PyDateTime_Time and PyDateTime_DateTime, by
 * values at both ends of their ranges and with a different byte in each place.
 */
#include "abi/datetime.h"
#include "abi/probe.h"

enum { DATE_BYTES = 4, TIME_BYTES = 6, ALL_BYTES = DATE_BYTES + TIME_BYTES };

/* Two values of each fold for either zone: a byte of the zone's address cannot
 * be both 0 and 1. */
static const jsd_datetime_fields known_datetimes[] = {
    {0x0708, 9, 10, 11, 12, 13, 0x0e0f10, 0, NULL},
    {9999, 12, 31, 23, 59, 59, 999999, 1, NULL},
    {1, 1, 1, 0, 0, 0, 0, 0, NULL},
    {0x0102, 3, 4, 5, 6, 7, 0x08090a, 1, NULL},
};

/* The fields of a type with a time, and which of the ten bytes it has. */
typedef struct datetime_form {
    jsd_field hastzinfo, data, fold, tzinfo;
    size_t from, count;
} datetime_form;

static const datetime_form datetime_forms[JSD_DATETIME_KINDS] = {
    [JSD_DATETIME_KIND_TIME] = {JSD_TIME_HASTZINFO, JSD_TIME_DATA,
                                JSD_TIME_FOLD, JSD_TIME_TZINFO, DATE_BYTES,
                                TIME_BYTES},
    [JSD_DATETIME_KIND_DATETIME] = {JSD_DATETIME_HASTZINFO, JSD_DATETIME_DATA,
                                    JSD_DATETIME_FOLD, JSD_DATETIME_TZINFO, 0,
                                    ALL_BYTES},
};

static void
put_datetime_bytes(const jsd_datetime_fields *m,
                   unsigned char bytes[ALL_BYTES])
{
    const int values[ALL_BYTES] = {m->year >> 8,
                                   m->year,
                                   m->month,
                                   m->day,
                                   m->hour,
                                   m->minute,
                                   m->second,
                                   m->microsecond >> 16,
                                   m->microsecond >> 8,
                                   m->microsecond};

    for (int i = 0; i < ALL_BYTES; i++)
        bytes[i] = (unsigned char)(values[i] & 0xff);
}

static bool
date_holds(jsd_probe *p, PyObject *type, const jsd_datetime_fields *m)
{
    unsigned char bytes[ALL_BYTES];
    jsd_specimen s;

    put_datetime_bytes(m, bytes);
    return jsd_probe_take(
               jsd_probe_keep(p, PyObject_CallFunction(type, "iii", m->year,
                                                       m->month, m->day)),
               0, &s) &&
           jsd_probe_bytes_are(p, &s, jsd_probe_at(p, JSD_DATE_DATA), bytes,
                               DATE_BYTES, JSD_DATE_DATA);
}

static PyObject *
new_datetime(jsd_probe *p, PyObject *type, bool has_date,
             const jsd_datetime_fields *m, PyObject *zone)
{
    PyObject *fold =
        jsd_probe_keep(p, Py_BuildValue("{s:i}", "fold", m->fold));
    PyObject *arguments;

    if (fold == NULL)
        return NULL;
    if (has_date)
        arguments =
            Py_BuildValue("(iiiiiiiO)", m->year, m->month, m->day, m->hour,
                          m->minute, m->second, m->microsecond, zone);
    else
        arguments = Py_BuildValue("(iiiiO)", m->hour, m->minute, m->second,
                                  m->microsecond, zone);
    if (jsd_probe_keep(p, arguments) == NULL)
        return NULL;
    return jsd_probe_keep(p, PyObject_Call(type, arguments, fold));
}

/* Makes a specimen of o. Its type tells the size of an object with a zone. One
 * without is shorter, but has fold, which CPython reads in each. */
static bool
take_fields(jsd_probe *p, PyObject *o, const datetime_form *f, bool has_zone,
            jsd_specimen *s)
{
    size_t least = jsd_probe_at(p, f->fold) + 1;

    if (!jsd_probe_take(o, 0, s))
        return false;
    if (!has_zone && s->extent > least)
        s->extent = least;
    return true;
}

static bool
fields_hold(jsd_probe *p, PyObject *type, const datetime_form *f,
            const jsd_datetime_fields *m, PyObject *zone)
{
    const bool has_zone = zone != Py_None;
    unsigned char bytes[ALL_BYTES];
    jsd_specimen s;

    put_datetime_bytes(m, bytes);
    return take_fields(p, new_datetime(p, type, f->from == 0, m, zone), f,
                       has_zone, &s) &&
           jsd_probe_is(p, &s, 0, f->hastzinfo, has_zone) &&
           jsd_probe_bytes_are(p, &s, jsd_probe_at(p, f->data),
                               bytes + f->from, f->count, f->data) &&
           jsd_probe_is(p, &s, 0, f->fold, (uint64_t)m->fold) &&
           (!has_zone || jsd_probe_is_pointer(p, &s, 0, f->tzinfo, zone));
}

/* Proves one type. Objects with a zone come first: the offset of fold must be
 * known for those without. */
static bool
type_holds(jsd_probe *p, PyObject *type, jsd_datetime_kind kind,
           PyObject *const zones[2])
{
    const size_t n = JSD_COUNTOF(known_datetimes);
    bool holds = true;

    if (kind == JSD_DATETIME_KIND_DATE) {
        for (size_t i = 0; holds && i < n; i++)
            holds = date_holds(p, type, &known_datetimes[i]);
        return holds;
    }
    for (size_t i = 0; holds && i < n; i++)
        holds = fields_hold(p, type, &datetime_forms[kind],
                            &known_datetimes[i], zones[i / 2]);
    for (size_t i = 0; holds && i < n; i++)
        holds = fields_hold(p, type, &datetime_forms[kind],
                            &known_datetimes[i], Py_None);
    return holds;
}

/* Makes two zones at different addresses: UTC and another one. */
static bool
make_zones(jsd_probe *p, const jsd_datetime_types *types, PyObject *zones[2])
{
    PyObject *delta = jsd_probe_keep(
        p, PyObject_CallFunction((PyObject *)types->timedelta, "ii", 0, 3600));

    PyObject *zone_type = jsd_probe_keep(p, PyObject_Type(types->utc));

    zones[0] = types->utc;
    if (delta == NULL || zone_type == NULL)
        return false;
    zones[1] = jsd_probe_keep(p, PyObject_CallFunction(zone_type, "O", delta));
    return zones[1] != NULL;
}

/* Finds the types, which the probe then owns. Nothing is imported, as that
 * would run Python code in the middle of a call. Whoever has an object of
 * these types has imported them. */
static bool
find_types(jsd_probe *p, jsd_datetime_types *types)
{
    int status = jsd_datetime_types_find(p->abi, types);
    bool kept;

    if (status < 0)
        return false;
    if (status == 0) {
        PyErr_SetString(PyExc_ImportError, "_datetime");
        return jsd_probe_fail(p, "_datetime is not imported here");
    }
    kept = jsd_probe_keep(p, types->utc) != NULL;
    kept &= jsd_probe_keep(p, (PyObject *)types->timedelta) != NULL;
    for (int kind = 0; kind < JSD_DATETIME_KINDS; kind++)
        kept &= jsd_probe_keep(p, (PyObject *)types->kinds[kind]) != NULL;
    return kept;
}

bool
jsd_probe_datetime(jsd_probe *p)
{
    static const char *const names[JSD_DATETIME_KINDS] = {"date", "time",
                                                          "datetime"};
    jsd_datetime_types types;
    PyObject *zones[2];

    if (!find_types(p, &types) || !make_zones(p, &types, zones))
        return false;
    for (int kind = 0; kind < JSD_DATETIME_KINDS; kind++) {
        PyTypeObject *type = types.kinds[kind];

        /* The result is the address of the type, so the type must be static.
         */
        if (PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE)
            return jsd_probe_fail(p, "%s is no static type", names[kind]);
        if (!type_holds(p, (PyObject *)type, (jsd_datetime_kind)kind, zones))
            return false;
    }
    for (int kind = 0; kind < JSD_DATETIME_KINDS; kind++)
        p->abi->datetime_type_slots[kind] = types.kinds[kind];
    return true;
}

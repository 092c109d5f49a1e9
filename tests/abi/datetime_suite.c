/* SPDX-License-Identifier: MIT
 *
 * date, time, datetime and timedelta: values read in place equal the
 * attributes. Other types than CPython's own are read by their attributes.
 */
#include "abi_suites.h"

#include "abi/datetime.h"

static long compared;

/* Returns the kind of o by its class. */
static jsd_datetime_kind
kind_of(PyObject *o)
{
    static const char *const classes[] = {"datetime.datetime", "datetime.date",
                                          "datetime.time"};
    static const jsd_datetime_kind kinds[] = {JSD_DATETIME_KIND_DATETIME,
                                              JSD_DATETIME_KIND_DATE,
                                              JSD_DATETIME_KIND_TIME};

    for (int i = 0; i < 3; i++) {
        PyObject *class = live_eval(classes[i]);
        int is_one = PyObject_IsInstance(o, class);

        Py_DecRef(class);
        if (is_one == 1)
            return kinds[i];
    }
    ck_abort_msg("no moment");
}

static void
expect_int(PyObject *o, const char *name, int value)
{
    PyObject *attribute = PyObject_GetAttrString(o, name);

    ck_assert_ptr_nonnull(attribute);
    ck_assert_msg(PyLong_AsLong(attribute) == value, "%s is %d", name, value);
    Py_DecRef(attribute);
}

static void
expect_attributes(PyObject *o, jsd_datetime_kind kind,
                  const jsd_datetime_fields *m)
{
    PyObject *zone;

    if (kind != JSD_DATETIME_KIND_TIME) {
        expect_int(o, "year", m->year);
        expect_int(o, "month", m->month);
        expect_int(o, "day", m->day);
    }
    if (kind == JSD_DATETIME_KIND_DATE) {
        ck_assert_ptr_null(m->tzinfo);
        return;
    }
    expect_int(o, "hour", m->hour);
    expect_int(o, "minute", m->minute);
    expect_int(o, "second", m->second);
    expect_int(o, "microsecond", m->microsecond);
    expect_int(o, "fold", m->fold);
    zone = PyObject_GetAttrString(o, "tzinfo");
    ck_assert_ptr_eq(m->tzinfo == NULL ? Py_None : m->tzinfo, zone);
    Py_DecRef(zone);
}

/* compare(o): both ways give equal values for each field. */
static PyObject *
compare(PyObject *self, PyObject *o)
{
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    jsd_datetime_kind kind = kind_of(o);
    jsd_datetime_fields m[2];

    (void)self;
    for (int i = 0; i < 2; i++) {
        memset(&m[i], 0x55, sizeof m[i]);
        ck_assert_int_eq(jsd_datetime_read_kind(caps[i], kind, o, &m[i]), 0);
    }
    ck_assert_mem_eq(&m[0], &m[1], sizeof m[0]);
    expect_attributes(o, kind, &m[0]);
    for (int i = 0; i < 2; i++)
        jsd_datetime_clear(&m[i]);
    compared++;
    Py_IncRef(Py_None);
    return Py_None;
}

static PyMethodDef compare_def = {"compare", compare, METH_O, NULL};

static const char classes[] =
    "from datetime import date, time, timedelta, timezone\n"
    "class Date(date): pass\n"
    "class Time(time): pass\n"
    "class Moment(datetime.datetime): pass\n"
    "class Late(datetime.datetime):\n"
    "    year = property(lambda self: 1000)\n"
    "class Zone(datetime.tzinfo):\n"
    "    def utcoffset(self, dt): return timedelta(0)\n"
    "zones = [None, timezone.utc, timezone(timedelta(hours=-7)), Zone()]\n";

static void
setup(void)
{
    live_setup();
    live_define(&compare_def);
    live_run(classes);
    compared = 0;
}

static void
run_compare(const char *source, long least)
{
    live_run(source);
    ck_assert_int_ge(compared, least);
}

START_TEST(dates)
{
    run_compare("for year in 1, 2, 255, 256, 257, 1969, 2024, 9998, 9999:\n"
                "    for month in range(1, 13):\n"
                "        for day in 1, 2, 15, 28:\n"
                "            compare(date(year, month, day))\n"
                "            compare(Date(year, month, day))\n"
                "compare(date.min)\n"
                "compare(date.max)\n"
                "compare(date(2024, 2, 29))\n",
                800);
}
END_TEST

START_TEST(times)
{
    run_compare(
        "for i in range(24):\n"
        "    for us in 0, 1, 255, 256, 65535, 65536, 500000, 999999:\n"
        "        for zone in zones:\n"
        "            for fold in 0, 1:\n"
        "                for kind in time, Time:\n"
        "                    compare(kind(i, 59 - i, 2 * i, us, zone,\n"
        "                                 fold=fold))\n"
        "compare(time.min)\n"
        "compare(time.max)\n",
        3000);
}
END_TEST

START_TEST(datetimes)
{
    run_compare(
        "for year in 1, 255, 256, 2024, 9999:\n"
        "    for i in range(12):\n"
        "        for us in 0, 1, 256, 65536, 999999:\n"
        "            for zone in zones:\n"
        "                for fold in 0, 1:\n"
        "                    for kind in datetime.datetime, Moment:\n"
        "                        compare(kind(year, 12 - i, i + 1, 2 * i,\n"
        "                                     59 - i, 5 * i, us, zone,\n"
        "                                     fold=fold))\n"
        "compare(datetime.datetime.min)\n"
        "compare(datetime.datetime.max)\n"
        "compare(datetime.datetime.now(timezone.utc))\n"
        "compare(datetime.datetime.now())\n",
        4000);
}
END_TEST

START_TEST(made_in_every_way)
{
    run_compare(
        "import copy, pickle\n"
        "for zone in zones[:3]:\n"
        "    for o in (datetime.datetime(2024, 5, 6, 7, 8, 9, 10, zone),\n"
        "              time(7, 8, 9, 10, zone, fold=1), date(2024, 5, 6)):\n"
        "        compare(o)\n"
        "        hash(o)\n"
        "        compare(o)\n"
        "        compare(copy.deepcopy(o))\n"
        "        for n in range(pickle.HIGHEST_PROTOCOL + 1):\n"
        "            compare(pickle.loads(pickle.dumps(o, n)))\n"
        "        compare(type(o).fromisoformat(o.isoformat()))\n"
        "        for f in 'astimezone', 'date', 'time', 'timetz':\n"
        "            if hasattr(o, f): compare(getattr(o, f)())\n"
        "        if isinstance(o, date):\n"
        "            compare(o + timedelta(days=300, microseconds=5))\n"
        "            compare(o.replace(year=9999))\n",
        80);
}
END_TEST

/* Both ways read the attributes of types that are not exactly CPython's. */
START_TEST(attributes_of_a_subclass_count)
{
    PyObject *late = live_eval("Late(2024, 1, 2)");
    jsd_datetime_fields m;

    ck_assert_int_eq(jsd_datetime_read(live_caps_direct(), late, &m), 0);
    ck_assert_int_eq(m.year, 1000);
    ck_assert_int_eq(m.day, 2);
    run_compare("compare(Late(2024, 1, 2))\n", 1);
    Py_DecRef(late);
}
END_TEST

/* refuse(o): an object whose attribute is invalid for a datetime. */
static PyObject *
refuse(PyObject *self, PyObject *o)
{
    jsd_datetime_fields m;

    (void)self;
    ck_assert_int_eq(jsd_datetime_read(live_caps_direct(), o, &m), -1);
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError) ||
              PyErr_ExceptionMatches(PyExc_OverflowError) ||
              PyErr_ExceptionMatches(PyExc_AttributeError) ||
              PyErr_ExceptionMatches(PyExc_TypeError));
    PyErr_Clear();
    ck_assert_ptr_null(m.tzinfo);
    jsd_datetime_clear(&m);
    compared++;
    Py_IncRef(Py_None);
    return Py_None;
}

static PyMethodDef refuse_def = {"refuse", refuse, METH_O, NULL};

START_TEST(attributes_that_are_wrong)
{
    live_define(&refuse_def);
    run_compare(
        "class Any:\n"
        "    year, month, day, hour, minute, second = 2000, 1, 2, 3, 4, 5\n"
        "    microsecond, fold, tzinfo = 6, 0, timezone.utc\n"
        "for name, values in dict(\n"
        "        year=[0, 10000, -1, 2**70, '1', 1.0, None], month=[0, 13],\n"
        "        day=[0, 32], hour=[-1, 24], minute=[-1, 60],\n"
        "        second=[-1, 60], microsecond=[-1, 10**6],\n"
        "        fold=[-1, 2, 2**32]).items():\n"
        "    for value in values:\n"
        "        o = Any()\n"
        "        setattr(o, name, value)\n"
        "        refuse(o)\n"
        "refuse(5)\n"
        "refuse(date(2024, 1, 2))\n",
        20);
}
END_TEST

static void
expect_delta(const char *expression, int days, int seconds, int microseconds)
{
    PyObject *delta = live_eval(expression);
    int got[3] = {7, 7, 7};

    ck_assert_int_eq(jsd_timedelta_read(delta, &got[0], &got[1], &got[2]), 0);
    ck_assert_int_eq(got[0], days);
    ck_assert_int_eq(got[1], seconds);
    ck_assert_int_eq(got[2], microseconds);
    Py_DecRef(delta);
}

START_TEST(timedeltas)
{
    PyObject *wrong = live_eval("type('T', (timedelta,), {'days': 10**9})()");
    int n[3];

    expect_delta("timedelta(0)", 0, 0, 0);
    expect_delta("timedelta(microseconds=-1)", -1, 86399, 999999);
    expect_delta("timedelta.min", -999999999, 0, 0);
    expect_delta("timedelta.max", 999999999, 86399, 999999);
    expect_delta("type('T', (timedelta,), {})(1, 2, 3)", 1, 2, 3);
    ck_assert_int_eq(jsd_timedelta_read(wrong, &n[0], &n[1], &n[2]), -1);
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
    Py_DecRef(wrong);
}
END_TEST

Suite *
datetime_suite(void)
{
    Suite *s = suite_create("datetime");
    TCase *t = tcase_create("datetime");

    tcase_add_checked_fixture(t, setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, dates);
    tcase_add_test(t, times);
    tcase_add_test(t, datetimes);
    tcase_add_test(t, made_in_every_way);
    tcase_add_test(t, attributes_of_a_subclass_count);
    tcase_add_test(t, attributes_that_are_wrong);
    tcase_add_test(t, timedeltas);
    suite_add_tcase(s, t);
    return s;
}

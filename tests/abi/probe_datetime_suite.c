/* SPDX-License-Identifier: MIT
 *
 * The proof of the structs of date, time and datetime, at the first read or by
 * layout(), and events that disturb it.
 */
#include "abi_suites.h"

#include <stdio.h>

#include "abi/datetime.h"
#include "abi/probe.h"

/* Resets the proof, as if no object had been read yet. */
static void
forget_proof(void)
{
    memset(jsd_abi.datetime_type_slots, 0, sizeof jsd_abi.datetime_type_slots);
    jsd_abi.datetime_probed = 0;
    memset(jsd_abi.reason[JSD_CAPABILITY_DATETIME], 0, JSD_REASON_SIZE);
}

static void
setup(void)
{
    live_setup();
    live_run("class Date(datetime.date): pass\n"
             "class Time(datetime.time): pass\n");
}

static jsd_datetime_fields
read_one(jsd_datetime_kind kind, const char *expression)
{
    PyObject *o = live_eval(expression);
    jsd_datetime_fields m;

    ck_assert_int_eq(jsd_datetime_read_kind(jsd_abi.caps, kind, o, &m), 0);
    live_expect_no_exception("jsd_datetime_read");
    jsd_datetime_clear(&m);
    Py_DecRef(o);
    return m;
}

static bool
all_are_direct(void)
{
    return jsd_abi.datetime_type_slots[JSD_DATETIME_KIND_DATE] != NULL &&
           jsd_abi.datetime_type_slots[JSD_DATETIME_KIND_TIME] != NULL &&
           jsd_abi.datetime_type_slots[JSD_DATETIME_KIND_DATETIME] != NULL;
}

START_TEST(proven_at_the_first_read)
{
    static const char *const firsts[] = {"datetime.date(2024, 1, 2)",
                                         "datetime.time(1)",
                                         "datetime.datetime(2024, 1, 2)"};

    for (size_t i = 0; i < JSD_COUNTOF(firsts); i++) {
        forget_proof();
        read_one(JSD_DATETIME_KIND_DATE,
                 "Date(2024, 1, 2)"); /* proves nothing */
        ck_assert_int_eq(jsd_abi.datetime_probed, 0);
        read_one((jsd_datetime_kind)i, firsts[i]);
        ck_assert_int_eq(jsd_abi.datetime_probed, 1);
        ck_assert(all_are_direct());
    }
}
END_TEST

START_TEST(not_proven_at_import)
{
    jsd_abi_state abi;

    ck_assert(jsd_abi_detect(&abi));
    jsd_probe_at_import(&abi);
    live_expect_no_exception("jsd_probe_at_import");
    ck_assert_uint_eq(abi.proven & JSD_CAP_DATETIME, 0);
    ck_assert_uint_ne(abi.caps & JSD_CAP_DATETIME, 0);
    ck_assert_int_eq(abi.datetime_probed, 0);
}
END_TEST

static void
expect_report(const char *wanted)
{
    PyObject *report = jsd_datetime_report();
    PyObject *utf8;

    live_expect_no_exception("jsd_datetime_report");
    utf8 = PyUnicode_AsUTF8String(report);
    ck_assert_str_eq(PyBytes_AsString(utf8), wanted);
    Py_DecRef(utf8);
    Py_DecRef(report);
}

START_TEST(the_report_proves)
{
    forget_proof();
    expect_report("direct");
    ck_assert(all_are_direct());
    expect_report("direct");
}
END_TEST

START_TEST(switched_off)
{
    forget_proof();
    jsd_abi.caps &= ~(jsd_caps)JSD_CAP_DATETIME;
    strcpy(jsd_abi.reason[JSD_CAPABILITY_DATETIME], "for a test");
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    expect_report("public: for a test");
    ck_assert_int_eq(jsd_abi.datetime_probed, 0);
}
END_TEST

START_TEST(refuted)
{
    jsd_datetime_fields m;
    char wanted[JSD_REASON_SIZE];

    forget_proof();
    jsd_abi.offsets.at[JSD_TIME_DATA]++;
    read_one(JSD_DATETIME_KIND_DATE, "datetime.date(2024, 1, 2)");
    ck_assert_int_eq(jsd_abi.datetime_probed, 1);
    for (int kind = 0; kind < JSD_DATETIME_KINDS; kind++)
        ck_assert_ptr_null(jsd_abi.datetime_type_slots[kind]);
    snprintf(wanted, sizeof wanted,
             "public: PyDateTime_Time.data at %u has not the bytes known",
             jsd_abi.offsets.at[JSD_TIME_DATA]);
    expect_report(wanted);
    m = read_one(JSD_DATETIME_KIND_TIME, "datetime.time(1, 2, 3, 4)");
    ck_assert_int_eq(m.hour, 1);
    ck_assert_int_eq(m.microsecond, 4);
}
END_TEST

/* The module may exist at the next read. */
START_TEST(a_module_that_is_missing)
{
    forget_proof();
    live_run("hidden = sys.modules['_datetime'], sys.modules['datetime']\n"
             "sys.modules['_datetime'] = sys.modules['datetime'] = None\n");
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    ck_assert_int_eq(jsd_abi.datetime_probed, 0);
    expect_report("public: _datetime is not imported here");
    ck_assert_int_eq(jsd_abi.datetime_probed, 0);
    live_run("del sys.modules['_datetime'], sys.modules['datetime']\n");
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    ck_assert_int_eq(jsd_abi.datetime_probed, 0);
    live_run("sys.modules['_datetime'], sys.modules['datetime'] = hidden\n");
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    ck_assert(all_are_direct());
}
END_TEST

/* A mock of a class makes no difference: the C API has the real class. */
START_TEST(a_class_that_is_replaced)
{
    forget_proof();
    live_run("hidden = sys.modules['_datetime']\n"
             "fake = type(sys)('_datetime')\n"
             "fake.__dict__.update(vars(hidden), time=Time, timezone=5)\n"
             "sys.modules['_datetime'] = fake\n");
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    live_run("sys.modules['_datetime'] = hidden\n");
    expect_report("direct");
    ck_assert(all_are_direct());
}
END_TEST

/* Replaces datetime's capsule by one with these pointers. */
static void
put_api(void **api)
{
    PyObject *capsule = PyCapsule_New(api, "datetime.datetime_CAPI", NULL);
    PyObject *module;

    live_run("hidden = sys.modules['_datetime'], sys.modules['datetime']\n"
             "fake = type(sys)('datetime')\n"
             "sys.modules['_datetime'] = sys.modules['datetime'] = fake\n");
    module = live_eval("fake");
    ck_assert_int_eq(PyObject_SetAttrString(module, "datetime_CAPI", capsule),
                     0);
    Py_DecRef(module);
    Py_DecRef(capsule);
}

static void
fill_api(void *api[6])
{
    const void *const own = PyCapsule_Import("datetime.datetime_CAPI", 0);

    ck_assert_ptr_nonnull(own);
    memcpy(api, own, 6 * sizeof *api);
}

/* A heap type is refused, because its address may be used again. */
START_TEST(a_class_on_the_heap)
{
    void *api[6];
    PyObject *heap = live_eval(
        "type('time', (datetime.time,), {'__module__': 'datetime'})");

    forget_proof();
    fill_api(api);
    api[2] = heap;
    put_api(api);
    read_one(JSD_DATETIME_KIND_DATETIME, "datetime.datetime(2024, 1, 2)");
    live_run("sys.modules['_datetime'], sys.modules['datetime'] = hidden\n");
    expect_report("public: time is no static type");
    ck_assert_int_eq(jsd_abi.datetime_probed, 1);
    Py_DecRef(heap);
}
END_TEST

/* Invalid or wrong pointers count as a missing module. */
START_TEST(a_capsule_of_another_make)
{
    PyObject *other = live_eval("type('other', (), {})");
    PyObject *lie = live_eval("5.5");
    void *const wrong[] = {NULL,  (void *)8, (void *)(uintptr_t)0x7fffffffff00,
                           other, lie,       &PyLong_Type};

    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < JSD_COUNTOF(wrong); j++) {
            void *api[6];

            forget_proof();
            fill_api(api);
            api[i] = wrong[j];
            put_api(api);
            read_one(JSD_DATETIME_KIND_DATE, "datetime.date(2024, 1, 2)");
            ck_assert_int_eq(jsd_abi.datetime_probed, 0);
            live_run("sys.modules['_datetime'], sys.modules['datetime'] = "
                     "hidden\n");
        }
    Py_DecRef(lie);
    Py_DecRef(other);
}
END_TEST

START_TEST(the_collector_is_as_before)
{
    forget_proof();
    live_run("gc.enable()");
    read_one(JSD_DATETIME_KIND_DATE, "datetime.date(2024, 1, 2)");
    ck_assert_int_eq(live_eval_long("gc.isenabled()"), 1);
    forget_proof();
    live_run("gc.disable()");
    read_one(JSD_DATETIME_KIND_DATE, "datetime.date(2024, 1, 2)");
    ck_assert_int_eq(live_eval_long("gc.isenabled()"), 0);
    live_run("gc.enable()");
    ck_assert(all_are_direct());
}
END_TEST

Suite *
probe_datetime_suite(void)
{
    Suite *s = suite_create("probe_datetime");
    TCase *t = tcase_create("probe_datetime");

    tcase_add_checked_fixture(t, setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, proven_at_the_first_read);
    tcase_add_test(t, not_proven_at_import);
    tcase_add_test(t, the_report_proves);
    tcase_add_test(t, switched_off);
    tcase_add_test(t, refuted);
    tcase_add_test(t, a_module_that_is_missing);
    tcase_add_test(t, a_class_that_is_replaced);
    tcase_add_test(t, a_class_on_the_heap);
    tcase_add_test(t, a_capsule_of_another_make);
    tcase_add_test(t, the_collector_is_as_before);
    suite_add_tcase(s, t);
    return s;
}

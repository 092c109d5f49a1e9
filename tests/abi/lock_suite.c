/* SPDX-License-Identifier: MIT
 *
 * The locks of objects, together with CPython's own: its critical sections and
 * its threads that wait. Builds with the GIL have no locks, and skip the
 * tests.
 */
#include "abi_suites.h"

#include "abi/lock.h"
#include "base/thread.h"

static bool
is_open(PyObject *o)
{
    if (!jsd_lock_try(o))
        return false;
    jsd_lock_open(o);
    return true;
}

START_TEST(a_lock_is_taken_once)
{
    PyObject *o = live_eval("[1]");

    if (jsd_abi.free_threaded) {
        ck_assert(jsd_lock_try(o));
        ck_assert(!jsd_lock_try(o));
        jsd_lock_open(o);
        ck_assert(is_open(o));
    }
    Py_DecRef(o);
}
END_TEST

START_TEST(a_critical_section_keeps_others_out)
{
    PyObject *o = live_eval("{1: 2}");
    jsd_critical_section section;

    if (jsd_abi.free_threaded) {
        jsd_abi.symbols.critical_section_begin(&section, o);
        ck_assert(!jsd_lock_try(o));
        jsd_abi.symbols.critical_section_end(&section);
        ck_assert(is_open(o));
    }
    Py_DecRef(o);
}
END_TEST

/* Returns whether a thread waits for the lock of o, which this thread holds.
 */
static bool
is_awaited(PyObject *o)
{
    const uint8_t *mutex = jsd_field_at(o, JSD_OBJECT_OB_MUTEX);

    for (unsigned round = 0; round < 10000; round++) {
        if (__atomic_load_n(mutex, __ATOMIC_RELAXED) > JSD_LOCK_HELD)
            return true;
        jsd_thread_pause(1000);
    }
    return false;
}

START_TEST(a_thread_that_waits_is_woken)
{
    PyObject *o;

    if (!jsd_abi.free_threaded)
        return;
    live_run("import threading\n"
             "shared = []\n"
             "thread = threading.Thread(target=shared.append, args=(1,))\n");
    o = live_eval("shared");
    ck_assert(jsd_lock_try(o));
    live_run("thread.start()");
    ck_assert(is_awaited(o));
    ck_assert_int_eq(PyList_Size(o), 0);
    jsd_lock_open(o);
    live_run("thread.join()");
    ck_assert_int_eq(PyList_Size(o), 1);
    ck_assert(is_open(o));
    Py_DecRef(o);
}
END_TEST

Suite *
lock_suite(void)
{
    Suite *s = suite_create("lock");
    TCase *tc = tcase_create("lock");

    tcase_add_checked_fixture(tc, live_setup, NULL);
    tcase_set_timeout(tc, LIVE_TIMEOUT);
    tcase_add_test(tc, a_lock_is_taken_once);
    tcase_add_test(tc, a_critical_section_keeps_others_out);
    tcase_add_test(tc, a_thread_that_waits_is_woken);
    suite_add_tcase(s, tc);
    return s;
}

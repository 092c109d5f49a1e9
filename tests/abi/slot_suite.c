/* SPDX-License-Identifier: MIT
 *
 * jsd_slot: the offset of a __slots__ member, learned from instances of a
 * class written in Python, and classes and instances that must be refused.
 */
#include "abi_suites.h"

#include "abi/slot.h"
#include "each_allocation.h"

static const char classes[] =
    "class Pair:\n"
    "    __slots__ = 'first', 'second'\n"
    "    def __init__(self, first, second):\n"
    "        self.first, self.second = first, second\n"
    "class SubPair(Pair): __slots__ = ()\n"
    "class OtherPair:\n"
    "    __slots__ = 'first', 'second'\n"
    "    __init__ = Pair.__init__\n"
    "class NumberPair(int):\n"
    "    def __new__(cls, first, second):\n"
    "        return int.__new__(cls, 7)\n"
    "    __init__ = Pair.__init__\n"
    "class Meta(type): pass\n"
    "class MetaPair(metaclass=Meta):\n"
    "    __slots__ = 'first', 'second'\n"
    "    __init__ = Pair.__init__\n"
    "objects = []\n"
    "def make(kind):\n"
    "    i = 1000 + 2 * len(objects)\n"
    "    objects.append(kind(str(i), str(i + 1)))\n"
    "    return objects[-1]\n";

static jsd_slot slot;

static void
setup(void)
{
    live_setup();
    live_run(classes);
    memset(&slot, 0, sizeof slot);
}

static void
teardown(void)
{
    Py_DecRef((PyObject *)slot.type);
}

/* Learns from an object, whose attribute of that name has the value. */
static void
learn(PyObject *o, const char *name)
{
    PyObject *value = PyObject_GetAttrString(o, name);

    live_expect_no_exception(name);
    jsd_slot_learn(&slot, o, value);
    live_expect_no_exception("jsd_slot_learn");
    Py_DecRef(value);
}

/* Learns from n new instances; the attribute is `second`. */
static void
learn_from(const char *expression, int n)
{
    for (int i = 0; i < n; i++) {
        PyObject *o = live_eval(expression);

        learn(o, "second");
        Py_DecRef(o);
    }
}

static bool
reads(const char *expression)
{
    PyObject *o = live_eval(expression), *value;
    bool found = jsd_slot_read(&slot, o, &value);

    Py_DecRef(o);
    return found;
}

static bool
can_learn(void)
{
    const jsd_caps needs = JSD_CAP_OBJECT | JSD_CAP_BORROW;

    return (jsd_abi.caps & needs) == needs;
}

START_TEST(proven_by_several)
{
    for (int i = 0; i < JSD_SLOT_PROOFS; i++) {
        ck_assert(!reads("make(Pair)"));
        learn_from("make(Pair)", 1);
    }
    ck_assert_int_eq(reads("make(Pair)"), can_learn());
    if (!can_learn())
        return;
    for (int i = 0; i < 20; i++) {
        PyObject *o = live_eval("make(Pair)"), *value = NULL;
        PyObject *want = PyObject_GetAttrString(o, "second");

        ck_assert(jsd_slot_read(&slot, o, &value));
        ck_assert_ptr_eq(value, want);
        Py_DecRef(want);
        Py_DecRef(o);
    }
}
END_TEST

START_TEST(a_slot_that_is_not_set)
{
    PyObject *o = live_eval("make(Pair)"), *value = o;

    learn_from("make(Pair)", JSD_SLOT_PROOFS);
    live_run("del objects[-5].second");
    if (can_learn()) {
        ck_assert(jsd_slot_read(&slot, o, &value));
        ck_assert_ptr_null(value);
    }
    Py_DecRef(o);
}
END_TEST

/* Instances of other classes neither prove nor refute, and are not read. */
START_TEST(other_classes)
{
    learn_from("make(Pair)", JSD_SLOT_PROOFS - 1);
    learn_from("make(OtherPair)", 1);
    learn_from("make(SubPair)", 1);
    ck_assert(!reads("make(Pair)"));
    learn_from("make(Pair)", 1);
    ck_assert_int_eq(reads("make(Pair)"), can_learn());
    ck_assert(!reads("make(OtherPair)"));
    ck_assert(!reads("make(SubPair)"));
}
END_TEST

START_TEST(classes_that_are_refused)
{
    static const char *const refused[] = {"make(SubPair)", "make(NumberPair)",
                                          "make(MetaPair)"};

    for (size_t i = 0; i < JSD_COUNTOF(refused); i++) {
        learn_from(refused[i], JSD_SLOT_PROOFS + 1);
        ck_assert_ptr_null(slot.type);
        ck_assert(!reads(refused[i]));
    }
}
END_TEST

static void
expect_refuted(void)
{
    learn_from("make(Pair)", 2 * JSD_SLOT_PROOFS);
    ck_assert(!reads("make(Pair)"));
}

/* One value in both slots: the place is ambiguous. */
START_TEST(an_ambiguous_value)
{
    learn_from("make(Pair)", JSD_SLOT_PROOFS);
    learn_from("Pair('x', 'x')", 1);
    expect_refuted();
}
END_TEST

START_TEST(a_value_elsewhere)
{
    PyObject *o = live_eval("make(Pair)");

    learn_from("make(Pair)", JSD_SLOT_PROOFS - 1);
    learn(o, "first");
    Py_DecRef(o);
    expect_refuted();
}
END_TEST

/* The value of a property, for example. */
START_TEST(a_value_in_no_slot)
{
    PyObject *o = live_eval("make(Pair)");

    learn(o, "__class__");
    Py_DecRef(o);
    expect_refuted();
}
END_TEST

/* Without proven mirrors nothing is learned, not even the type. */
START_TEST(without_capabilities)
{
    live_use_public();
    jsd_abi.caps = 0;
    learn_from("make(Pair)", 2 * JSD_SLOT_PROOFS);
    ck_assert_ptr_null(slot.type);
    ck_assert_uint_eq(slot.proofs, 0);
}
END_TEST

static PyObject *first_object, *first_value;

/* Without memory for the object's size the slot is given up. */
static bool
learns_from_first(void)
{
    Py_DecRef((PyObject *)slot.type);
    memset(&slot, 0, sizeof slot);
    jsd_slot_learn(&slot, first_object, first_value);
    ck_assert_ptr_null(PyErr_Occurred());
    if (slot.proofs == 1)
        return true;
    ck_assert_uint_eq(slot.offset, SIZE_MAX);
    PyErr_SetNone(PyExc_MemoryError); /* because jsd_slot_learn() clears the
                                       * exception */
    return false;
}

START_TEST(no_memory)
{
    if (!can_learn())
        return;
    live_run("gc.disable()");
    first_object = live_eval("make(Pair)");
    first_value = PyObject_GetAttrString(first_object, "second");
    fail_each_allocation(learns_from_first);
    Py_DecRef(first_value);
    Py_DecRef(first_object);
    live_run("gc.enable()");
}
END_TEST

Suite *
slot_suite(void)
{
    Suite *s = suite_create("slot");
    TCase *t = tcase_create("slot");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, proven_by_several);
    tcase_add_test(t, a_slot_that_is_not_set);
    tcase_add_test(t, other_classes);
    tcase_add_test(t, classes_that_are_refused);
    tcase_add_test(t, an_ambiguous_value);
    tcase_add_test(t, a_value_elsewhere);
    tcase_add_test(t, a_value_in_no_slot);
    tcase_add_test(t, without_capabilities);
    tcase_add_test(t, no_memory);
    suite_add_tcase(s, t);
    return s;
}

/* SPDX-License-Identifier: MIT
 *
 * jsd_ndarray: the fields of an array are proven by several arrays that agree
 * with their exports, and refuted by one that does not. The arrays are fake,
 * so that each field can be wrong and no numpy is needed.
 */
#include "abi_suites.h"

#include "abi/ndarray.h"
#include "each_allocation.h"
#include "fake_ndarray.h"

static const double numbers[12] = {1, 2, 3};
static const ptrdiff_t shape[] = {3, 4}, other_shape[] = {4, 3};
static const ptrdiff_t strides[] = {32, 8}, other_strides[] = {24, 8};

static jsd_ndarray_proof proof;
static jsd_ndarray fields;  /* of the next array */
static jsd_pybuffer export; /* of the next array */
static PyObject *dtype;

static void
setup(void)
{
    live_setup();
    memset(&proof, 0, sizeof proof);
    dtype = live_eval("object()");
    fields =
        (jsd_ndarray){(const char *)numbers, 2, shape, strides, NULL, dtype};
    memset(&export, 0, sizeof export);
    export.buf = (void *)(uintptr_t)numbers;
    export.ndim = 2;
    export.shape = (Py_ssize_t *)(uintptr_t)shape;
    export.strides = (Py_ssize_t *)(uintptr_t)strides;
}

static void
teardown(void)
{
    Py_DecRef(dtype);
}

static bool
can_learn(void)
{
    return (jsd_abi.caps & JSD_CAP_OBJECT) != 0;
}

/* Learns from n arrays with the fields, of that kind. */
static void
learn_from(fake_ndarray_kind kind, unsigned n)
{
    for (; n > 0; n--) {
        PyObject *o = fake_ndarray_new(kind, &fields);

        live_expect_no_exception("fake_ndarray_new");
        jsd_ndarray_learn(&proof, o, &export, dtype);
        live_expect_no_exception("jsd_ndarray_learn");
        Py_DecRef(o);
    }
}

/* Returns whether a new array of that kind is read. If so, its fields must be
 * correct. */
static bool
reads(fake_ndarray_kind kind)
{
    PyObject *o = fake_ndarray_new(kind, &fields);
    jsd_ndarray got;
    bool found = jsd_ndarray_read(&proof, o, &got);

    Py_DecRef(o);
    if (!found)
        return false;
    ck_assert_ptr_eq(got.data, fields.data);
    ck_assert_int_eq(got.nd, fields.nd);
    ck_assert_ptr_eq(got.dimensions, fields.dimensions);
    ck_assert_ptr_eq(got.strides, fields.strides);
    ck_assert_ptr_eq(got.descr, fields.descr);
    return true;
}

START_TEST(proven_by_several)
{
    for (int i = 0; i < JSD_NDARRAY_PROOFS; i++) {
        ck_assert(!reads(FAKE_NDARRAY));
        learn_from(FAKE_NDARRAY, 1);
    }
    ck_assert_int_eq(reads(FAKE_NDARRAY), can_learn());
    ck_assert(!reads(FAKE_NDARRAY_OTHER));
    /* The fields of later arrays may have any values. */
    fields.data = NULL;
    fields.nd = 7;
    fields.dimensions = NULL;
    ck_assert_int_eq(reads(FAKE_NDARRAY), can_learn());
}
END_TEST

static void
expect_refuted(const char *what)
{
    if (!can_learn())
        return;
    ck_assert_msg(proof.refuted, "%s", what);
    teardown();
    setup();
    proof.refuted = true;
    learn_from(FAKE_NDARRAY, 2 * JSD_NDARRAY_PROOFS);
    ck_assert_msg(!reads(FAKE_NDARRAY), "%s", what);
}

/* This process must not read invalid addresses. */
static const struct {
    const char *what;
    jsd_ndarray fields;
} lies[] = {
    {"data", {"", 2, shape, strides, NULL, NULL}},
    {"nd", {(const char *)numbers, 1, shape, strides, NULL, NULL}},
    {"nd below 0", {(const char *)numbers, -1, shape, strides, NULL, NULL}},
    {"shape", {(const char *)numbers, 2, other_shape, strides, NULL, NULL}},
    {"no shape", {(const char *)numbers, 2, NULL, strides, NULL, NULL}},
    {"wild shape",
     {(const char *)numbers, 2, (const ptrdiff_t *)8, strides, NULL, NULL}},
    {"strides", {(const char *)numbers, 2, shape, other_strides, NULL, NULL}},
    {"no strides", {(const char *)numbers, 2, shape, NULL, NULL, NULL}},
    {"wild strides",
     {(const char *)numbers, 2, shape, (const ptrdiff_t *)8, NULL, NULL}},
};

START_TEST(refuted_by_one)
{
    for (unsigned proofs = 0; proofs < JSD_NDARRAY_PROOFS; proofs++) {
        teardown();
        setup();
        learn_from(FAKE_NDARRAY, proofs);
        fields = lies[_i].fields;
        fields.descr = dtype;
        learn_from(FAKE_NDARRAY, 1);
        expect_refuted(lies[_i].what);
    }
}
END_TEST

START_TEST(refuted_by_its_dtype)
{
    fields.descr = NULL;
    learn_from(FAKE_NDARRAY, 1);
    expect_refuted("dtype");
}
END_TEST

START_TEST(refuted_by_its_size)
{
    learn_from(FAKE_NDARRAY_SHORT, 1);
    expect_refuted("size");
}
END_TEST

/* Buffers without shape or strides prove nothing. */
START_TEST(an_export_without_strides)
{
    export.strides = NULL;
    learn_from(FAKE_NDARRAY, 1);
    expect_refuted("strides");
}
END_TEST

START_TEST(arrays_that_prove_nothing)
{
    export.ndim = fields.nd = 0;
    learn_from(FAKE_NDARRAY, 2 * JSD_NDARRAY_PROOFS);
    ck_assert(!reads(FAKE_NDARRAY));
    ck_assert(!proof.refuted);
    export.ndim = fields.nd = 2;
    learn_from(FAKE_NDARRAY, JSD_NDARRAY_PROOFS - 1);
    learn_from(FAKE_NDARRAY_OTHER, JSD_NDARRAY_PROOFS);
    ck_assert(!reads(FAKE_NDARRAY));
    learn_from(FAKE_NDARRAY, 1);
    ck_assert_int_eq(reads(FAKE_NDARRAY), can_learn());
    ck_assert(!reads(FAKE_NDARRAY_OTHER));
}
END_TEST

/* A class written in Python is not looked at. */
START_TEST(a_class_on_the_heap)
{
    PyObject *o = live_eval("type('ndarray', (), {})()");

    jsd_ndarray_learn(&proof, o, &export, dtype);
    ck_assert_ptr_null(proof.type);
    ck_assert(!proof.refuted);
    Py_DecRef(o);
}
END_TEST

START_TEST(without_capabilities)
{
    jsd_abi.caps = 0;
    learn_from(FAKE_NDARRAY, 2 * JSD_NDARRAY_PROOFS);
    ck_assert_uint_eq(proof.proofs, 0);
    ck_assert(!proof.refuted);
}
END_TEST

static PyObject *array;

/* Without memory an array proves nothing, and refutes nothing. */
static bool
learns_from_array(void)
{
    memset(&proof, 0, sizeof proof);
    jsd_ndarray_learn(&proof, array, &export, dtype);
    ck_assert_ptr_null(PyErr_Occurred());
    ck_assert(!proof.refuted);
    if (proof.proofs == 1)
        return true;
    PyErr_SetNone(PyExc_MemoryError); /* which jsd_ndarray_learn() clears */
    return false;
}

START_TEST(no_memory)
{
    if (!can_learn())
        return;
    live_run("gc.disable()");
    array = fake_ndarray_new(FAKE_NDARRAY, &fields);
    fail_each_allocation(learns_from_array);
    Py_DecRef(array);
    live_run("gc.enable()");
}
END_TEST

Suite *
ndarray_suite(void)
{
    Suite *s = suite_create("ndarray");
    TCase *t = tcase_create("ndarray");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, proven_by_several);
    tcase_add_loop_test(t, refuted_by_one, 0, (int)JSD_COUNTOF(lies));
    tcase_add_test(t, refuted_by_its_dtype);
    tcase_add_test(t, refuted_by_its_size);
    tcase_add_test(t, an_export_without_strides);
    tcase_add_test(t, arrays_that_prove_nothing);
    tcase_add_test(t, a_class_on_the_heap);
    tcase_add_test(t, without_capabilities);
    tcase_add_test(t, no_memory);
    suite_add_tcase(s, t);
    return s;
}

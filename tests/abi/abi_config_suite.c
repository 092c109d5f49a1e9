/* SPDX-License-Identifier: MIT
 *
 * JSONDE_ABI: it switches off the capabilities that it names, and an unknown
 * name is an error.
 */
#include "abi_suites.h"

#include <stdio.h>

#include "abi/abi_config.h"

static jsd_abi_state proven, abi;

static void
setup(void)
{
    live_setup();
    proven = jsd_abi;
    abi = jsd_abi;
}

static void
expect_refused(const char *choice)
{
    PyObject *type, *value, *traceback, *text, *utf8;
    const char *message;

    ck_assert_msg(jsd_abi_config_apply(&abi, choice) == -1, "'%s'", choice);
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    text = PyObject_Str(value);
    utf8 = PyUnicode_AsUTF8String(text);
    message = PyBytes_AsString(utf8);
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        ck_assert_ptr_nonnull(strstr(message, jsd_capability_names[i]));
    for (size_t i = 0; i < jsd_symbol_count; i++)
        ck_assert_ptr_nonnull(strstr(message, jsd_symbol_rows[i].name));
    ck_assert_ptr_nonnull(strstr(message, "'direct'"));
    ck_assert_ptr_nonnull(strstr(message, "'public'"));
    Py_DecRef(utf8);
    Py_DecRef(text);
    Py_DecRef(type);
    Py_DecRef(value);
    Py_DecRef(traceback);
}

static void
expect_unchanged(void)
{
    ck_assert_uint_eq(abi.caps, proven.caps);
    ck_assert_mem_eq(&abi.symbols, &proven.symbols, sizeof abi.symbols);
    ck_assert_mem_eq(abi.reason, proven.reason, sizeof abi.reason);
}

START_TEST(nothing_is_chosen)
{
    ck_assert_int_eq(jsd_abi_config_apply(&abi, NULL), 0);
    expect_unchanged();
    ck_assert_int_eq(jsd_abi_config_apply(&abi, ""), 0);
    expect_unchanged();
    ck_assert_int_eq(jsd_abi_config_apply(&abi, "direct"), 0);
    expect_unchanged();
}
END_TEST

START_TEST(all_is_public)
{
    const jsd_caps mirrors = (1u << JSD_CAPABILITY_COUNT) - 1;

    ck_assert_int_eq(jsd_abi_config_apply(&abi, "public"), 0);
    ck_assert_uint_eq(abi.caps & mirrors, 0);
    ck_assert_uint_eq(abi.proven, proven.proven);
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (proven.caps & 1u << i)
            ck_assert_str_eq(abi.reason[i], "switched off by JSONDE_ABI");
    for (size_t i = 0; i < jsd_symbol_count; i++)
        ck_assert_int_eq(
            jsd_symbol_is_found(&abi.symbols, &jsd_symbol_rows[i]),
            !jsd_symbol_rows[i].internal &&
                jsd_symbol_is_found(&proven.symbols, &jsd_symbol_rows[i]));
}
END_TEST

START_TEST(one_capability)
{
    char choice[64];

    snprintf(choice, sizeof choice, "-%s", jsd_capability_names[_i]);
    ck_assert_int_eq(jsd_abi_config_apply(&abi, choice), 0);
    ck_assert_uint_eq(abi.caps, proven.caps & ~(1u << _i));
    ck_assert_uint_eq(abi.proven, proven.proven);
    ck_assert_mem_eq(&abi.symbols, &proven.symbols, sizeof abi.symbols);
    if (proven.caps & 1u << _i)
        ck_assert_str_eq(abi.reason[_i], "switched off by JSONDE_ABI");
    jsd_abi = abi;
    live_run_sample();
}
END_TEST

START_TEST(one_function)
{
    const jsd_symbol_row *row = &jsd_symbol_rows[_i];
    char choice[64];

    snprintf(choice, sizeof choice, "-%s", row->name);
    ck_assert_int_eq(jsd_abi_config_apply(&abi, choice), 0);
    ck_assert_uint_eq(abi.caps, proven.caps);
    for (size_t i = 0; i < jsd_symbol_count; i++)
        ck_assert_int_eq(
            jsd_symbol_is_found(&abi.symbols, &jsd_symbol_rows[i]),
            (int)i != _i &&
                jsd_symbol_is_found(&proven.symbols, &jsd_symbol_rows[i]));
    if (abi.symbols.unicode_new == NULL) /* as jsd_abi_init() does */
        abi.caps &= ~(jsd_caps)JSD_CAP_NEW_STR;
    jsd_abi = abi;
    live_run_sample();
}
END_TEST

START_TEST(several_names)
{
    ck_assert_int_eq(
        jsd_abi_config_apply(&abi, "-memoryview,-str,-PyUnicode_New,-str"), 0);
    ck_assert_uint_eq(
        abi.caps, proven.caps & ~(jsd_caps)(JSD_CAP_MEMORYVIEW | JSD_CAP_STR));
    ck_assert(abi.symbols.unicode_new == NULL);
    ck_assert(abi.symbols.bytes_resize == proven.symbols.bytes_resize);
}
END_TEST

START_TEST(what_is_refused)
{
    static const char *const choices[] = {
        "nonsense",   "-nonsense",   "-",
        "-,-",        ",",           "-str,",
        ",-str",      "-str,,-int",  "str",
        "-str -int",  "-strs",       "-st",
        "-STR",       "--str",       "Public",
        "public,",    "direct,-str", " ",
        "-str, -int", "-Py_Main",    "-PyUnicode_Ne",
        "-borrow"};

    for (size_t i = 0; i < JSD_COUNTOF(choices); i++)
        expect_refused(choices[i]);
}
END_TEST

START_TEST(a_long_unknown_name)
{
    static char choice[5000];

    memset(choice, 'x', sizeof choice - 1);
    choice[0] = '-';
    expect_refused(choice);
    for (size_t i = 0; i + 5 < sizeof choice; i += 5)
        memcpy(choice + i, "-str,", 5);
    expect_refused(choice);
}
END_TEST

Suite *
abi_config_suite(void)
{
    Suite *s = suite_create("abi_config");
    TCase *t = tcase_create("abi_config");

    tcase_add_checked_fixture(t, setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, nothing_is_chosen);
    tcase_add_test(t, all_is_public);
    tcase_add_loop_test(t, one_capability, 0, JSD_CAPABILITY_COUNT);
    tcase_add_loop_test(t, one_function, 0, (int)jsd_symbol_count);
    tcase_add_test(t, several_names);
    tcase_add_test(t, what_is_refused);
    tcase_add_test(t, a_long_unknown_name);
    suite_add_tcase(s, t);
    return s;
}

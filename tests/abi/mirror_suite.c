/* SPDX-License-Identifier: MIT
 *
 * The mirrors of this interpreter are proven, and agree with its own headers.
 */
#include "abi_suites.h"

#include <stdio.h>

#include "abi/mirror.h"
#include "compiler_layout.h"

static const char *
field_name(int field)
{
    static char text[128];

    for (size_t i = 0; i < jsd_row_count; i++)
        if (jsd_rows[i].field == field) {
            snprintf(text, sizeof text, "%s.%s",
                     jsd_mirrors[jsd_rows[i].owner].name, jsd_rows[i].name);
            return text;
        }
    return "no field";
}

START_TEST(headers_are_of_this_interpreter)
{
    jsd_abi_state abi;

    ck_assert(jsd_abi_detect(&abi));
    ck_assert_int_eq(abi.minor, compiler_minor);
    ck_assert_int_eq(abi.minor, live_eval_long("sys.version_info[1]"));
    ck_assert_int_eq(abi.debug,
                     live_eval_long("int(hasattr(sys, 'gettotalrefcount'))"));
}
END_TEST

START_TEST(everything_is_proven)
{
    jsd_abi_state abi;

    live_prove(&abi);
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        ck_assert_msg((abi.proven & 1u << i) ||
                          !(live_caps_provable() & 1u << i),
                      "%s: %s", jsd_capability_names[i], abi.reason[i]);
    ck_assert_uint_eq(abi.caps, abi.proven);
}
END_TEST

START_TEST(a_second_proof_says_the_same)
{
    jsd_abi_state first, second;

    live_prove(&first);
    live_prove(&second);
    ck_assert_mem_eq(&first.offsets, &second.offsets, sizeof first.offsets);
    ck_assert_uint_eq(first.proven, second.proven);
    ck_assert_uint_eq(first.str_compact, second.str_compact);
    ck_assert_uint_eq(first.str_ascii, second.str_ascii);
    ck_assert_uint_eq(first.str_kind, second.str_kind);
}
END_TEST

START_TEST(a_field_is_where_the_compiler_has_it)
{
    const compiler_layout *t = &compiler_offsets[_i];

    ck_assert_msg(jsd_abi.offsets.at[t->id] == t->value, "%s: %u, not %zu",
                  field_name(t->id), jsd_abi.offsets.at[t->id], t->value);
}
END_TEST

START_TEST(a_struct_has_the_size_that_the_compiler_says)
{
    const compiler_layout *t = &compiler_sizes[_i];

    ck_assert_msg(jsd_abi.offsets.size[t->id] == t->value, "%s: %u, not %zu",
                  jsd_mirrors[t->id].name, jsd_abi.offsets.size[t->id],
                  t->value);
}
END_TEST

/* No installed header has the keys table. Only the proof checks it. */
static bool
is_of_keys(int field)
{
    return field >= JSD_KEYS_DK_REFCNT && field <= JSD_UNICODE_ENTRY_ME_VALUE;
}

START_TEST(no_field_is_unknown_to_the_headers)
{
    for (int field = 0; field < JSD_FIELD_COUNT; field++) {
        bool known = false;

        for (size_t i = 0; i < compiler_offset_count; i++)
            known |= compiler_offsets[i].id == field;
        if (jsd_abi.offsets.at[field] == JSD_ABSENT)
            ck_assert_msg(!known, "%s is absent", field_name(field));
        else
            ck_assert_msg(known || is_of_keys(field), "%s is not here",
                          field_name(field));
    }
}
END_TEST

START_TEST(the_report_tells_it_all)
{
    PyObject *report = jsd_abi_report();
    PyObject *part;

    live_expect_no_exception("jsd_abi_report");
    part = PyDict_GetItemString(report, "capabilities");
    ck_assert_int_eq(PyDict_Size(part), JSD_CAPABILITY_COUNT);
    part = PyDict_GetItemString(report, "structs");
    ck_assert_ptr_nonnull(PyDict_GetItemString(part, "PyMemoryViewObject"));
    part = PyDict_GetItemString(report, "symbols");
    ck_assert_int_eq(PyDict_Size(part), (Py_ssize_t)jsd_symbol_count);
    part = PyDict_GetItemString(report, "interpreter");
    ck_assert_int_eq(PyLong_AsLong(PyDict_GetItemString(part, "head_size")),
                     live_eval_long("object.__basicsize__"));
    Py_DecRef(report);
}
END_TEST

Suite *
mirror_suite(void)
{
    Suite *s = suite_create("mirror");
    TCase *t = tcase_create("mirror");

    tcase_add_checked_fixture(t, live_setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, headers_are_of_this_interpreter);
    tcase_add_test(t, everything_is_proven);
    tcase_add_test(t, a_second_proof_says_the_same);
    tcase_add_loop_test(t, a_field_is_where_the_compiler_has_it, 0,
                        (int)compiler_offset_count);
    tcase_add_loop_test(t, a_struct_has_the_size_that_the_compiler_says, 0,
                        (int)compiler_size_count);
    tcase_add_test(t, no_field_is_unknown_to_the_headers);
    tcase_add_test(t, the_report_tells_it_all);
    suite_add_tcase(s, t);
    return s;
}

/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include "base/base.h"
#include "base/status.h"

START_TEST(each_has_a_text_of_its_own)
{
    const char *text, *other;
    int i, k;

    for (i = 0; i < JSD_STATUS_COUNT; i++) {
        text = jsd_status_text((jsd_status)i);
        ck_assert_msg(text != NULL && text[0] != '\0', "status %d", i);
        ck_assert_msg(text[strlen(text) - 1] != '.', "status %d", i);
        for (k = 0; k < i; k++) {
            other = jsd_status_text((jsd_status)k);
            ck_assert_msg(strcmp(text, other) != 0, "%d and %d", i, k);
        }
    }
}
END_TEST

START_TEST(unknown_ones_have_one_too)
{
    const char *text = jsd_status_text(JSD_STATUS_COUNT);
    int i;

    ck_assert_ptr_nonnull(text);
    for (i = 0; i < JSD_STATUS_COUNT; i++)
        ck_assert_str_ne(text, jsd_status_text((jsd_status)i));
    ck_assert_str_eq(text, jsd_status_text((jsd_status)1000000));
    ck_assert_str_eq(text, jsd_status_text((jsd_status)-1));
}
END_TEST

START_TEST(ok_is_zero)
{
    ck_assert_int_eq(JSD_OK, 0);
}
END_TEST

/* The functions of base.h. */
START_TEST(checked_arithmetic)
{
    static const struct {
        size_t a, b;
        bool add_over, mul_over;
    } rows[] = {
        {0, 0, false, false},
        {1, 2, false, false},
        {SIZE_MAX, 0, false, false},
        {SIZE_MAX, 1, true, false},
        {SIZE_MAX, 2, true, true},
        {SIZE_MAX / 2, 2, false, false},
        {SIZE_MAX / 2 + 1, 2, false, true},
        {SIZE_MAX / 2 + 1, SIZE_MAX / 2, false, true},
        {SIZE_MAX / 2 + 1, SIZE_MAX / 2 + 1, true, true},
    };
    size_t i, result;

    for (i = 0; i < JSD_COUNTOF(rows); i++) {
        ck_assert(jsd_add_over(rows[i].a, rows[i].b, &result) ==
                  rows[i].add_over);
        if (!rows[i].add_over)
            ck_assert_uint_eq(result, rows[i].a + rows[i].b);
        ck_assert(jsd_mul_over(rows[i].a, rows[i].b, &result) ==
                  rows[i].mul_over);
        if (!rows[i].mul_over)
            ck_assert_uint_eq(result, rows[i].a * rows[i].b);
    }
}
END_TEST

Suite *
status_suite(void)
{
    Suite *s = suite_create("status");
    TCase *tc = tcase_create("status");

    tcase_add_test(tc, each_has_a_text_of_its_own);
    tcase_add_test(tc, unknown_ones_have_one_too);
    tcase_add_test(tc, ok_is_zero);
    tcase_add_test(tc, checked_arithmetic);
    suite_add_tcase(s, tc);
    return s;
}

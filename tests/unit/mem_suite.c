/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include "base/mem.h"
#include "nomem.h"

START_TEST(a_block_keeps_what_it_holds)
{
    unsigned char *p = jsd_mem_new(3);
    unsigned char *q;

    ck_assert_ptr_nonnull(p);
    memcpy(p, "abc", 3);
    q = jsd_mem_resize(p, 100000);
    ck_assert_ptr_nonnull(q);
    ck_assert_mem_eq(q, "abc", 3);
    q[99999] = 'z';
    p = jsd_mem_resize(q, 2);
    ck_assert_ptr_nonnull(p);
    ck_assert_mem_eq(p, "ab", 2);
    jsd_mem_free(p);
}
END_TEST

START_TEST(resize_of_nothing_is_new)
{
    void *p = jsd_mem_resize(NULL, 10);

    ck_assert_ptr_nonnull(p);
    memset(p, 1, 10);
    jsd_mem_free(p);
}
END_TEST

START_TEST(free_of_nothing)
{
    jsd_mem_free(NULL);
}
END_TEST

START_TEST(every_call_goes_through_the_table)
{
    unsigned char *p, *q;

    nomem_begin(2);
    p = jsd_mem_new(1);
    ck_assert_ptr_nonnull(p);
    p[0] = 'a';
    q = jsd_mem_resize(p, 1000);
    ck_assert_ptr_nonnull(q);
    ck_assert_ptr_null(jsd_mem_resize(q, 2000));
    ck_assert_msg(q[0] == 'a', "the old block stays");
    ck_assert_int_eq(nomem.blocks, 1);
    jsd_mem_free(q);
    ck_assert_int_eq(nomem.blocks, 0);
    ck_assert(nomem_end());
    ck_assert_uint_eq(nomem.calls, 3);
}
END_TEST

START_TEST(the_table_is_put_back)
{
    jsd_mem_table before = jsd_mem;

    nomem_begin(0);
    ck_assert(jsd_mem.resize != before.resize);
    ck_assert_ptr_null(jsd_mem_new(1));
    ck_assert(nomem_end());
    ck_assert(jsd_mem.resize == before.resize);
    ck_assert(jsd_mem.release == before.release);
}
END_TEST

Suite *
mem_suite(void)
{
    Suite *s = suite_create("mem");
    TCase *tc = tcase_create("mem");

    tcase_add_test(tc, a_block_keeps_what_it_holds);
    tcase_add_test(tc, resize_of_nothing_is_new);
    tcase_add_test(tc, free_of_nothing);
    tcase_add_test(tc, every_call_goes_through_the_table);
    tcase_add_test(tc, the_table_is_put_back);
    suite_add_tcase(s, tc);
    return s;
}

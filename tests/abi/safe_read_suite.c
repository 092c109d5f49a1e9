/* SPDX-License-Identifier: MIT
 *
 * Memory that may be unmapped is read or refused, without a signal.
 */
#include "abi_suites.h"

#include "../unit/system.h"
#include "abi/safe_read.h"

static jsd_safe_reader peek;
static size_t page;
static char *mapped; /* two pages; the second is unmapped */

static void
setup(void)
{
    page = system_page();
    mapped = system_pages_new(2 * page);
    ck_assert_ptr_nonnull(mapped);
    memset(mapped, 'm', 2 * page);
    ck_assert(system_pages_protect(mapped + page, page));
    ck_assert(jsd_safe_read_open(&peek));
}

static void
teardown(void)
{
    jsd_safe_read_close(&peek);
    system_pages_free(mapped, 2 * page);
}

static void
expect_good_read(size_t n)
{
    char from[JSD_SAFE_READ_MAX] = "", to[JSD_SAFE_READ_MAX + 1];

    for (size_t i = 0; i < n; i++)
        from[i] = (char)(i * 7 + n);
    memset(to, '#', sizeof to);
    ck_assert(jsd_safe_read(&peek, from, to, n));
    ck_assert_mem_eq(from, to, n);
    ck_assert_int_eq(to[n], '#');
}

START_TEST(good_memory)
{
    for (size_t n = 1; n <= JSD_SAFE_READ_MAX; n = n * 2 + 1)
        expect_good_read(n);
    expect_good_read(JSD_SAFE_READ_MAX);
}
END_TEST

START_TEST(no_memory_at_all)
{
    char to[64];

    ck_assert(!jsd_safe_read(&peek, NULL, to, sizeof to));
    ck_assert(!jsd_safe_read(&peek, (void *)(uintptr_t)8, to, 8));
    ck_assert(!jsd_safe_read(&peek, (void *)(uintptr_t)-64, to, 64));
    ck_assert(!jsd_safe_read(&peek, (void *)(UINTPTR_MAX / 3 * 2), to, 8));
    ck_assert(!jsd_safe_read(&peek, mapped + page, to, 1));
    expect_good_read(64);
}
END_TEST

START_TEST(memory_that_was_unmapped)
{
    char to[8];

    ck_assert(system_pages_free(mapped, page));
    ck_assert(!jsd_safe_read(&peek, mapped, to, sizeof to));
    expect_good_read(8);
}
END_TEST

/* The readable part may enter the pipe. The next read must not see it. */
START_TEST(a_read_across_the_end)
{
    char to[JSD_SAFE_READ_MAX];

    for (size_t before = 1; before < 64; before++)
        for (size_t n = before + 1; n <= sizeof to; n = n * 2 + 1) {
            ck_assert(!jsd_safe_read(&peek, mapped + page - before, to, n));
            expect_good_read(n);
        }
    ck_assert(jsd_safe_read(&peek, mapped + page - 64, to, 64));
    ck_assert_int_eq(to[63], 'm');
}
END_TEST

START_TEST(too_much_and_nothing)
{
    static char from[JSD_SAFE_READ_MAX + 1], to[JSD_SAFE_READ_MAX + 1];

    ck_assert(!jsd_safe_read(&peek, from, to, sizeof to));
    ck_assert(!jsd_safe_read(&peek, from, to, 0));
    expect_good_read(1);
}
END_TEST

START_TEST(without_a_pipe)
{
    jsd_safe_reader none = {{-1, -1}};
    char from[4] = "abc", to[4];

    ck_assert(!jsd_safe_read(&none, from, to, sizeof to));
    jsd_safe_read_close(&none);
    jsd_safe_read_close(&peek);
    jsd_safe_read_close(&peek);
    ck_assert(!jsd_safe_read(&peek, from, to, sizeof to));
}
END_TEST

Suite *
safe_read_suite(void)
{
    Suite *s = suite_create("safe_read");
    TCase *t = tcase_create("safe_read");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, good_memory);
    tcase_add_test(t, no_memory_at_all);
    tcase_add_test(t, memory_that_was_unmapped);
    tcase_add_test(t, a_read_across_the_end);
    tcase_add_test(t, too_much_and_nothing);
    tcase_add_test(t, without_a_pipe);
    suite_add_tcase(s, t);
    return s;
}

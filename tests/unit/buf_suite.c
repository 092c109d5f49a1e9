/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include "base/buf.h"
#include "nomem.h"

START_TEST(empty)
{
    jsd_buf b = JSD_BUF_EMPTY;

    ck_assert_ptr_null(b.data);
    ck_assert_uint_eq(b.cap, 0);
    ck_assert(jsd_buf_reserve(&b, 0) == JSD_OK);
    ck_assert_ptr_null(b.data);
    jsd_buf_clear(&b);
    jsd_buf_clear(&b);
    ck_assert_ptr_null(b.data);
    ck_assert_uint_eq(b.cap, 0);
}
END_TEST

START_TEST(room_that_is_there_stays_where_it_is)
{
    jsd_buf b = JSD_BUF_EMPTY;
    void *data;
    size_t cap;

    ck_assert(jsd_buf_reserve(&b, 1) == JSD_OK);
    data = b.data;
    cap = b.cap;
    ck_assert(jsd_buf_reserve(&b, cap) == JSD_OK);
    ck_assert_ptr_eq(b.data, data);
    ck_assert_uint_eq(b.cap, cap);
    ck_assert(jsd_buf_reserve(&b, cap + 1) == JSD_OK);
    ck_assert_uint_ge(b.cap, cap + cap / 2);
    jsd_buf_clear(&b);
}
END_TEST

/* Appending byte by byte keeps all bytes and needs few allocations. */
START_TEST(small_steps)
{
    const size_t n = 1000000;
    jsd_buf b = JSD_BUF_EMPTY;
    size_t i;

    nomem_begin(SIZE_MAX);
    for (i = 0; i < n; i++) {
        if (jsd_buf_reserve(&b, i + 1) != JSD_OK || b.cap < i + 1)
            ck_abort_msg("byte %zu", i);
        ((unsigned char *)b.data)[i] = (unsigned char)(i % 251);
    }
    for (i = 0; i < n; i++)
        if (((unsigned char *)b.data)[i] != i % 251)
            ck_abort_msg("byte %zu", i);
    ck_assert_uint_lt(nomem.calls, 50);
    jsd_buf_clear(&b);
    ck_assert(!nomem_end());
    ck_assert_int_eq(nomem.blocks, 0);
}
END_TEST

START_TEST(one_large_step)
{
    jsd_buf b = JSD_BUF_EMPTY;

    ck_assert(jsd_buf_reserve(&b, 12345678) == JSD_OK);
    ck_assert_uint_ge(b.cap, 12345678);
    ((char *)b.data)[b.cap - 1] = 'z';
    jsd_buf_clear(&b);
    ck_assert(jsd_buf_reserve(&b, 1) == JSD_OK);
    ck_assert_ptr_nonnull(b.data);
    jsd_buf_clear(&b);
}
END_TEST

/* A memory table that accepts every size, so that a buffer can claim any size.
 */
static size_t asked;
static char fake[16];

static void *
fake_resize(void *block, size_t size)
{
    (void)block;
    asked = size;
    return fake;
}

static void
fake_release(void *block)
{
    (void)block;
}

START_TEST(sizes_near_the_limit)
{
    static const struct {
        size_t cap, need, asked;
    } rows[] = {
        {0, SIZE_MAX, SIZE_MAX},
        {0, SIZE_MAX / 2, SIZE_MAX / 2},
        {SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX / 2 + SIZE_MAX / 4},
        {SIZE_MAX / 4 * 3, SIZE_MAX - 1, SIZE_MAX - 1}, /* adding a half
                                                         * overflows */
        {SIZE_MAX - 1, SIZE_MAX, SIZE_MAX},
    };
    const jsd_mem_table real = jsd_mem;
    size_t i;

    for (i = 0; i < JSD_COUNTOF(rows); i++) {
        jsd_buf b = {fake, rows[i].cap};

        jsd_mem = (jsd_mem_table){fake_resize, fake_release};
        asked = 0;
        ck_assert(jsd_buf_reserve(&b, rows[i].need) == JSD_OK);
        jsd_mem = real;
        ck_assert_uint_eq(b.cap, asked);
        ck_assert_msg(asked >= rows[i].need && asked >= rows[i].asked,
                      "row %zu: %zx", i, asked);
    }
}
END_TEST

/* Grows in three steps. After a failure the contents and their address are
 * unchanged. */
static jsd_status
grow(void *arg)
{
    jsd_buf b = JSD_BUF_EMPTY;
    jsd_buf before;
    size_t held = 0;
    jsd_status status = JSD_OK;
    size_t step, i;

    for (step = 0; step < 3 && status == JSD_OK; step++) {
        before = b;
        status = jsd_buf_reserve(&b, b.cap + 1);
        if (status != JSD_OK) {
            ck_assert_ptr_eq(b.data, before.data);
            ck_assert_uint_eq(b.cap, before.cap);
        }
        for (i = 0; i < held; i++)
            ck_assert_int_eq(((char *)b.data)[i], 'a');
        if (b.cap > 0)
            memset(b.data, 'a', b.cap);
        held = b.cap;
    }
    jsd_buf_clear(&b);
    ++*(size_t *)arg;
    return status;
}

START_TEST(any_step_may_find_no_memory)
{
    size_t runs = 0;

    nomem_each(grow, &runs, 10);
    ck_assert_uint_eq(runs, 4);
}
END_TEST

Suite *
buf_suite(void)
{
    Suite *s = suite_create("buf");
    TCase *tc = tcase_create("buf");

    tcase_add_test(tc, empty);
    tcase_add_test(tc, room_that_is_there_stays_where_it_is);
    tcase_add_test(tc, small_steps);
    tcase_add_test(tc, one_large_step);
    tcase_add_test(tc, sizes_near_the_limit);
    tcase_add_test(tc, any_step_may_find_no_memory);
    suite_add_tcase(s, tc);
    return s;
}

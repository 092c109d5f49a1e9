/* SPDX-License-Identifier: MIT */
#include "base_suites.h"

#include "base/arena.h"
#include "base/cstack.h"
#include "nomem.h"
#include "system.h"

enum { FIRST = 256 };

START_TEST(the_first_block_is_used_first)
{
    _Alignas(16) char first[FIRST];
    jsd_arena a;
    char *p, *q;

    jsd_arena_init(&a, first, sizeof first);
    nomem_begin(0); /* only the arena's memory is allocated */
    p = jsd_arena_take(&a, 1);
    q = jsd_arena_take(&a, FIRST - 16);
    ck_assert_ptr_eq(p, first);
    ck_assert_ptr_eq(q, first + 16);
    ck_assert_ptr_null(jsd_arena_take(&a, 1));
    ck_assert(nomem_end());
}
END_TEST

/* Blocks stay in place. After a reset the arena returns the same memory again.
 */
START_TEST(a_reset_gives_back_what_came_after_its_mark)
{
    _Alignas(16) char first[FIRST];
    jsd_arena a;
    char *begin, *marks[40], *taken[40];

    jsd_arena_init(&a, first, sizeof first);
    nomem_begin(SIZE_MAX);
    begin = jsd_arena_mark(&a);
    for (size_t i = 0; i < 40; i++) {
        marks[i] = jsd_arena_mark(&a);
        taken[i] = jsd_arena_take(&a, 1000 * i + 1);
        ck_assert_ptr_nonnull(taken[i]);
        ck_assert_uint_eq((uintptr_t)taken[i] % 16, 0);
        memset(taken[i], (int)i, 1000 * i + 1);
    }
    for (size_t i = 40; i-- > 0;) {
        for (size_t at = 0; at < 1000 * i + 1; at++)
            if (taken[i][at] != (char)i)
                ck_abort_msg("block %zu, byte %zu", i, at);
        jsd_arena_reset(&a, marks[i]);
        ck_assert_ptr_eq(jsd_arena_mark(&a), marks[i]);
    }
    jsd_arena_reset(&a, begin);
    ck_assert(!nomem_end());
    ck_assert_int_eq(nomem.blocks, 0);
}
END_TEST

static void *
ask_for_rest(void *result)
{
    *(size_t *)result = jsd_cstack_left();
    return NULL;
}

/* The rest of the stack is at most the thread's stack size, and not much less.
 */
START_TEST(the_stack_of_a_thread)
{
    const size_t size = 4 * 1024 * 1024;
    size_t left = 0;

    ck_assert(system_run_on_stack(size, ask_for_rest, &left));
    ck_assert_uint_lt(left, size);
    ck_assert_uint_gt(left, size / 2);
}
END_TEST

static __attribute__((noinline)) size_t
below(size_t n)
{
    char *room = __builtin_alloca(n);

    __asm__ volatile(""
                     :
                     : "r"(room)
                     : "memory"); /* the compiler must keep
                                   * all of it */
    n = jsd_cstack_left();
    __asm__ volatile("" : : "r"(room) : "memory");
    return n;
}

START_TEST(it_gets_less)
{
    const size_t n = 20 * 1024, before = jsd_cstack_left(), after = below(n);

    ck_assert_uint_ge(before - after, n);
    ck_assert_uint_lt(before - after, 10 * n);
}
END_TEST

Suite *
arena_suite(void)
{
    Suite *s = suite_create("arena");
    TCase *tc = tcase_create("arena"), *stack = tcase_create("cstack");

    tcase_add_test(tc, the_first_block_is_used_first);
    tcase_add_test(tc, a_reset_gives_back_what_came_after_its_mark);
    suite_add_tcase(s, tc);
    tcase_add_test(stack, the_stack_of_a_thread);
    tcase_add_test(stack, it_gets_less);
    suite_add_tcase(s, stack);
    return s;
}

/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_setattr_default_np, sched_setaffinity */
#endif
#include "base_suites.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include "base/parallel.h"
#include "system.h"
#include "unit_helpers.h"

/* The number of turns that the workers share. */
typedef struct turns {
    unsigned left;
    unsigned taken;
    unsigned members;
    useconds_t lasts; /* a thread that did not start the work */
    pthread_t first;
    bool signals; /* a worker thread would receive SIGINT */
} turns;

static void
take_turns(void *shared)
{
    turns *t = shared;
    const bool other = !pthread_equal(pthread_self(), t->first);

    __atomic_add_fetch(&t->members, 1, __ATOMIC_RELAXED);
    if (other && system_thread_gets_signals())
        t->signals = true;
    for (;;) {
        unsigned left = __atomic_load_n(&t->left, __ATOMIC_RELAXED);

        while (left > 0 && !__atomic_compare_exchange_n(
                               &t->left, &left, left - 1, false,
                               __ATOMIC_RELAXED, __ATOMIC_RELAXED))
            continue;
        if (left == 0)
            break;
        if (other && t->lasts > 0)
            usleep(t->lasts);
        __atomic_add_fetch(&t->taken, 1, __ATOMIC_RELAXED);
    }
}

/* After jsd_parallel_run returned, no thread uses the work. It is on the
 * stack, and the next one overwrites it. */
static unsigned
run(unsigned n, unsigned left, useconds_t lasts)
{
    turns t = {.left = left, .lasts = lasts, .first = pthread_self()};

    jsd_parallel_run(n, take_turns, &t);
    ck_assert_uint_eq(t.taken, left);
    ck_assert(!t.signals);
    return t.members;
}

START_TEST(all_is_done_when_it_returns)
{
    for (unsigned i = 0; i < 2000; i++) {
        const unsigned n = i % 6;

        ck_assert_uint_eq(run(n, 50, 0), n == 0 ? 1 : n);
    }
    ck_assert_uint_eq(run(1000, 5000, 0), JSD_PARALLEL_MAX);
}
END_TEST

/* Longer than the caller polls before it sleeps. */
START_TEST(it_waits_for_the_last)
{
    for (unsigned i = 0; i < 20; i++)
        run(3, 30, 5000);
}
END_TEST

/* No thread can have such a stack. */
START_TEST(one_alone_does_it_all)
{
#if defined(__GLIBC__) && SIZE_MAX > UINT32_MAX
    pthread_attr_t attr, before;

    ck_assert_int_eq(pthread_getattr_default_np(&before), 0);
    ck_assert_int_eq(pthread_attr_init(&attr), 0);
    ck_assert_int_eq(pthread_attr_setstacksize(&attr, (size_t)1 << 50), 0);
    ck_assert_int_eq(pthread_setattr_default_np(&attr), 0);
    ck_assert_uint_eq(run(4, 1000, 0), 1);
    ck_assert_int_eq(pthread_setattr_default_np(&before), 0);
    ck_assert_uint_eq(run(4, 1000, 0), 4);
#endif
}
END_TEST

/* How many processors are idle changes at any time. */
START_TEST(at_most_the_processors)
{
    unsigned n = jsd_parallel_size();

    ck_assert_uint_ge(n, 1);
    ck_assert_uint_le(n, JSD_PARALLEL_MAX);
    jsd_parallel_limit(7);
    ck_assert_uint_eq(jsd_parallel_size(), 7);
    jsd_parallel_limit(1000);
    ck_assert_uint_eq(jsd_parallel_size(), JSD_PARALLEL_MAX);
    jsd_parallel_limit(1);
    ck_assert(jsd_parallel_is_off());
    jsd_parallel_limit(0);
    ck_assert(!jsd_parallel_is_off());
    ck_assert_uint_le(jsd_parallel_size(), JSD_PARALLEL_MAX);
#ifdef CPU_COUNT
    cpu_set_t mask, one;

    ck_assert_int_eq(sched_getaffinity(0, sizeof mask, &mask), 0);
    CPU_ZERO(&one);
    for (size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; i++)
        if (CPU_ISSET(i, &mask))
            CPU_SET(i, &one);
    ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
    ck_assert_uint_eq(jsd_parallel_size(), 1);
    ck_assert_int_eq(sched_setaffinity(0, sizeof mask, &mask), 0);
#endif
}
END_TEST

Suite *
parallel_suite(void)
{
    const TTest *const tests[] = {all_is_done_when_it_returns,
                                  it_waits_for_the_last, one_alone_does_it_all,
                                  at_most_the_processors};

    return suite_of("parallel", tests, JSD_COUNTOF(tests));
}

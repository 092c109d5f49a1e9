/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity, pthread_tryjoin_np */
#endif
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

static unsigned thread_limit;

static unsigned
count_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t mask;

    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        return (unsigned)CPU_COUNT(&mask);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    return online > 0 ? (unsigned)online : 1;
}

unsigned
jsd_parallel_size(void)
{
    unsigned n = __atomic_load_n(&thread_limit, __ATOMIC_RELAXED);

    if (n == 0)
        n = count_processors();
    return n < JSD_PARALLEL_MAX ? n : JSD_PARALLEL_MAX;
}

void
jsd_parallel_limit(unsigned n)
{
    __atomic_store_n(&thread_limit, n, __ATOMIC_RELAXED);
}

typedef struct thread_task {
    jsd_parallel_work *work;
    void *shared;
} thread_task;

static void *
run_task(void *argument)
{
    const thread_task *t = argument;

    t->work(t->shared);
    return NULL;
}

/* Waits for a thread to end. The threads end at about the same time, and on
 * some machines it takes 100 us until a sleeping thread is woken. So this
 * function polls for a while before it sleeps. */
static void
join_thread(pthread_t thread)
{
#ifdef __GLIBC__
    enum { LOOKS = 200 };

    for (int i = 0; i < LOOKS; i++) {
        if (pthread_tryjoin_np(thread, NULL) == 0)
            return;
        sched_yield();
    }
#endif
    pthread_join(thread, NULL);
}

void
jsd_parallel_run(unsigned n, jsd_parallel_work *work, void *shared)
{
    thread_task t = {work, shared};
    pthread_t others[JSD_PARALLEL_MAX];
    unsigned started = 0;
    sigset_t all, before;

    /* A new thread inherits the signal mask of the thread that starts it. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started + 1 < n && started + 1 < JSD_PARALLEL_MAX &&
           pthread_create(&others[started], NULL, run_task, &t) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(shared);
    while (started > 0)
        join_thread(others[--started]);
}

/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity, pthread_tryjoin_np */
#endif
#include "base/thread.h"

#include <sched.h>
#include <signal.h>
#include <unistd.h>

unsigned
jsd_thread_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t mask;

    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        return (unsigned)CPU_COUNT(&mask);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    return online > 0 ? (unsigned)online : 1;
}

/* A new thread inherits the signal mask of the thread that starts it. */
unsigned
jsd_thread_start(pthread_t *threads, unsigned n, void *run(void *argument),
                 void *argument)
{
    unsigned started = 0;
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started < n &&
           pthread_create(&threads[started], NULL, run, argument) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* The threads end at about the same time, and on some machines it takes 100 us
 * until a sleeping thread is woken. So this function polls for a while before
 * it sleeps. */
void
jsd_thread_join(pthread_t thread)
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

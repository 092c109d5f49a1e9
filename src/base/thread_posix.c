/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity, pthread_tryjoin_np */
#endif
#include "base/thread.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* Returns the processors of the machine. sysconf() reads a file. */
static unsigned
all_processors(void)
{
    static unsigned known;
    unsigned n = __atomic_load_n(&known, __ATOMIC_RELAXED);

    if (n == 0) {
        long online = sysconf(_SC_NPROCESSORS_ONLN);

        n = online > 0 ? (unsigned)online : 1;
        __atomic_store_n(&known, n, __ATOMIC_RELAXED);
    }
    return n;
}

unsigned
jsd_thread_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t mask;

    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        return (unsigned)CPU_COUNT(&mask);
#endif
    return all_processors();
}

/* Returns how many threads of the machine run or wait for a processor, this
 * one included. Returns 0 if the system does not tell: the fourth number of
 * /proc/loadavg on Linux. */
static unsigned
runnable_threads(void)
{
    char text[80], *word = text;
    ssize_t size;
    int file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);

    if (file < 0)
        return 0;
    size = read(file, text, sizeof text - 1);
    close(file);
    text[size > 0 ? size : 0] = '\0';
    for (int i = 0; i < 3 && word != NULL; i++)
        word = strchr(word + (i > 0), ' ');
    return word == NULL ? 0 : (unsigned)strtoul(word, NULL, 10);
}

unsigned
jsd_thread_idle_processors(void)
{
    const unsigned others = jsd_thread_processors() - 1;
    const unsigned all = all_processors(), busy = runnable_threads();
    const unsigned idle = busy < all ? all - busy : 0;

    return busy == 0 || idle > others ? others : idle;
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

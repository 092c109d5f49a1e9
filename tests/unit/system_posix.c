/* SPDX-License-Identifier: MIT */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS belongs to no standard */
#endif
#include "system.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

size_t
system_page(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

char *
system_pages_new(size_t n)
{
    void *start = mmap(NULL, n, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return start == MAP_FAILED ? NULL : start;
}

bool
system_pages_protect(char *start, size_t n)
{
    return mprotect(start, n, PROT_NONE) == 0;
}

bool
system_pages_free(char *start, size_t n)
{
    return munmap(start, n) == 0;
}

bool
system_thread_gets_signals(void)
{
    sigset_t mask;

    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    return !sigismember(&mask, SIGINT);
}

bool
system_run_on_stack(size_t n, void *run(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;
    bool started;

    if (pthread_attr_init(&attributes) != 0)
        return false;
    started = pthread_attr_setstacksize(&attributes, n) == 0 &&
              pthread_create(&thread, &attributes, run, argument) == 0;
    pthread_attr_destroy(&attributes);
    return started && pthread_join(thread, NULL) == 0;
}

double
system_strtod(const char *text)
{
    return strtod(text, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "base/thread.h"

#include <windows.h>

unsigned
jsd_thread_processors(void)
{
    DWORD_PTR mine, all;

    if (!GetProcessAffinityMask(GetCurrentProcess(), &mine, &all) || mine == 0)
        return 1;
    return (unsigned)__builtin_popcountll(mine);
}

unsigned
jsd_thread_idle_processors(void)
{
    return jsd_thread_processors() - 1;
}

/* Windows sends no signals to threads. */
unsigned
jsd_thread_start(pthread_t *threads, unsigned n, void *run(void *argument),
                 void *argument)
{
    unsigned started = 0;

    while (started < n &&
           pthread_create(&threads[started], NULL, run, argument) == 0)
        started++;
    return started;
}

void
jsd_thread_join(pthread_t thread)
{
    pthread_join(thread, NULL);
}

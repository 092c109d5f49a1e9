/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* nanosleep */
#endif
#include "base/thread.h"

#include <sched.h>
#include <time.h>

void
jsd_thread_pause(unsigned round)
{
    enum { YIELDS = 16, MOST = 1000 * 1000 };
    struct timespec nap = {0, 1000L * (long)round};

    if (round < YIELDS) {
        sched_yield();
        return;
    }
    if (nap.tv_nsec > MOST)
        nap.tv_nsec = MOST;
    nanosleep(&nap, NULL);
}

/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_getattr_np */
#endif
#include "base/cstack.h"

#include <pthread.h>

/* The bounds of a thread's stack, without its guard pages. Both are 0 until
 * the first call in the thread, and equal if the system does not know them. */
typedef struct stack_bounds {
    uintptr_t lowest, highest;
} stack_bounds;

static _Thread_local stack_bounds my_bounds;

static stack_bounds
find_bounds(void)
{
    const stack_bounds unknown = {1, 1};
    stack_bounds found = unknown;
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0, guard = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return unknown;
    if (pthread_attr_getstack(&attributes, &address, &size) == 0 &&
        pthread_attr_getguardsize(&attributes, &guard) == 0 && guard < size) {
        found.lowest = (uintptr_t)address + guard;
        found.highest = (uintptr_t)address + size;
    }
    pthread_attr_destroy(&attributes);
    return found;
}

size_t
jsd_cstack_left(void)
{
    const uintptr_t here = (uintptr_t)__builtin_frame_address(0);

    if (JSD_UNLIKELY(my_bounds.highest == 0))
        my_bounds = find_bounds();
    if (here < my_bounds.lowest || here >= my_bounds.highest)
        return SIZE_MAX;
    return here - my_bounds.lowest;
}

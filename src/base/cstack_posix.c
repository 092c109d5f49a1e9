/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_getattr_np */
#endif
#include "base/cstack.h"

#include <pthread.h>

jsd_cstack_bounds
jsd_cstack_find(void)
{
    const jsd_cstack_bounds unknown = {1, 1};
    jsd_cstack_bounds found = unknown;
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

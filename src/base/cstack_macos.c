/* SPDX-License-Identifier: MIT */
#ifndef _DARWIN_C_SOURCE
#define _DARWIN_C_SOURCE /* pthread_get_stackaddr_np */
#endif
#include "base/cstack.h"

#include <pthread.h>

/* The size that the system tells does not include the guard page. */
jsd_cstack_bounds
jsd_cstack_find(void)
{
    const pthread_t thread = pthread_self();
    const uintptr_t highest = (uintptr_t)pthread_get_stackaddr_np(thread);
    const size_t size = pthread_get_stacksize_np(thread);
    const jsd_cstack_bounds unknown = {1, 1, 0};
    const jsd_cstack_bounds found = {highest - size, highest, 0};

    return size > 0 && size < highest ? found : unknown;
}

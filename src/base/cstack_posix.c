/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_getattr_np, syscall */
#endif
#include "base/cstack.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    /* The arguments and the environment of the process lie above the part of
     * the stack that musl knows, and count for the limit. */
    PROCESS_DATA = 256 * 1024,
    /* Linux leaves a gap of 128 MiB below the stack of a new process. A limit
     * that was raised since then may lead into other mappings. */
    SAFE_STACK = 64 * 1024 * 1024
};

/* Moves found->lowest down to where the kernel lets the main thread's stack
 * grow: musl knows only the part that is mapped already. Does nothing in other
 * threads, and without a limit of SAFE_STACK or less. */
static void
extend_main_stack(jsd_cstack_bounds *found)
{
    const uintptr_t known = found->highest - found->lowest;
    struct rlimit limit;

    if (syscall(SYS_gettid) != getpid() ||
        getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur > SAFE_STACK ||
        limit.rlim_cur < known + PROCESS_DATA)
        return;
    found->lowest = found->highest - (uintptr_t)limit.rlim_cur;
    found->reserve = PROCESS_DATA;
}

jsd_cstack_bounds
jsd_cstack_find(void)
{
    const jsd_cstack_bounds unknown = {1, 1, 0};
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
        extend_main_stack(&found);
    }
    pthread_attr_destroy(&attributes);
    return found;
}

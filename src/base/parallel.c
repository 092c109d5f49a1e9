/* SPDX-License-Identifier: MIT */
#include "base/parallel.h"

#include "base/thread.h"

static unsigned thread_limit;

unsigned
jsd_parallel_size(void)
{
    unsigned n = __atomic_load_n(&thread_limit, __ATOMIC_RELAXED);

    if (n == 0)
        n = 1 + jsd_thread_idle_processors();
    return n < JSD_PARALLEL_MAX ? n : JSD_PARALLEL_MAX;
}

bool
jsd_parallel_is_off(void)
{
    return __atomic_load_n(&thread_limit, __ATOMIC_RELAXED) == 1;
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

void
jsd_parallel_run(unsigned n, jsd_parallel_work *work, void *shared)
{
    thread_task t = {work, shared};
    pthread_t others[JSD_PARALLEL_MAX];
    unsigned wanted = n == 0 ? 0 : n - 1;
    unsigned started;

    if (wanted > JSD_PARALLEL_MAX - 1)
        wanted = JSD_PARALLEL_MAX - 1;
    started = jsd_thread_start(others, wanted, run_task, &t);
    work(shared);
    while (started > 0)
        jsd_thread_join(others[--started]);
}

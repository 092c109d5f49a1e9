/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "base/team.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

static unsigned limit;

static unsigned
count_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t mask;

    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        return (unsigned)CPU_COUNT(&mask);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    return online > 0 ? (unsigned)online : 1;
}

unsigned
jsd_team_size(void)
{
    unsigned n = __atomic_load_n(&limit, __ATOMIC_RELAXED);

    if (n == 0)
        n = count_processors();
    return n < JSD_TEAM_MAX ? n : JSD_TEAM_MAX;
}

void
jsd_team_limit(unsigned n)
{
    __atomic_store_n(&limit, n, __ATOMIC_RELAXED);
}

typedef struct task {
    jsd_team_work *work;
    void *shared;
    unsigned running; /* of the threads that were started */
    pthread_mutex_t lock;
    pthread_cond_t ended; /* the last of them */
} task;

/* The last that a thread does with the task, which the caller then has for
 * itself: it takes the lock too before it goes on. */
static void
end(task *t)
{
    pthread_mutex_lock(&t->lock);
    if (__atomic_sub_fetch(&t->running, 1, __ATOMIC_RELEASE) == 0)
        pthread_cond_signal(&t->ended);
    pthread_mutex_unlock(&t->lock);
}

static void *
run(void *argument)
{
    task *t = argument;

    t->work(t->shared);
    end(t);
    return NULL;
}

/* To be woken takes up to 100 us on some machines, and those who share work
 * end it at about the same time: so we look for a while before we sleep. */
enum { LOOKS = 200 };

static void
wait_for_all(task *t)
{
    for (int i = 0; i < LOOKS; i++) {
        if (__atomic_load_n(&t->running, __ATOMIC_RELAXED) == 0)
            break;
        sched_yield();
    }
    pthread_mutex_lock(&t->lock);
    while (__atomic_load_n(&t->running, __ATOMIC_ACQUIRE) > 0)
        pthread_cond_wait(&t->ended, &t->lock);
    pthread_mutex_unlock(&t->lock);
}

/* Another thread, whose end nobody waits for. */
static bool
start(task *t)
{
    pthread_t thread;

    __atomic_add_fetch(&t->running, 1, __ATOMIC_RELAXED);
    if (pthread_create(&thread, NULL, run, t) != 0) {
        __atomic_sub_fetch(&t->running, 1, __ATOMIC_RELAXED);
        return false;
    }
    pthread_detach(thread);
    return true;
}

void
jsd_team_run(unsigned n, jsd_team_work *work, void *shared)
{
    task t = {.work = work, .shared = shared};
    sigset_t all, before;

    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.ended, NULL);
    /* A thread begins with the mask of the one that starts it. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 1; i < n && i < JSD_TEAM_MAX; i++)
        if (!start(&t))
            break;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(shared);
    wait_for_all(&t);
    pthread_cond_destroy(&t.ended);
    pthread_mutex_destroy(&t.lock);
}

/* SPDX-License-Identifier: MIT */
#include "module/environment.h"

#include "abi/abi.h"
#include "base/parallel.h"
#include "py/error.h"
#include "simd/kernel.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void
raise_bad_simd(const char *name)
{
    char names[128] = "";
    size_t used = 0;

    for (int id = 0; id < JSD_SIMD_COUNT; id++)
        if (jsd_simd_runs_here((jsd_simd_id)id))
            used +=
                (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                 used == 0 ? "" : ", ", jsd_simd_names[id]);
    jsd_raise_value("JSONDE_SIMD=%.200s: expected one of %s", name, names);
}

/* Chooses the kernel that name tells; NULL or "": the best one that runs here.
 * The first call of the process decides. Returns -1 with a ValueError. */
static int
choose_simd(const char *name)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool chosen;
    bool known;

    pthread_mutex_lock(&lock);
    if (!chosen)
        chosen = jsd_simd_choose(name);
    known = chosen;
    pthread_mutex_unlock(&lock);
    if (!known)
        raise_bad_simd(name);
    return known ? 0 : -1;
}

/* Limits the threads that share a large array to count, a number in decimal;
 * NULL or "": one for each processor. Returns -1 with a ValueError. */
static int
choose_threads(const char *count)
{
    char *end;
    unsigned long n;

    if (count == NULL || *count == '\0')
        return 0;
    n = strtoul(count, &end, 10);
    if (*count < '1' || *count > '9' || *end != '\0' || n > JSD_PARALLEL_MAX) {
        jsd_raise_value(
            "JSONDE_THREADS=%.200s: expected a number from 1 to %d", count,
            (int)JSD_PARALLEL_MAX);
        return -1;
    }
    jsd_parallel_limit((unsigned)n);
    return 0;
}

int
jsd_environment_apply(void)
{
    char room[JSD_ENVIRONMENT_SIZE];

    if (choose_simd(jsd_environment_read("JSONDE_SIMD", room)) < 0 ||
        choose_threads(jsd_environment_read("JSONDE_THREADS", room)) < 0)
        return -1;
    return jsd_abi_init(jsd_environment_read("JSONDE_ABI", room));
}

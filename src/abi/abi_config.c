/* SPDX-License-Identifier: MIT */
#include "abi/abi_config.h"

#include "base/parallel.h"
#include "simd/kernel.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void
switch_off(jsd_abi_state *abi, int capability)
{
    if (abi->caps & 1u << capability)
        snprintf(abi->reason[capability], JSD_REASON_SIZE,
                 "switched off by JSONDE_ABI");
    abi->caps &= ~(1u << capability);
}

static void
switch_all_off(jsd_abi_state *abi)
{
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        switch_off(abi, i);
    for (size_t i = 0; i < jsd_symbol_count; i++)
        if (jsd_symbol_rows[i].internal)
            jsd_symbol_forget(&abi->symbols, &jsd_symbol_rows[i]);
}

static bool
is_name(const char *name, const char *text, size_t n)
{
    return strlen(name) == n && memcmp(name, text, n) == 0;
}

static bool
switch_name_off(jsd_abi_state *abi, const char *text, size_t n)
{
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (is_name(jsd_capability_names[i], text, n)) {
            switch_off(abi, i);
            return true;
        }
    for (size_t i = 0; i < jsd_symbol_count; i++)
        if (is_name(jsd_symbol_rows[i].name, text, n)) {
            jsd_symbol_forget(&abi->symbols, &jsd_symbol_rows[i]);
            return true;
        }
    return false;
}

static int
raise_bad_setting(const char *choice)
{
    char names[1024] = "";
    size_t used = 0;

    for (size_t i = 0;
         i < JSD_CAPABILITY_COUNT + jsd_symbol_count && used < sizeof names;
         i++)
        used += (size_t)snprintf(
            names + used, sizeof names - used, " -%s",
            i < JSD_CAPABILITY_COUNT
                ? jsd_capability_names[i]
                : jsd_symbol_rows[i - JSD_CAPABILITY_COUNT].name);
    PyErr_Format(PyExc_ValueError,
                 "JSONDE_ABI=%.200s: expected 'direct', 'public', or a list, "
                 "with commas, of%s",
                 choice, names);
    return -1;
}

int
jsd_abi_config_apply(jsd_abi_state *abi, const char *choice)
{
    const char *rest = choice;

    if (choice == NULL || *choice == '\0' || strcmp(choice, "direct") == 0)
        return 0;
    if (strcmp(choice, "public") == 0) {
        switch_all_off(abi);
        return 0;
    }
    for (;;) {
        size_t n = strcspn(rest, ",");

        if (*rest != '-' || !switch_name_off(abi, rest + 1, n - 1))
            return raise_bad_setting(choice);
        if (rest[n] == '\0')
            return 0;
        rest += n + 1;
    }
}

static int
refuse_simd(const char *choice)
{
    char names[128] = "";
    size_t used = 0;

    for (int id = 0; id < JSD_SIMD_COUNT; id++)
        if (jsd_simd_runs_here((jsd_simd_id)id))
            used +=
                (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                 used == 0 ? "" : ", ", jsd_simd_names[id]);
    PyErr_Format(PyExc_ValueError, "JSONDE_SIMD=%.200s: expected one of %s",
                 choice, names);
    return -1;
}

int
jsd_choose_simd(void)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool chosen;
    const char *choice = getenv("JSONDE_SIMD");
    bool known;

    pthread_mutex_lock(&lock);
    if (!chosen)
        chosen = jsd_simd_choose(choice);
    known = chosen;
    pthread_mutex_unlock(&lock);
    return known ? 0 : refuse_simd(choice);
}

int
jsd_choose_threads(void)
{
    const char *choice = getenv("JSONDE_THREADS");
    char *end;
    unsigned long n;

    if (choice == NULL || *choice == '\0')
        return 0;
    n = strtoul(choice, &end, 10);
    if (*choice < '1' || *choice > '9' || *end != '\0' ||
        n > JSD_PARALLEL_MAX) {
        PyErr_Format(PyExc_ValueError,
                     "JSONDE_THREADS=%.200s: expected a number from 1 to %d",
                     choice, (int)JSD_PARALLEL_MAX);
        return -1;
    }
    jsd_parallel_limit((unsigned)n);
    return 0;
}

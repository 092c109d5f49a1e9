/* SPDX-License-Identifier: MIT */
#include "abi/abi_config.h"

#include <stdio.h>

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
raise_bad_setting(const char *setting)
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
                 setting, names);
    return -1;
}

int
jsd_abi_config_apply(jsd_abi_state *abi, const char *setting)
{
    const char *rest = setting;

    if (setting == NULL || *setting == '\0' || strcmp(setting, "direct") == 0)
        return 0;
    if (strcmp(setting, "public") == 0) {
        switch_all_off(abi);
        return 0;
    }
    for (;;) {
        size_t n = strcspn(rest, ",");

        if (*rest != '-' || !switch_name_off(abi, rest + 1, n - 1))
            return raise_bad_setting(setting);
        if (rest[n] == '\0')
            return 0;
        rest += n + 1;
    }
}

/* SPDX-License-Identifier: MIT */
#include "abi/symbols.h"

#include <dlfcn.h>

/* The interpreter may be a library that its host opened with RTLD_LOCAL: the
 * default search does not find it then. */
void *
jsd_symbols_library(void)
{
    Dl_info info;

    if (dlsym(RTLD_DEFAULT, "Py_GetVersion") != NULL)
        return RTLD_DEFAULT;
    if (dladdr((void *)&PyType_Type, &info) == 0)
        return RTLD_DEFAULT;
    /* It is never closed: it counts a library that stays loaded anyway. */
    void *handle = dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    return handle != NULL ? handle : RTLD_DEFAULT;
}

void *
jsd_symbols_address(void *library, const char *name)
{
    return dlsym(library, name);
}

/* SPDX-License-Identifier: MIT */
#include "abi/symbols.h"

#include <windows.h>

/* The module is linked with python3.dll, which forwards to the DLL of one
 * version. Only that DLL has all functions of the interpreter, and each of its
 * objects leads to it. */
void *
jsd_symbols_library(void)
{
    HMODULE found = NULL;

    GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                           GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       (const char *)&PyType_Type, &found);
    return found;
}

void *
jsd_symbols_address(void *library, const char *name)
{
    void *found = NULL;

    if (library != NULL) {
        FARPROC function = GetProcAddress(library, name);

        memcpy(&found, &function, sizeof found);
    }
    return found;
}

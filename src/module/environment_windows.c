/* SPDX-License-Identifier: MIT */
#include "module/environment.h"

#include <windows.h>

/* The C library's getenv() has a copy of the environment, which does not
 * follow os.environ: Python has another C library. No valid value is longer
 * than the room. */
const char *
jsd_environment_read(const char *name, char room[static JSD_ENVIRONMENT_SIZE])
{
    DWORD n;

    SetLastError(ERROR_SUCCESS);
    n = GetEnvironmentVariableA(name, room, JSD_ENVIRONMENT_SIZE);
    if (n == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND)
        return NULL;
    return n < JSD_ENVIRONMENT_SIZE ? room : "?";
}

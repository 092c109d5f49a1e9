/* SPDX-License-Identifier: MIT */
#include "module/environment.h"

#include <windows.h>

/* The C library's getenv() has a copy of the environment, which does not
 * follow os.environ: Python has another C library. No valid value is longer
 * than the room. */
const char *
jsd_environment_read(const char *name, char room[static JSD_ENVIRONMENT_SIZE])
{
    enum { NAME_SIZE = 32, PART_SIZE = 600 };
    wchar_t wide_name[NAME_SIZE] = L"", wide[PART_SIZE] = L"";
    DWORD n;

    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide_name, NAME_SIZE);
    SetLastError(ERROR_SUCCESS);
    n = GetEnvironmentVariableW(wide_name, wide, PART_SIZE);
    if (n == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND)
        return NULL;
    if (n >= PART_SIZE ||
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, room, JSD_ENVIRONMENT_SIZE,
                            NULL, NULL) == 0)
        return "?";
    return room;
}

/* SPDX-License-Identifier: MIT */
#define _WIN32_WINNT 0x0602 /* GetCurrentThreadStackLimits: Windows 8 */
#include "base/cstack.h"

#include <windows.h>

/* The lowest page of a stack is never accessible. The pages above it are the
 * guard when the stack is used up, and the memory in which the system then
 * reports the overflow. */
enum { PAGES_OF_GUARD = 4, BYTES_OF_PAGE = 4096 };

jsd_cstack_bounds
jsd_cstack_find(void)
{
    ULONG_PTR lowest = 0, highest = 0;

    GetCurrentThreadStackLimits(&lowest, &highest);
    return (jsd_cstack_bounds){lowest + PAGES_OF_GUARD * BYTES_OF_PAGE,
                               highest, 0};
}

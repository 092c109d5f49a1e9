/* SPDX-License-Identifier: MIT */
#include "abi/safe_read.h"

#include <windows.h>

static bool
is_readable(const MEMORY_BASIC_INFORMATION *range)
{
    const DWORD readable = PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY |
                           PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE |
                           PAGE_EXECUTE_WRITECOPY;

    return range->State == MEM_COMMIT && (range->Protect & readable) != 0 &&
           (range->Protect & PAGE_GUARD) == 0;
}

/* The range is asked about, and then copied. Between the two another thread
 * may unmap it, which a pipe would survive. ReadProcessMemory() would survive
 * that, too, but in Wine 8 it also reads pages that nobody may access. */
bool
jsd_safe_read(const jsd_safe_reader *reader, const void *from, void *to,
              size_t n)
{
    const uintptr_t end = (uintptr_t)from + n;
    uintptr_t at = (uintptr_t)from;
    MEMORY_BASIC_INFORMATION range;

    if (reader->ends[0] < 0 || n == 0 || n > JSD_SAFE_READ_MAX || end < at)
        return false;
    while (at < end) {
        if (VirtualQuery((const void *)at, &range, sizeof range) == 0 ||
            !is_readable(&range))
            return false;
        at = (uintptr_t)range.BaseAddress + range.RegionSize;
    }
    memcpy(to, from, n);
    return true;
}

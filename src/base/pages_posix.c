/* SPDX-License-Identifier: MIT */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "base/pages.h"

#include <sys/mman.h>
#include <unistd.h>

/* The range is rounded to whole pages, and so covers the whole mapping of an
 * object: mremap() refuses to move a mapping that is advised in part, and
 * growing would then copy. */
void
jsd_pages_prefer_huge(const void *start, const void *limit, size_t least)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = (uintptr_t)start / page * page;
    const uintptr_t last = ((uintptr_t)limit / page + 1) * page;

    if (last - first >= least)
        madvise((void *)first, last - first, MADV_HUGEPAGE);
#else
    (void)start;
    (void)limit;
    (void)least;
#endif
}

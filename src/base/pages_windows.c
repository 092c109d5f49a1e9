/* SPDX-License-Identifier: MIT */
#include "base/pages.h"

/* Windows gives huge pages only to programs with a privilege. */
void
jsd_pages_prefer_huge(const void *start, const void *limit, size_t least)
{
    (void)start;
    (void)limit;
    (void)least;
}

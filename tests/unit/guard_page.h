/* SPDX-License-Identifier: MIT
 *
 * Memory between two guard pages: the test ends with a signal when code reads
 * or writes before its start or after its end.
 */
#ifndef JSONDE_TESTS_GUARD_PAGE_H
#define JSONDE_TESTS_GUARD_PAGE_H

#include "system.h"
#include "unit_helpers.h"

enum { GUARDED_PAGES = 4 };

typedef struct guarded_memory {
    char *start;
    char *end;
} guarded_memory;

/* Returns GUARDED_PAGES pages with a guard page on each side. They stay mapped
 * until the test's process ends. */
static inline guarded_memory
guarded_memory_new(void)
{
    const size_t page = system_page();
    char *all = system_pages_new((GUARDED_PAGES + 2) * page);

    ck_assert_ptr_nonnull(all);
    ck_assert(system_pages_protect(all, page));
    ck_assert(system_pages_protect(all + (GUARDED_PAGES + 1) * page, page));
    return (guarded_memory){all + page, all + (GUARDED_PAGES + 1) * page};
}

#endif

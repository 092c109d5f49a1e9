/* SPDX-License-Identifier: MIT
 *
 * Memory between two guard pages: the test ends with a signal when code reads
 * or writes before its start or after its end.
 */
#ifndef JSONDE_TESTS_GUARD_PAGE_H
#define JSONDE_TESTS_GUARD_PAGE_H

#include <sys/mman.h>
#include <unistd.h>

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
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *all = mmap(NULL, (GUARDED_PAGES + 2) * page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    ck_assert(all != MAP_FAILED);
    ck_assert_int_eq(mprotect(all, page, PROT_NONE), 0);
    ck_assert_int_eq(
        mprotect(all + (GUARDED_PAGES + 1) * page, page, PROT_NONE), 0);
    return (guarded_memory){all + page, all + (GUARDED_PAGES + 1) * page};
}

#endif

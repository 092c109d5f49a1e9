/* SPDX-License-Identifier: MIT
 *
 * Pages between two that cannot be touched: a read or a write beyond ends
 * the test. Used by suites of src/text and src/simd.
 */
#ifndef JSONDE_TESTS_ISLAND_H
#define JSONDE_TESTS_ISLAND_H

#include <sys/mman.h>
#include <unistd.h>

#include "unit_helpers.h"

enum { ISLAND_PAGES = 4 };

typedef struct island {
    char *start;
    char *end;
} island;

static inline island
island_new(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *all = mmap(NULL, (ISLAND_PAGES + 2) * page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    ck_assert(all != MAP_FAILED);
    ck_assert_int_eq(mprotect(all, page, PROT_NONE), 0);
    ck_assert_int_eq(
        mprotect(all + (ISLAND_PAGES + 1) * page, page, PROT_NONE), 0);
    return (island){all + page, all + (ISLAND_PAGES + 1) * page};
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Advice to the system about the pages of memory. Each system has this
 * function in a file of its own.
 */
#ifndef JSONDE_BASE_PAGES_H
#define JSONDE_BASE_PAGES_H

#include "base/base.h"

/* Asks for huge pages for the memory from start to limit if it occupies
 * `least` bytes or more, rounded to whole pages. It is a hint, which may
 * fail. */
void jsd_pages_prefer_huge(const void *start, const void *limit, size_t least);

#endif

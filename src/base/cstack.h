/* SPDX-License-Identifier: MIT
 *
 * Measures how much of the C stack a thread has left. A thread may have as
 * little as 64 KiB, and a library gets no warning before the stack overflows.
 */
#ifndef JSONDE_BASE_CSTACK_H
#define JSONDE_BASE_CSTACK_H

#include "base/base.h"

/* Returns the bytes of C stack below the caller's frame. Returns SIZE_MAX if
 * the system does not know them, or if the thread runs on a stack that the
 * system did not make (a coroutine's, for example). */
size_t jsd_cstack_left(void);

/* The bounds of a thread's stack, without its guard pages. Both are 0 until
 * the first call in the thread, and equal if the system does not know them. */
typedef struct jsd_cstack_bounds {
    uintptr_t lowest, highest;
    size_t reserve; /* bytes from lowest on that may not be there */
} jsd_cstack_bounds;

/* Asks the system for the bounds of this thread's stack. Each system has this
 * function in a file of its own. */
jsd_cstack_bounds jsd_cstack_find(void);

#endif

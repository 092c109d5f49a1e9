/* SPDX-License-Identifier: MIT
 *
 * How much of the C stack a thread has left. Threads may have as little as
 * 64 KiB, and nobody tells a library when that is used up.
 */
#ifndef JSONDE_BASE_CSTACK_H
#define JSONDE_BASE_CSTACK_H

#include "base/base.h"

/* Bytes of C stack below the caller's frame, or SIZE_MAX where the system does
 * not tell, or the thread runs on a stack of its own making. */
size_t jsd_cstack_left(void);

#endif

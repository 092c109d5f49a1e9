/* SPDX-License-Identifier: MIT
 *
 * Bytes behind an array inside of a struct, which AddressSanitizer watches as
 * it watches those behind a block. There are none in builds without it.
 * The struct must be in memory of malloc, which is as new when it is freed.
 */
#ifndef JSONDE_BASE_REDZONE_H
#define JSONDE_BASE_REDZONE_H

#include "base/base.h"

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define JSD_HAVE_ASAN 1
#endif
#elif defined __SANITIZE_ADDRESS__
#define JSD_HAVE_ASAN 1
#endif

#ifdef JSD_HAVE_ASAN

#include <sanitizer/asan_interface.h>

enum { JSD_REDZONE = 64 };

/* Each read or write of the redzone at p is reported from now on. */
JSD_INLINE void
jsd_redzone_watch(char *p)
{
    __asan_poison_memory_region(p, JSD_REDZONE);
}

#else

enum { JSD_REDZONE = 0 };

JSD_INLINE void
jsd_redzone_watch(char *p)
{
    (void)p;
}

#endif

#endif

/* SPDX-License-Identifier: MIT
 *
 * Guard bytes after an array in a struct, which AddressSanitizer watches like
 * the bytes after a block of malloc(). Builds without it have no such bytes.
 * The struct must be in memory of malloc(), because free() ends the watch.
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

/* Makes AddressSanitizer report each access to the JSD_REDZONE bytes at p. */
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

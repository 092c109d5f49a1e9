/* SPDX-License-Identifier: MIT
 *
 * Skips white space (RFC 8259, section 2), for where it comes in long runs.
 * Used by dec/; the work is in simd/. It never allocates.
 */
#ifndef JSONDE_TEXT_SPACE_H
#define JSONDE_TEXT_SPACE_H

#include "simd/kernel.h"

/* How many of the n units at s come before the first that is none of space,
 * \t, \n and \r. */
JSD_INLINE size_t
jsd_space_bytes(const void *s, size_t n)
{
    return jsd_kernel_now->space_1(s, n);
}

JSD_INLINE size_t
jsd_space_ucs2(const uint16_t *s, size_t n)
{
    return jsd_kernel_now->space_2(s, n);
}

JSD_INLINE size_t
jsd_space_ucs4(const uint32_t *s, size_t n)
{
    return jsd_kernel_now->space_4(s, n);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Skips long runs of white space (RFC 8259, section 2), in units of any width.
 * Never allocates; simd/ does the work.
 */
#ifndef JSONDE_TEXT_SPACE_H
#define JSONDE_TEXT_SPACE_H

#include "simd/kernel.h"

/* Return how many of the n units at s precede the first that is not white
 * space. */
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

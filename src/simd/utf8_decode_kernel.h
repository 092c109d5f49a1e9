/* SPDX-License-Identifier: MIT
 *
 * Decodes UTF-8 to units that have writable memory before them (text/utf8.h).
 * An instruction set with JSD_ISA_HAS_UTF8_BACKWARD uses that memory, the
 * others decode as in simd/utf8_kernel.h. It never allocates.
 */
#ifndef JSONDE_SIMD_UTF8_DECODE_KERNEL_H
#define JSONDE_SIMD_UTF8_DECODE_KERNEL_H

#include "simd/block.h"
#include "simd/utf8_kernel.h"

JSD_INLINE void
into_units(const char *s, size_t n, void *out, size_t count, int width)
{
#ifdef JSD_ISA_HAS_UTF8_BACKWARD
    utf8_backward_text(s, n, out, count, width);
#else
    (void)count;
    utf8_decode(s, n, out, width);
#endif
}

static void
utf8_into_1(const char *s, size_t n, void *out, size_t count)
{
    into_units(s, n, out, count, 1);
}

static void
utf8_into_2(const char *s, size_t n, void *out, size_t count)
{
    into_units(s, n, out, count, 2);
}

static void
utf8_into_4(const char *s, size_t n, void *out, size_t count)
{
    into_units(s, n, out, count, 4);
}

#endif

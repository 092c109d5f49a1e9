/* SPDX-License-Identifier: MIT
 *
 * Decodes UTF-8 to units that have writable memory before them (text/utf8.h).
 * Instruction sets with JSD_ISA_HAS_UTF8_BACKWARD or JSD_ISA_HAS_UTF8_INTO use
 * that memory, the others decode as in simd/utf8_kernel.h. It never allocates.
 */
#ifndef JSONDE_SIMD_UTF8_DECODE_KERNEL_H
#define JSONDE_SIMD_UTF8_DECODE_KERNEL_H

#include "simd/block.h"
#include "simd/utf8_kernel.h"

#ifndef JSD_ISA_HAS_UTF8_INTO

JSD_INLINE void
into_units(const char *s, size_t n, void *out, size_t count, int width)
{
#ifdef JSD_ISA_HAS_UTF8_BACKWARD
    utf8_backward_text(s, n, out, count, width);
#else
    (void)count;
    (width == 1 ? utf8_to_1 : width == 2 ? utf8_to_2 : utf8_to_4)(s, n, out);
#endif
}

#endif

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

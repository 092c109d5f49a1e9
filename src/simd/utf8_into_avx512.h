/* SPDX-License-Identifier: MIT
 *
 * Decodes UTF-8 where the memory before the units may be overwritten
 * (text/utf8.h): units of one byte by AVX-512, wider ones backward by AVX2,
 * which is faster there. Overrides UTF8_INTO (simd/block.h).
 */
#ifndef JSONDE_SIMD_UTF8_INTO_AVX512_H
#define JSONDE_SIMD_UTF8_INTO_AVX512_H

#include "simd/utf8_backward_avx2.h"
#include "simd/utf8_decode_avx512.h"

#define JSD_ISA_HAS_UTF8_INTO 1

JSD_INLINE void
into_units(const char *s, size_t n, void *out, size_t count, int width)
{
    if (width == 1)
        utf8_decode(s, n, out, width);
    else
        utf8_backward_text(s, n, out, count, width);
}

#endif

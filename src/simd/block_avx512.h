/* SPDX-License-Identifier: MIT
 *
 * Blocks of AVX-512 (simd/block.h) are those of AVX2. AVX2's vpmovmskb brings
 * a mask to a general register sooner than the mask registers of AVX-512 do.
 */
#ifndef JSONDE_SIMD_BLOCK_AVX512_H
#define JSONDE_SIMD_BLOCK_AVX512_H

#define JSD_ISA(name) name##_avx512
#define JSD_ISA_NAME "avx512"

#include "simd/block_avx2.h"

#endif

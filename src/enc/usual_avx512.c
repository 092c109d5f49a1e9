/* SPDX-License-Identifier: MIT */
#define JSD_LAYOUT_USUAL

#include "simd/block_avx512.h"

#include "enc/engine.h"

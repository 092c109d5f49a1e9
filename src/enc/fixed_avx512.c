/* SPDX-License-Identifier: MIT */
#define JSD_LAYOUT_FIXED

#include "simd/block_avx512.h"

#include "enc/engine.h"

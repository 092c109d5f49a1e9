/* SPDX-License-Identifier: MIT */
#define JSD_LAYOUT_FIXED

#include "simd/block_sse2.h"

#include "enc/engine.h"

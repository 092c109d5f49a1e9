/* SPDX-License-Identifier: MIT */
#define JSD_LAYOUT_USUAL

#include "simd/block_neon.h"

#include "enc/engine.h"

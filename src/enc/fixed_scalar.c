/* SPDX-License-Identifier: MIT */
#define JSD_LAYOUT_FIXED

#include "simd/block_scalar.h"

#include "enc/engine.h"

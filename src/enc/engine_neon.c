/* SPDX-License-Identifier: MIT */
#include "simd/block_neon.h"

#include "enc/engine.h"

/* SPDX-License-Identifier: MIT */
#include "simd/block_avx512.h"

#include "enc/engine.h"

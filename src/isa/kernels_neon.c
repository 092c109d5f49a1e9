/* SPDX-License-Identifier: MIT */
#include "simd/block_neon.h"

#include "simd/kernel_body.h"

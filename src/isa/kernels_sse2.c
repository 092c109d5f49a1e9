/* SPDX-License-Identifier: MIT */
#include "simd/block_sse2.h"

#include "simd/kernel_body.h"

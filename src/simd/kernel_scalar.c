/* SPDX-License-Identifier: MIT */
#include "simd/block_scalar.h"

#include "simd/kernel_body.h"

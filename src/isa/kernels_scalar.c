/* SPDX-License-Identifier: MIT */
#include "simd/block_scalar.h"

#include "num/array_kernel_body.h"
#include "simd/kernel_body.h"

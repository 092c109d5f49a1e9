/* SPDX-License-Identifier: MIT */
#include "simd/block_avx2.h"

#include "simd/back_avx2.h"
#include "simd/base64_avx2.h"
#include "simd/eight_avx2.h"
#include "simd/sweep_avx2.h"
#include "simd/kernel_body.h"

/* SPDX-License-Identifier: MIT */
#include "simd/block_avx2.h"

#include "simd/base64_avx2.h"
#include "simd/decimal_lengths_avx2.h"
#include "simd/parse_digits_avx2.h"
#include "simd/utf8_3byte_avx2.h"
#include "simd/utf8_backward_avx2.h"
#include "simd/utf8_check_avx2.h"

#include "num/array_kernel_body.h"
#include "simd/kernel_body.h"

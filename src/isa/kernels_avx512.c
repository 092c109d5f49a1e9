/* SPDX-License-Identifier: MIT */
#include "simd/block_avx512.h"

#include "simd/base64_avx2.h"
#include "simd/escape_avx512.h"
#include "simd/utf8_check_avx2.h"
#include "simd/utf8_decode_avx512.h"
#include "simd/utf8_into_avx512.h"

#include "simd/kernel_body.h"

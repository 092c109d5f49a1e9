/* SPDX-License-Identifier: MIT */
#include "simd/block_avx512.h"

#include "simd/base64_avx2.h"

#define JSD_ESCAPE_HEADER "simd/escape_avx512.h"
#define JSD_UTF8_HEADER "simd/utf8_avx512.h"
#include "simd/kernel_body.h"

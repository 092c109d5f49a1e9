/* SPDX-License-Identifier: MIT */
#include "simd/parse_digits_avx2.h"

#define JSD_ARRAY_PARSE_TABLE jsd_array_parse_avx2
#include "num/array_parse_items.h"

/* SPDX-License-Identifier: MIT */
#include "simd/parse_digits_avx2.h"

#define JSD_ARRAY_READERS jsd_array_readers_avx2
#include "num/array_readers.h"

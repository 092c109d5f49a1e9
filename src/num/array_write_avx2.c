/* SPDX-License-Identifier: MIT */
#include "simd/block_avx2.h"

#define JSD_ARRAY_PUTTERS jsd_array_putters_avx2
#include "num/array_write_items.h"

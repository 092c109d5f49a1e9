/* SPDX-License-Identifier: MIT */
#include "simd/block_avx512.h"

#include "dec/engine.h"

JSD_DEC_ENGINE(jsd_dec_engine_avx512, JSD_DEC_DIRECT);

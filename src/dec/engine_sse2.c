/* SPDX-License-Identifier: MIT */
#include "simd/block_sse2.h"

#include "dec/engine.h"

JSD_DEC_ENGINE(jsd_dec_engine_sse2, JSD_DEC_DIRECT);

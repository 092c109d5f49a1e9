/* SPDX-License-Identifier: MIT */
#include "simd/block_neon.h"

#include "dec/engine.h"

JSD_DEC_ENGINE(jsd_dec_engine_neon, JSD_DEC_DIRECT);

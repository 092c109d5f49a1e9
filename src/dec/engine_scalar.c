/* SPDX-License-Identifier: MIT */
#include "simd/block_scalar.h"

#include "dec/engine.h"

JSD_DEC_ENGINE(jsd_dec_engine_scalar, JSD_DEC_DIRECT);

JSD_DEC_ENGINE(jsd_dec_engine_any, d->caps);

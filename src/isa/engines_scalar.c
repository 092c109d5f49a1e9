/* SPDX-License-Identifier: MIT */
#include "simd/block_scalar.h"

#include "dec/engine.h"
#include "enc/engine.h"
#include "enc/engine_styled_isa.h"

/* The decoder for interpreters whose structs were not proven. */
JSD_DEC_ENGINE(jsd_dec_engine_any, d->caps);

/* SPDX-License-Identifier: MIT */
#include "simd/block_sse2.h"

#include "dec/engine.h"
#include "dec/engine_any.h"
#include "enc/engine.h"
#include "enc/engine_styled_isa.h"

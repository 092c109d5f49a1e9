/* SPDX-License-Identifier: MIT */
#include "simd/block_scalar.h"

#include "enc/engine_styled_isa.h"

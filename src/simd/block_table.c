/* SPDX-License-Identifier: MIT */
#include "simd/block_table.h"

#include "simd/block.h"

#define EIGHT(c) c, c, c, c, c, c, c, c
#define ALL(c) {EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c)}

const jsd_block_bytes jsd_block_constants = {
    .most = ALL(JSD_BLOCK_MOST),
    .turn = ALL(JSD_BLOCK_TURN),
    .backslash = ALL('\\'),
};

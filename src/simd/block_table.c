/* SPDX-License-Identifier: MIT */
#include "simd/block_table.h"

#include "simd/block.h"

#define EIGHT_BYTES_OF(c) c, c, c, c, c, c, c, c
#define ALL_BYTES_OF(c) {EIGHT_BYTES_OF(c), EIGHT_BYTES_OF(c), EIGHT_BYTES_OF(c), EIGHT_BYTES_OF(c)}

const jsd_block_bytes jsd_block_constants = {
    .most = ALL_BYTES_OF(JSD_BLOCK_MOST),
    .turn = ALL_BYTES_OF(JSD_BLOCK_TURN),
    .backslash = ALL_BYTES_OF('\\'),
};

/* SPDX-License-Identifier: MIT
 *
 * Bytes that blocks are compared with, in memory: as operands they cost
 * nothing, while a compiler that sees a constant makes a register of it, again
 * in each turn of a loop that calls.
 */
#ifndef JSONDE_SIMD_BLOCK_TABLE_H
#define JSONDE_SIMD_BLOCK_TABLE_H

#include "base/base.h"

typedef struct jsd_block_bytes {
    _Alignas(32) unsigned char most[32]; /* JSD_BLOCK_MOST */
    unsigned char turn[32];              /* JSD_BLOCK_TURN */
    unsigned char backslash[32];
} jsd_block_bytes;

extern const jsd_block_bytes jsd_block_constants JSD_HIDDEN;

#endif

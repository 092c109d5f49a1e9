/* SPDX-License-Identifier: MIT
 *
 * Byte shuffles that left-pack the lanes of a register; what is
 * behind it becomes zeros.
 */
#ifndef JSONDE_SIMD_LEFT_PACK_TABLE_H
#define JSONDE_SIMD_LEFT_PACK_TABLE_H

#include "base/base.h"

/* The places of a mask's bits, upwards, at the end of eight; zeros before
 * them. */
extern const uint8_t jsd_left_pack_ends[256][8];

/* Of eight lanes of two bytes both bytes where the bit of the lane is set, or
 * else the first. */
extern const uint8_t jsd_left_pack_pairs[256][16];

/* Of each of four lanes of four bytes the lowest 1 + bit `lane` + 2 * bit
 * `4 + lane` bytes, the highest of these first. */
extern const uint8_t jsd_left_pack_quads[256][16];

#endif

/* SPDX-License-Identifier: MIT
 *
 * The part of a block that no instruction set changes: its size, operations on
 * masks of its bytes, and the constants by which bytes are classified. Each
 * simd/block_NAME.h includes it; all other files include simd/block.h.
 */
#ifndef JSONDE_SIMD_BLOCK_BASE_H
#define JSONDE_SIMD_BLOCK_BASE_H

#include "base/base.h"

enum { JSD_BLOCK = 32 /* bytes */ };

/* Returns a mask of the n lowest bits, or of all bits if n >= JSD_BLOCK. */
JSD_INLINE uint32_t
jsd_block_lowest(size_t n)
{
    return n < JSD_BLOCK ? (UINT32_C(1) << n) - 1 : UINT32_MAX;
}

/* Returns a mask of the bits below the lowest set bit of mask, or of all bits
 * if mask is 0. */
JSD_INLINE uint32_t
jsd_block_before(uint32_t mask)
{
    return (mask & (0 - mask)) - 1;
}

/* Returns the index of the lowest set bit of mask, which must not be 0. */
JSD_INLINE unsigned
jsd_block_first(uint32_t mask)
{
    return (unsigned)__builtin_ctz(mask);
}

/* Counts the set bits of mask on processors without an instruction for it: in
 * groups of two, four and eight bits, whose sums a multiplication adds. */
JSD_INLINE unsigned
jsd_block_count_slowly(uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555;
    mask = (mask & 0x33333333) + (mask >> 2 & 0x33333333);
    return ((mask + (mask >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

/* One unsigned comparison finds '"' and the control characters. With bit 1
 * inverted, exactly these bytes are at most JSD_BLOCK_MOST: '"' (0x22) becomes
 * 0x20, bytes below 0x20 stay there, and 0x20, 0x21 and 0x23 become 0x22, 0x23
 * and 0x21. */
enum { JSD_BLOCK_TURN = 2, JSD_BLOCK_MOST = 0x20 };

/* Three tables find a second byte that its lead byte forbids (RFC 3629,
 * section 4): by the upper and the lower half of the lead byte, and by the
 * upper half of the second byte. Each bit stands for one of the rules below. A
 * second byte is illegal if a bit is set in all three entries. Keiser and
 * Lemire, "Validating UTF-8 in less than one instruction per byte", 2021. */
enum {
    JSD_BLOCK_E0 = 1,  /* forbids 80..9F */
    JSD_BLOCK_ED = 2,  /* forbids A0..BF */
    JSD_BLOCK_F0 = 4,  /* forbids 80..8F */
    JSD_BLOCK_F4 = 8,  /* forbids 90..BF */
    JSD_BLOCK_C0 = 16, /* C0 and C1 forbid all */
    JSD_BLOCK_F5 = 32  /* F5..FF forbid all */
};
#define JSD_BLOCK_LEAD_UPPER                             \
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, JSD_BLOCK_C0, 0, \
        JSD_BLOCK_E0 | JSD_BLOCK_ED,                     \
        JSD_BLOCK_F0 | JSD_BLOCK_F4 | JSD_BLOCK_F5
#define JSD_BLOCK_LEAD_LOWER                                                  \
    JSD_BLOCK_E0 | JSD_BLOCK_F0 | JSD_BLOCK_C0, JSD_BLOCK_C0, 0, 0,           \
        JSD_BLOCK_F4, JSD_BLOCK_F5, JSD_BLOCK_F5, JSD_BLOCK_F5, JSD_BLOCK_F5, \
        JSD_BLOCK_F5, JSD_BLOCK_F5, JSD_BLOCK_F5, JSD_BLOCK_F5,               \
        JSD_BLOCK_F5 | JSD_BLOCK_ED, JSD_BLOCK_F5, JSD_BLOCK_F5
#define JSD_BLOCK_BYTE_UPPER                                       \
    0, 0, 0, 0, 0, 0, 0, 0,                                        \
        JSD_BLOCK_E0 | JSD_BLOCK_F0 | JSD_BLOCK_C0 | JSD_BLOCK_F5, \
        JSD_BLOCK_E0 | JSD_BLOCK_F4 | JSD_BLOCK_C0 | JSD_BLOCK_F5, \
        JSD_BLOCK_ED | JSD_BLOCK_F4 | JSD_BLOCK_C0 | JSD_BLOCK_F5, \
        JSD_BLOCK_ED | JSD_BLOCK_F4 | JSD_BLOCK_C0 | JSD_BLOCK_F5, 0, 0, 0, 0

#endif

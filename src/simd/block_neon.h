/* SPDX-License-Identifier: MIT
 *
 * Blocks in two NEON registers, which every AArch64 has (simd/block.h).
 */
#ifndef JSONDE_SIMD_BLOCK_NEON_H
#define JSONDE_SIMD_BLOCK_NEON_H

#include "simd/block_base.h"

#include <arm_neon.h>

#define JSD_ISA(name) name##_neon
#define JSD_ISA_NAME "neon"

typedef uint8x16x2_t jsd_block;

JSD_INLINE jsd_block
jsd_block_load(const void *p)
{
    return vld1q_u8_x2(p);
}

JSD_INLINE void
jsd_block_store(void *p, jsd_block b)
{
    vst1q_u8_x2(p, b);
}

JSD_INLINE jsd_block
jsd_block_fill(char c)
{
    return (jsd_block){{vdupq_n_u8((uint8_t)c), vdupq_n_u8((uint8_t)c)}};
}

JSD_INLINE unsigned
jsd_block_count(uint32_t mask)
{
    return jsd_block_count_slowly(mask);
}

/* Returns a mask of bytes that are all ones or zeros. Each byte keeps the bit
 * of its index modulo eight, and pairs are added until eight bytes are one. */
JSD_INLINE uint32_t
jsd_block_bits(uint8x16_t first, uint8x16_t second)
{
    const uint8x16_t place = {1, 2, 4, 8, 16, 32, 64, 128,
                              1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t sum =
        vpaddq_u8(vandq_u8(first, place), vandq_u8(second, place));

    sum = vpaddq_u8(sum, sum);
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u32(vreinterpretq_u32_u8(sum), 0);
}

JSD_INLINE uint8x16_t
jsd_block_is(uint8x16_t half, uint8_t c)
{
    return vceqq_u8(half, vdupq_n_u8(c));
}

JSD_INLINE uint8x16_t
jsd_block_half_needs_escape(uint8x16_t half)
{
    uint8x16_t turned = veorq_u8(half, vdupq_n_u8(JSD_BLOCK_TURN));

    return vorrq_u8(vcleq_u8(turned, vdupq_n_u8(JSD_BLOCK_MOST)),
                    jsd_block_is(half, '\\'));
}

JSD_INLINE uint8x16_t
jsd_block_half_non_ascii(uint8x16_t half)
{
    return vcgeq_u8(half, vdupq_n_u8(0x80));
}

JSD_INLINE uint8x16_t
jsd_block_half_not_whitespace(uint8x16_t half)
{
    return vmvnq_u8(vorrq_u8(
        vorrq_u8(jsd_block_is(half, ' '), jsd_block_is(half, '\n')),
        vorrq_u8(jsd_block_is(half, '\r'), jsd_block_is(half, '\t'))));
}

JSD_INLINE uint32_t
jsd_block_equal(jsd_block a, jsd_block b)
{
    return jsd_block_bits(vceqq_u8(a.val[0], b.val[0]),
                          vceqq_u8(a.val[1], b.val[1]));
}

JSD_INLINE uint32_t
jsd_block_needs_escape(jsd_block b)
{
    return jsd_block_bits(jsd_block_half_needs_escape(b.val[0]),
                          jsd_block_half_needs_escape(b.val[1]));
}

JSD_INLINE uint32_t
jsd_block_non_ascii(jsd_block b)
{
    return jsd_block_bits(jsd_block_half_non_ascii(b.val[0]),
                          jsd_block_half_non_ascii(b.val[1]));
}

JSD_INLINE uint32_t
jsd_block_non_ascii_or_escape(jsd_block b)
{
    return jsd_block_needs_escape(b) | jsd_block_non_ascii(b);
}

JSD_INLINE uint32_t
jsd_block_not_whitespace(jsd_block b)
{
    return jsd_block_bits(jsd_block_half_not_whitespace(b.val[0]),
                          jsd_block_half_not_whitespace(b.val[1]));
}

JSD_INLINE uint8x16_t
jsd_block_pack2(const uint16_t *from)
{
    return vcombine_u8(vqmovn_u16(vld1q_u16(from)),
                       vqmovn_u16(vld1q_u16(from + 8)));
}

JSD_INLINE jsd_block
jsd_block_narrow2(const void *p)
{
    const uint16_t *from = p;

    return (jsd_block){{jsd_block_pack2(from), jsd_block_pack2(from + 16)}};
}

JSD_INLINE uint8x16_t
jsd_block_pack4(const uint32_t *from)
{
    uint16x8_t low = vcombine_u16(vqmovn_u32(vld1q_u32(from)),
                                  vqmovn_u32(vld1q_u32(from + 4)));
    uint16x8_t high = vcombine_u16(vqmovn_u32(vld1q_u32(from + 8)),
                                   vqmovn_u32(vld1q_u32(from + 12)));

    return vcombine_u8(vqmovn_u16(low), vqmovn_u16(high));
}

JSD_INLINE jsd_block
jsd_block_narrow4(const void *p)
{
    const uint32_t *from = p;

    return (jsd_block){{jsd_block_pack4(from), jsd_block_pack4(from + 16)}};
}

JSD_INLINE uint32_t
jsd_block_from(jsd_block b, unsigned char c)
{
    return jsd_block_bits(vcgeq_u8(b.val[0], vdupq_n_u8(c)),
                          vcgeq_u8(b.val[1], vdupq_n_u8(c)));
}

JSD_INLINE uint8x16_t
jsd_block_half_refused(uint8x16_t lead, uint8x16_t half)
{
    const uint8x16_t upper = {JSD_BLOCK_LEAD_UPPER};
    const uint8x16_t lower = {JSD_BLOCK_LEAD_LOWER};
    const uint8x16_t byte = {JSD_BLOCK_BYTE_UPPER};
    uint8x16_t by_lead =
        vandq_u8(vqtbl1q_u8(upper, vshrq_n_u8(lead, 4)),
                 vqtbl1q_u8(lower, vandq_u8(lead, vdupq_n_u8(15))));

    return vtstq_u8(by_lead, vqtbl1q_u8(byte, vshrq_n_u8(half, 4)));
}

JSD_INLINE uint32_t
jsd_block_bad_second_byte(jsd_block before, jsd_block b)
{
    uint8x16_t first = vextq_u8(before.val[1], b.val[0], 15);
    uint8x16_t second = vextq_u8(b.val[0], b.val[1], 15);

    return jsd_block_bits(jsd_block_half_refused(first, b.val[0]),
                          jsd_block_half_refused(second, b.val[1]));
}

/* Narrows sixteen lanes of all ones or zeros to bytes. */
JSD_INLINE uint8x16_t
jsd_block_lanes2(uint16x8_t first, uint16x8_t second)
{
    return vcombine_u8(vmovn_u16(first), vmovn_u16(second));
}

JSD_INLINE uint16x8_t
jsd_block_lanes4(uint32x4_t first, uint32x4_t second)
{
    return vcombine_u16(vmovn_u32(first), vmovn_u32(second));
}

JSD_INLINE uint8x16_t
jsd_block_lanes_above2(const uint16_t *from, uint16_t most)
{
    const uint16x8_t limit = vdupq_n_u16(most);

    return jsd_block_lanes2(vcgtq_u16(vld1q_u16(from), limit),
                            vcgtq_u16(vld1q_u16(from + 8), limit));
}

JSD_INLINE uint32_t
jsd_block_above2(const void *p, uint16_t most)
{
    const uint16_t *from = p;

    return jsd_block_bits(jsd_block_lanes_above2(from, most),
                          jsd_block_lanes_above2(from + 16, most));
}

JSD_INLINE uint16x8_t
jsd_block_x8_above4(const uint32_t *from, uint32_t most)
{
    const uint32x4_t limit = vdupq_n_u32(most);

    return jsd_block_lanes4(vcgtq_u32(vld1q_u32(from), limit),
                            vcgtq_u32(vld1q_u32(from + 4), limit));
}

JSD_INLINE uint32_t
jsd_block_above4(const void *p, uint32_t most)
{
    const uint32_t *from = p;

    return jsd_block_bits(
        jsd_block_lanes2(jsd_block_x8_above4(from, most),
                         jsd_block_x8_above4(from + 8, most)),
        jsd_block_lanes2(jsd_block_x8_above4(from + 16, most),
                         jsd_block_x8_above4(from + 24, most)));
}

JSD_INLINE uint16x8_t
jsd_block_x8_surrogate2(const uint16_t *from)
{
    return vceqq_u16(vandq_u16(vld1q_u16(from), vdupq_n_u16(0xf800)),
                     vdupq_n_u16(0xd800));
}

JSD_INLINE uint32_t
jsd_block_surrogate2(const void *p)
{
    const uint16_t *from = p;

    return jsd_block_bits(
        jsd_block_lanes2(jsd_block_x8_surrogate2(from),
                         jsd_block_x8_surrogate2(from + 8)),
        jsd_block_lanes2(jsd_block_x8_surrogate2(from + 16),
                         jsd_block_x8_surrogate2(from + 24)));
}

JSD_INLINE uint32x4_t
jsd_block_four_surrogate4(const uint32_t *from)
{
    return vceqq_u32(vandq_u32(vld1q_u32(from), vdupq_n_u32(0xfffff800)),
                     vdupq_n_u32(0xd800));
}

JSD_INLINE uint8x16_t
jsd_block_lanes_surrogate4(const uint32_t *from)
{
    return jsd_block_lanes2(
        jsd_block_lanes4(jsd_block_four_surrogate4(from),
                         jsd_block_four_surrogate4(from + 4)),
        jsd_block_lanes4(jsd_block_four_surrogate4(from + 8),
                         jsd_block_four_surrogate4(from + 12)));
}

JSD_INLINE uint32_t
jsd_block_surrogate4(const void *p)
{
    const uint32_t *from = p;

    return jsd_block_bits(jsd_block_lanes_surrogate4(from),
                          jsd_block_lanes_surrogate4(from + 16));
}

JSD_INLINE void
jsd_block_widen2(void *p, jsd_block b)
{
    uint16_t *to = p;

    for (int i = 0; i < 2; i++, to += 16) {
        vst1q_u16(to, vmovl_u8(vget_low_u8(b.val[i])));
        vst1q_u16(to + 8, vmovl_high_u8(b.val[i]));
    }
}

JSD_INLINE void
jsd_block_widen4(void *p, jsd_block b)
{
    uint32_t *to = p;

    for (int i = 0; i < 2; i++, to += 16) {
        uint16x8_t low = vmovl_u8(vget_low_u8(b.val[i]));
        uint16x8_t high = vmovl_high_u8(b.val[i]);

        vst1q_u32(to, vmovl_u16(vget_low_u16(low)));
        vst1q_u32(to + 4, vmovl_high_u16(low));
        vst1q_u32(to + 8, vmovl_u16(vget_low_u16(high)));
        vst1q_u32(to + 12, vmovl_high_u16(high));
    }
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * What every instruction set offers: 32 bytes at once, and masks of them in
 * which bit i stands for byte i. A unit that is compiled for one includes
 * its simd/block_NAME.h, which includes this; the same source, included
 * after it, then becomes that instruction set's own.
 * Used by simd/, text/, enc/ and dec/. A load never faults.
 *
 *   JSD_ISA(name)                 name_avx2, ...: what the unit defines
 *   JSD_ISA_NAME                  "avx2", ...
 *   jsd_block                     32 bytes
 *   jsd_block_load(p), _store(p, b)
 *   jsd_block_equal(a, b)         mask: the same byte
 *   jsd_block_needs_escape(b)          mask: '"', '\', below U+0020
 *   jsd_block_non_ascii(b)           mask: 0x80 and more
 *   jsd_block_non_ascii_or_escape(b)          mask: special or beyond
 *   jsd_block_not_whitespace(b)          mask: none of the four JSON spaces
 *   jsd_block_fill(c)             32 times the byte c
 *   jsd_block_from(b, c)          mask: c and more; c is 0x80 at least
 *   jsd_block_bad_second_byte(before, b)   mask: 80..BF, but not what the lead
 * just before it allows; before: the block there jsd_block_count(mask) how
 * many bits are set jsd_block_above2(p, most), _above4(p, most) mask of 32
 * units: more than most jsd_block_surrogate2(p), _surrogate4(p) mask of 32
 * units: U+D800..U+DFFF jsd_block_widen2(p, b), _widen4(p, b) stores 32 units
 * of 2 or 4 bytes jsd_block_narrow2(p), _narrow4(p) 32 units of 2 or 4 bytes
 * as bytes: those beyond 0xff become 0xff
 */
#ifndef JSONDE_SIMD_BLOCK_H
#define JSONDE_SIMD_BLOCK_H

#include "base/base.h"

enum {
    JSD_BLOCK = 32,       /* bytes */
    JSD_BLOCK_PAGE = 4096 /* no page of memory is smaller */
};

/* AddressSanitizer takes a read beyond an object for a fault, and
 * ThreadSanitizer takes it for a race with the owner of those bytes. It is
 * neither where the page is the same; with them every read stays within. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define JSD_BLOCK_EXACT 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define JSD_BLOCK_EXACT 1
#endif
#endif
#ifndef JSD_BLOCK_EXACT
#define JSD_BLOCK_EXACT 0
#endif

/* May `size` bytes at p be read, of which the first is ours, as are those
 * before end? They do not reach into a page that has none of ours. */
JSD_INLINE bool
jsd_block_can_overread(const void *p, const void *end, size_t size)
{
    size_t offset = (uintptr_t)p % JSD_BLOCK_PAGE;

    if (!JSD_BLOCK_EXACT && JSD_LIKELY(offset <= JSD_BLOCK_PAGE - size))
        return true;
    return (const char *)end - (const char *)p >= (ptrdiff_t)size;
}

/* May `size` bytes before p be read? Those from start to p are ours, as is p.
 */
JSD_INLINE bool
jsd_block_is_behind(const void *p, const void *start, size_t size)
{
    if (!JSD_BLOCK_EXACT && JSD_LIKELY((uintptr_t)p % JSD_BLOCK_PAGE >= size))
        return true;
    return (const char *)p - (const char *)start >= (ptrdiff_t)size;
}

/* What is not there reads as zeros. */
__attribute__((unused)) JSD_COLD static const void *
jsd_block_copy(void *copy, const void *p, size_t n, size_t size)
{
    memset(copy, 0, size);
    return memcpy(copy, p, n);
}

/* Where `size` bytes can be read that start with the n at p that are ours:
 * p itself, or else copy, which has room for them. */
JSD_INLINE const void *
jsd_block_reach(const void *p, size_t n, size_t size, void *copy)
{
    if (JSD_LIKELY(jsd_block_can_overread(p, (const char *)p + n, size)))
        return p;
    return jsd_block_copy(copy, p, n < size ? n : size, size);
}

/* Copies n <= 32 bytes, no more, by pieces that overlap. */
JSD_INLINE void
jsd_block_move(char *to, const char *from, size_t n)
{
    char head[JSD_BLOCK / 2], tail[JSD_BLOCK / 2];

#define JSD_BLOCK_MOVE(half)                   \
    if (n >= (half)) {                         \
        memcpy(head, from, half);              \
        memcpy(tail, from + n - (half), half); \
        memcpy(to, head, half);                \
        memcpy(to + n - (half), tail, half);   \
        return;                                \
    }
    JSD_BLOCK_MOVE(16)
    JSD_BLOCK_MOVE(8)
    JSD_BLOCK_MOVE(4)
    JSD_BLOCK_MOVE(2)
#undef JSD_BLOCK_MOVE
    if (n == 1)
        *to = *from;
}

/* So many units of four bytes, which fit two, to units of two: the compiler
 * knows instructions for it. */
enum { JSD_BLOCK_CUT = 8 };

JSD_INLINE void
jsd_block_cut4(void *to, const void *from)
{
    typedef uint32_t wide __attribute__((vector_size(4 * JSD_BLOCK_CUT)));
    typedef uint16_t half __attribute__((vector_size(2 * JSD_BLOCK_CUT)));
    wide w;
    half h;

    memcpy(&w, from, sizeof w);
    h = __builtin_convertvector(w, half);
    memcpy(to, &h, sizeof h);
}

/* The n lowest bits; all from 32 on. */
JSD_INLINE uint32_t
jsd_block_lowest(size_t n)
{
    return n < JSD_BLOCK ? (UINT32_C(1) << n) - 1 : UINT32_MAX;
}

/* The bits below the lowest set one of mask; all where there is none. */
JSD_INLINE uint32_t
jsd_block_before(uint32_t mask)
{
    return (mask & (0 - mask)) - 1;
}

/* How many bits are set, where no instruction counts them: in pairs, fours,
 * bytes, and the bytes summed by a product. */
JSD_INLINE unsigned
jsd_block_count_slowly(uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555;
    mask = (mask & 0x33333333) + (mask >> 2 & 0x33333333);
    return ((mask + (mask >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

/* '"' and what is below 0x20, and nothing else, is at most this when bit 1 is
 * turned over: 0x22 becomes 0x20, those below 0x20 stay there, and 0x20, 0x21
 * and 0x23 become 0x22, 0x23 and 0x21. */
enum { JSD_BLOCK_TURN = 2, JSD_BLOCK_MOST = 0x20 };

/* What the leads C0, C1, E0, ED, F0, F4 and those from F5 on refuse as their
 * second byte (RFC 3629, section 4: all, E0 80..9F, ED A0..BF, F0 80..8F,
 * F4 90..BF, all), as three tables of bits: by the upper and the lower half
 * of the lead, and by the upper half of the byte. What all three have is
 * refused (after Keiser and Lemire, "Validating UTF-8 in less than one
 * instruction per byte", 2021). */
enum {
    JSD_BLOCK_E0 = 1,
    JSD_BLOCK_ED = 2,
    JSD_BLOCK_F0 = 4,
    JSD_BLOCK_F4 = 8,
    JSD_BLOCK_C0 = 16, /* and C1 */
    JSD_BLOCK_F5 = 32  /* and more */
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

/* The lowest set bit of mask, which is not 0. */
JSD_INLINE unsigned
jsd_block_first(uint32_t mask)
{
    return (unsigned)__builtin_ctz(mask);
}

#endif

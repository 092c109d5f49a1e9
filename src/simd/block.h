/* SPDX-License-Identifier: MIT
 *
 * Blocks: 32 bytes in registers, and masks in which bit i stands for byte i.
 * The hot loops of jsonde are written with the operations below and compiled
 * once for each instruction set (simd/isa_list.h). A file of src/isa/ includes
 * simd/block_NAME.h first and then the generic headers, which all include this
 * one. Where no simd/block_NAME.h came first, this header includes
 * simd/block_scalar.h, so that each header compiles alone and an editor can
 * read it.
 *
 * A block_NAME.h defines:
 *
 *   JSD_ISA(x)                   x_NAME: the names of tables and engines
 *   JSD_ISA_NAME                 "NAME"
 *   jsd_block                    the type: 32 bytes
 *   jsd_block_load(p)            reads 32 bytes at p, at any alignment
 *   jsd_block_store(p, b)        writes 32 bytes to p, at any alignment
 *   jsd_block_fill(c)            32 times the byte c
 *   jsd_block_count(mask)        the number of set bits
 *
 * These return a mask of the bytes of b that
 *
 *   jsd_block_equal(a, b)                equal the byte of a at their place
 *   jsd_block_needs_escape(b)            are '"', '\' or below U+0020
 *   jsd_block_non_ascii(b)               are 0x80 or above
 *   jsd_block_non_ascii_or_escape(b)     are one of the previous two
 *   jsd_block_not_whitespace(b)          are no JSON white space
 *   jsd_block_from(b, c)                 are c or above; c >= 0x80
 *   jsd_block_bad_second_byte(before, b) are 80..BF, but forbidden by the lead
 *                                        byte in front of them; before is the
 *                                        block in front of b
 *
 * These work on the 32 units of 2 or 4 bytes at p:
 *
 *   jsd_block_above2(p, most), _above4      mask: the unit is above most
 *   jsd_block_surrogate2(p), _surrogate4    mask: the unit is D800..DFFF
 *   jsd_block_narrow2(p), _narrow4          block: the units as bytes, units
 *                                           above 0xff as 0xff
 *   jsd_block_widen2(p, b), _widen4         writes the bytes of b as units
 *
 * An instruction set may have a better way for an operation than its generic
 * code. There is one mechanism for this: a header defines the macro
 * JSD_ISA_HAS_OPERATION and the functions of that operation, and the generic
 * header omits its own. Such a header is included by block_NAME.h or, where
 * only kernels need the operation, by isa/kernels_NAME.c before the generic
 * headers. The operations are:
 *
 *   JSD_ISA_HAS_      generic code in            overridden by simd/
 *   ASCII_X4          simd/ascii_run.h           block_avx2.h
 *   BASE64            simd/base64_kernel.h       base64_avx2.h
 *   DECIMAL_LENGTHS   num/array_lengths.h        decimal_lengths_avx2.h
 *   DIGITS            num/digits.h, itoa_long.h  digits_avx2.h
 *   ENCODE_16         enc/engine_str.h,
 *                     simd/escape_kernel.h       utf8_encode_avx2.h
 *   ESCAPE            simd/escape_kernel.h       escape_avx512.h
 *   PARSE_16_DIGITS   num/array_parse_double.h         parse_digits_avx2.h
 *   UTF8_3BYTE_X8     simd/utf8_kernel.h         utf8_3byte_avx2.h
 *   UTF8_BACKWARD     simd/utf8_decode_kernel.h  utf8_backward_avx2.h
 *   UTF8_CHECK        simd/utf8_kernel.h         utf8_check_avx2.h
 *   UTF8_DECODE       simd/utf8_kernel.h         utf8_decode_avx512.h
 *   UTF8_INTO         simd/utf8_decode_kernel.h  utf8_into_avx512.h
 */
#ifndef JSONDE_SIMD_BLOCK_H
#define JSONDE_SIMD_BLOCK_H

#include "simd/block_base.h"

#ifndef JSD_ISA
#include "simd/block_scalar.h"
#endif

enum { JSD_BLOCK_PAGE = 4096 /* bytes; no page of memory is smaller */ };

/* A block may be read across the end of an object if its page also holds bytes
 * of the object: such an over-read cannot fault. AddressSanitizer reports it
 * as a fault, and ThreadSanitizer as a race with the owner of those bytes. In
 * builds with one of them JSD_BLOCK_EXACT is 1 and nothing is over-read. */
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

/* Returns whether `size` bytes at p may be read. The bytes from p up to end
 * are readable, and there is at least one. */
JSD_INLINE bool
jsd_block_can_overread(const void *p, const void *end, size_t size)
{
    size_t offset = (uintptr_t)p % JSD_BLOCK_PAGE;

    if (!JSD_BLOCK_EXACT && JSD_LIKELY(offset <= JSD_BLOCK_PAGE - size))
        return true;
    return (const char *)end - (const char *)p >= (ptrdiff_t)size;
}

/* Returns whether the `size` bytes before p may be read. The bytes from start
 * up to and including p are readable. */
JSD_INLINE bool
jsd_block_is_behind(const void *p, const void *start, size_t size)
{
    if (!JSD_BLOCK_EXACT && JSD_LIKELY((uintptr_t)p % JSD_BLOCK_PAGE >= size))
        return true;
    return (const char *)p - (const char *)start >= (ptrdiff_t)size;
}

/* Copies n bytes from p to copy, whose other bytes up to `size` become zeros.
 * Returns copy. */
__attribute__((unused)) JSD_COLD static const void *
jsd_block_copy(void *copy, const void *p, size_t n, size_t size)
{
    memset(copy, 0, size);
    return memcpy(copy, p, n);
}

/* Returns a pointer from which `size` bytes can be read and whose first n
 * bytes are those at p: p itself if the rest can be over-read, otherwise copy,
 * which has room for `size` bytes. */
JSD_INLINE const void *
jsd_block_reach(const void *p, size_t n, size_t size, void *copy)
{
    if (JSD_LIKELY(jsd_block_can_overread(p, (const char *)p + n, size)))
        return p;
    return jsd_block_copy(copy, p, n < size ? n : size, size);
}

/* Copies exactly n <= 32 bytes, by two loads and two stores that overlap. */
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

/* Writes the bytes of b to out as units of the constant `width` of 1, 2 or 4
 * bytes. */
JSD_INLINE void
jsd_block_widen(void *out, jsd_block b, int width)
{
    if (width == 1)
        jsd_block_store(out, b);
    else if (width == 2)
        jsd_block_widen2(out, b);
    else
        jsd_block_widen4(out, b);
}

enum { JSD_BLOCK_CUT = 8 /* units */ };

/* Converts JSD_BLOCK_CUT units of four bytes at `from`, each at most 0xffff,
 * to units of two bytes at `to`. The vector types let the compiler choose an
 * instruction. */
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

#endif

/* SPDX-License-Identifier: MIT
 *
 * Converts the inside of a JSON string to its characters (text/unescape.h). It
 * never allocates.
 */
#ifndef JSONDE_SIMD_UNESCAPE_KERNEL_H
#define JSONDE_SIMD_UNESCAPE_KERNEL_H

#include "simd/block.h"
#include "simd/escaped.h"
#include "simd/kernel.h"
#include "simd/scan_kernel.h"

/* Copies units from p to out[o]: a whole block if `whole` is true, otherwise n
 * units. b has the units at p as bytes. The output consists of bytes if utf8
 * is true, otherwise of units of 4 bytes. */
JSD_INLINE void
unescape_put(void *out, size_t o, const void *p, jsd_block b, size_t n,
             bool whole, int width, bool utf8)
{
    if (utf8 && whole) {
        jsd_block_store((char *)out + o, b);
    } else if (utf8) {
        jsd_block_move((char *)out + o, p, n);
    } else if (width == 1 && whole) {
        jsd_block_widen4((char *)out + 4 * o, b);
    } else {
        for (size_t k = 0; k < (whole ? JSD_BLOCK : n); k++)
            jsd_unit_put(out, o + k, 4, jsd_unit_at(p, k, width));
    }
}

/* The state of one conversion. */
typedef struct unescape_state {
    const void *s;
    void *out;
    size_t n, i, o; /* number of units: of s, read, written */
} unescape_state;

/* Converts the run of consecutive escapes at s[i]. Such runs are common: \r\n,
 * \u3042\u3044. Returns false at an invalid escape. */
JSD_INLINE bool
unescape_some(unescape_state *u, int width, bool utf8)
{
    char *out = u->out;

    do {
        uint32_t c = jsd_escaped_character(u->s, u->n, &u->i, width);

        if (JSD_UNLIKELY(c == UINT32_MAX))
            return false;
        if (utf8)
            u->o = (size_t)(jsd_unit_put_utf8(out + u->o, c, 4) - out);
        else
            jsd_unit_put(out, u->o++, 4, c);
    } while (u->i < u->n && jsd_unit_at(u->s, u->i, width) == '\\');
    return true;
}

/* The number of bytes that may be read from the start of a block: a surrogate
 * pair may start at its last byte, and a block after the pair is loaded. */
enum { UNESCAPE_REACH = JSD_BLOCK - 1 + 2 * JSD_ESCAPED_UNITS + JSD_BLOCK };

/* Converts the escapes of the non-empty mask in the block of bytes at s[i].
 * The caller has copied the block already. After each escape the bytes that
 * follow it are copied again. Returns false at an invalid escape. */
JSD_INLINE bool
unescape_block(unescape_state *u, uint32_t mask)
{
    const char *from = (const char *)u->s + u->i;
    char *start = (char *)u->out + u->o; /* where from[0] would be */
    size_t behind;

    do {
        size_t at = jsd_block_first(mask);
        size_t next = u->i + at;
        uint32_t c = jsd_escaped_character(u->s, u->n, &next, 1);
        char *end;

        if (JSD_UNLIKELY(c == UINT32_MAX)) {
            u->i = next;
            return false;
        }
        end = jsd_unit_put_utf8(start + at, c, 4);
        behind = next - u->i;
        jsd_block_store(end, jsd_block_load(from + behind));
        start = end - behind;
        mask &= ~jsd_block_lowest(behind);
    } while (mask != 0);
    behind = behind < JSD_BLOCK ? JSD_BLOCK : behind;
    u->i += behind;
    u->o = (size_t)(start + behind - (char *)u->out);
    return true;
}

/* Converts s up to the first invalid escape. Returns the index of that escape,
 * or n after *len was set. Whole blocks are stored only while a block of input
 * is left, so that no store exceeds n units: the output is never longer than
 * the input that was read. */
JSD_INLINE size_t
unescape_units(const void *s, size_t n, void *out, size_t *len, int width,
               bool utf8)
{
    const jsd_block backslash = jsd_block_fill('\\');
    const size_t size = (size_t)(JSD_BLOCK * width);
    unsigned char copy[JSD_BLOCK * 4];
    unescape_state u = {s, out, n, 0, 0};
    size_t left, run;

    while ((left = n - u.i) > 0) {
        const void *p = jsd_block_reach((const char *)s + u.i * (size_t)width,
                                        left * (size_t)width, size, copy);
        jsd_block b = units_narrow(p, width);
        uint32_t mask = jsd_block_equal(b, backslash) & jsd_block_lowest(left);

        if (left >= JSD_BLOCK) {
            unescape_put(out, u.o, p, b, JSD_BLOCK, true, width, utf8);
            if (mask == 0) {
                u.i += JSD_BLOCK;
                u.o += JSD_BLOCK;
                continue;
            }
            if (utf8 && left >= UNESCAPE_REACH) {
                if (!unescape_block(&u, mask))
                    break;
                continue;
            }
        }
        run = mask != 0 ? jsd_block_first(mask) : left;
        if (left < JSD_BLOCK)
            unescape_put(out, u.o, p, b, run, false, width, utf8);
        u.i += run;
        u.o += run;
        if (mask != 0 && !unescape_some(&u, width, utf8))
            break;
    }
    if (JSD_LIKELY(u.i == n))
        *len = u.o;
    return u.i;
}

static size_t
unescape_utf8(const void *s, size_t n, void *out, size_t *len)
{
    return unescape_units(s, n, out, len, 1, true);
}

static size_t
unescape_1(const void *s, size_t n, void *out, size_t *len)
{
    return unescape_units(s, n, out, len, 1, false);
}

static size_t
unescape_2(const void *s, size_t n, void *out, size_t *len)
{
    return unescape_units(s, n, out, len, 2, false);
}

static size_t
unescape_4(const void *s, size_t n, void *out, size_t *len)
{
    return unescape_units(s, n, out, len, 4, false);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * Writes characters as the inside of a JSON string (text/escape.h). It never
 * allocates. Overridden by JSD_ISA_HAS_ESCAPE, with escape_dense() for bytes
 * and escape_units() for wide units.
 */
#ifndef JSONDE_SIMD_ESCAPE_KERNEL_H
#define JSONDE_SIMD_ESCAPE_KERNEL_H

#include "simd/escape_step.h"
#include "simd/scan_kernel.h"

#ifndef JSD_ISA_HAS_ESCAPE

enum {
    /* bytes that a replacement and a block stored after it may exceed */
    ESCAPE_SLACK = 2 * JSD_BLOCK,
    ESCAPE_GROWTH = JSD_ESCAPE_MAX - 1
};

/* Writes n <= 32 bytes from p and replaces the bytes of the non-empty mask. 64
 * bytes can be read at p. After each replacement the rest of the block is
 * stored again behind it, so that no load depends on the previous replacement.
 */
JSD_INLINE void
escape_dense(jsd_escape *e, const char *p, size_t n, uint32_t mask, bool utf8)
{
    char *to = e->out; /* where p[0] would be, had all before it one byte */
    size_t at;

    if (escape_room(e) <
        ESCAPE_SLACK + ESCAPE_GROWTH * jsd_block_count(mask)) {
        (void)escape_step(e, n, 1, utf8);
        return;
    }
    jsd_block_store(to, jsd_block_load(p));
    do {
        const jsd_piece *piece;

        at = jsd_block_first(mask);
        piece = &jsd_pieces[(unsigned char)p[at]];
        memcpy(to + at, piece, sizeof *piece);
        to += piece->len - 1;
        jsd_block_store(to + at + 1, jsd_block_load(p + at + 1));
        mask &= mask - 1;
    } while (mask != 0);
    escape_moved(e, n, (size_t)(to + n - e->out), 1);
}

/* Returns the first index from which eight units need no change, or n. From
 * there on, copying blocks is faster again. */
JSD_INLINE size_t
escape_until_plain(uint32_t mask, size_t n)
{
    uint32_t plain = ~mask & jsd_block_lowest(n);

    plain &= plain >> 1;
    plain &= plain >> 2;
    plain &= plain >> 4;
    return plain == 0 ? n : jsd_block_first(plain);
}

/* Writes up to n <= 32 units of 2 or 4 bytes. The units of mask, including the
 * first, are non-ASCII or need an escape. */
JSD_INLINE jsd_status
escape_wide(jsd_escape *e, size_t n, uint32_t mask, int width)
{
    const char *in = e->in;
    char *out = e->out;
    jsd_status status = JSD_OK;
    uint32_t unit;

    n = escape_until_plain(mask, n);
    if (JSD_UNLIKELY(escape_room(e) < JSD_ESCAPE_MAX * n + ESCAPE_SLACK))
        return escape_step(e, n, width, false);
    for (; n > 0; n--, in += width) {
#ifdef JSD_ISA_HAS_ENCODE_16
        if (n >= JSD_ENCODE_UNITS &&
            encode_16_units(in, JSD_ENCODE_UNITS, width, &out)) {
            in += (JSD_ENCODE_UNITS - 1) * width;
            n -= JSD_ENCODE_UNITS - 1;
            continue;
        }
#endif
        unit = jsd_unit_at(in, 0, width);
        if (unit < 0x80) {
            memcpy(out, &jsd_pieces[unit], sizeof(jsd_piece));
            out += jsd_pieces[unit].len;
        } else if (JSD_UNLIKELY(jsd_unit_is_surrogate(unit))) {
            status = JSD_SURROGATE;
            break;
        } else {
            out = jsd_unit_put_utf8(out, unit, width);
        }
    }
    e->in = in;
    e->out = out;
    return status;
}

JSD_INLINE jsd_status
escape_units(jsd_escape *given, int width)
{
    const size_t size = (size_t)(JSD_BLOCK * width);
    unsigned char copy[JSD_BLOCK * 4];
    jsd_status status = JSD_OK;
    jsd_escape e = escape_copy(given);
    size_t left;

    while (status == JSD_OK && (left = escape_left(&e, width)) > 0 &&
           escape_room(&e) >= JSD_ESCAPE_MAX) {
        const void *p =
            jsd_block_reach(e.in, left * (size_t)width, size, copy);
        size_t n = left < JSD_BLOCK ? left : JSD_BLOCK;
        jsd_block b = units_narrow(p, width);
        uint32_t mask =
            jsd_block_non_ascii_or_escape(b) & jsd_block_lowest(left);
        size_t run = mask == 0 ? n : jsd_block_first(mask);

        if (JSD_UNLIKELY(escape_room(&e) < run)) {
            status = escape_step(&e, n, width, false);
            continue;
        }
        if (run > 0) {
            escape_put(&e, b, run);
            escape_moved(&e, run, run, width);
        }
        if (run < n)
            status = escape_wide(&e, n - run, mask >> run, width);
    }
    given->in = e.in;
    given->out = e.out;
    return status;
}

#endif

/* Writes bytes that are UTF-8 if utf8 is true, otherwise Latin-1. */
JSD_INLINE void
escape_bytes(jsd_escape *given, bool utf8)
{
    char copy[2 * JSD_BLOCK];
    jsd_escape e = escape_copy(given);
    size_t left;

    while ((left = escape_left(&e, 1)) > 0 &&
           escape_room(&e) >= JSD_ESCAPE_MAX) {
        const char *p;
        uint32_t mask;
        jsd_block b;
        size_t n = JSD_BLOCK;

        if (JSD_LIKELY(left >= sizeof copy && escape_room(&e) >= JSD_BLOCK)) {
            p = e.in;
            b = jsd_block_load(p);
            jsd_block_store(e.out, b);
            mask = utf8 ? jsd_block_needs_escape(b)
                        : jsd_block_non_ascii_or_escape(b);
            if (mask == 0) {
                escape_moved(&e, JSD_BLOCK, JSD_BLOCK, 1);
                continue;
            }
        } else {
            p = jsd_block_reach(e.in, left, sizeof copy, copy);
            b = jsd_block_load(p);
            n = left < JSD_BLOCK ? left : JSD_BLOCK;
            mask = utf8 ? jsd_block_needs_escape(b)
                        : jsd_block_non_ascii_or_escape(b);
            mask &= jsd_block_lowest(left);
        }
        if (JSD_UNLIKELY(escape_room(&e) < n)) {
            (void)escape_step(&e, n, 1, utf8);
        } else if (mask == 0) {
            escape_put(&e, b, n);
            escape_moved(&e, n, n, 1);
        } else {
            escape_dense(&e, p, n, mask, utf8);
        }
    }
    given->in = e.in;
    given->out = e.out;
}

static void
escape_utf8(jsd_escape *e)
{
    escape_bytes(e, true);
}

static void
escape_1(jsd_escape *e)
{
    escape_bytes(e, false);
}

static jsd_status
escape_2(jsd_escape *e)
{
    return escape_units(e, 2);
}

static jsd_status
escape_4(jsd_escape *e)
{
    return escape_units(e, 4);
}

#endif

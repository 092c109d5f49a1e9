/* SPDX-License-Identifier: MIT
 *
 * The fast path of strings in a str that is not all ASCII: copies their units
 * or makes them narrower. dec_str.c has the slow path and all errors. Included
 * by engine.h after a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_UNITS_H
#define JSONDE_DEC_DEC_UNITS_H

#include "dec/build.h"
#include "dec/dec_read.h"

/* The least bytes of a string that two blocks may be stored for, ending where
 * the string ends: they start in the object head, which is written later. */
enum { JSD_DEC_BACK = 2 * JSD_BLOCK - JSD_HEAD_WIDE };

typedef struct jsd_dec_units {
    size_t n;           /* units before the closing quote */
    uint32_t non_ascii; /* not 0: some units are above 0x7f */
    uint32_t wide;      /* ... above 0xff */
    uint32_t wider;     /* ... above 0xffff */
} jsd_dec_units;

/* Looks at the units of a block that became 0xff (`full`), as far as they
 * belong to the string (`ours`). Returns false if a surrogate is among them.
 * If the first of them has the maximum width, which is nearly always so, no
 * other is examined. */
JSD_INLINE bool
units_full(jsd_form form, const char *p, uint32_t ours, uint32_t full,
           jsd_dec_units *u)
{
    uint32_t first =
        jsd_dec_unit(form, p + jsd_block_first(full) * jsd_form_width(form));

    if (form == JSD_FORM_UCS2) {
        u->wide |= first > 0xff ? 1 : jsd_block_above2(p, 0xff) & ours;
        return (jsd_block_surrogate2(p) & ours) == 0;
    }
    u->wide |= first > 0xff ? 1 : jsd_block_above4(p, 0xff) & ours;
    u->wider |= first > 0xffff ? 1 : jsd_block_above4(p, 0xffff) & ours;
    return (jsd_block_surrogate4(p) & ours) == 0;
}

/* Measures the string at s. Returns false if another function must read it. */
JSD_INLINE bool
units_look(const jsd_dec *d, jsd_form form, const char *s, jsd_dec_units *u)
{
    const size_t width = jsd_form_width(form);
    const char *p = s;
    uint32_t stop, ours, full;
    jsd_block b;

    *u = (jsd_dec_units){0};
    for (;; p += JSD_BLOCK * width) {
        if (JSD_UNLIKELY(p >= d->end) || !jsd_dec_can_overread(d, form, p))
            return false;
        b = jsd_dec_block(form, p);
        stop = jsd_block_needs_escape(b);
        ours = jsd_block_before(stop);
        u->non_ascii |= jsd_block_non_ascii(b) & ours;
        full = width == 1
                   ? 0
                   : jsd_block_equal(b, jsd_block_fill((char)-1)) & ours;
        if (full != 0 && !units_full(form, p, ours, full, u))
            return false;
        if (stop != 0)
            break;
    }
    p += jsd_block_first(stop) * width;
    u->n = (size_t)(p - s) / width;
    return p < d->end && jsd_dec_unit(form, p) == '"';
}

/* Copies `size` bytes of the text to `to`, behind a head that is not written
 * yet. */
JSD_INLINE void
units_copy(const jsd_dec *d, char *to, const char *from, size_t size)
{
    const char *tail = from + size - JSD_BLOCK;
    char *end = to + size - JSD_BLOCK;

    if (size > 4 * JSD_BLOCK) {
        memcpy(to, from, size);
        return;
    }
    if (size > 2 * JSD_BLOCK) {
        jsd_block_store(to, jsd_block_load(from));
        jsd_block_store(to + JSD_BLOCK, jsd_block_load(from + JSD_BLOCK));
    } else if (size < JSD_DEC_BACK ||
               !jsd_block_is_behind(from, d->text->data, 2 * JSD_BLOCK)) {
        if (size > JSD_BLOCK)
            jsd_block_store(to, jsd_block_load(from));
        jsd_block_move(size > JSD_BLOCK ? end : to,
                       size > JSD_BLOCK ? tail : from,
                       size > JSD_BLOCK ? JSD_BLOCK : size);
        return;
    }
    jsd_block_store(end - JSD_BLOCK, jsd_block_load(tail - JSD_BLOCK));
    jsd_block_store(end, jsd_block_load(tail));
}

/* Copies n units as bytes, which they fit. 32 units can be read at s. */
JSD_INLINE void
units_to_bytes(char *to, jsd_form form, const char *s, size_t n)
{
    const size_t width = jsd_form_width(form);
    char narrow[JSD_BLOCK];

    if (n < JSD_BLOCK) {
        jsd_block_store(narrow, jsd_dec_block(form, s));
        jsd_block_move(to, narrow, n);
        return;
    }
    for (size_t i = 0; i + JSD_BLOCK < n; i += JSD_BLOCK)
        jsd_block_store(to + i, jsd_dec_block(form, s + i * width));
    n -= JSD_BLOCK;
    jsd_block_store(to + n, jsd_dec_block(form, s + n * width));
}

/* Copies n units of four bytes as units of two, which they fit. */
static void
units_to_halves(char *to, const char *s, size_t n)
{
    uint32_t unit;
    uint16_t half;

    if (n < JSD_BLOCK_CUT) {
        for (size_t i = 0; i < n; i++) {
            memcpy(&unit, s + 4 * i, sizeof unit);
            half = (uint16_t)unit;
            memcpy(to + 2 * i, &half, sizeof half);
        }
        return;
    }
    for (size_t i = 0; i + JSD_BLOCK_CUT < n; i += JSD_BLOCK_CUT)
        jsd_block_cut4(to + 2 * i, s + 4 * i);
    n -= JSD_BLOCK_CUT;
    jsd_block_cut4(to + 2 * n, s + 4 * n);
}

/* Returns the str of a measured string, or NULL with an exception. */
JSD_INLINE PyObject *
units_str(const jsd_dec *d, jsd_form form, const char *s,
          const jsd_dec_units *u)
{
    const int width = u->wider != 0 ? 2 : u->wide != 0 ? 1 : 0;
    char *o, *to;

    if (u->non_ascii == 0) {
        o = jsd_make_ascii_room(0, &jsd_abi.heads, u->n, &to);
        if (o != NULL)
            units_to_bytes(to, form, s, u->n);
        return (PyObject *)o;
    }
    o = jsd_make_wide_room(width, u->n);
    if (JSD_UNLIKELY(o == NULL))
        return NULL;
    to = o + JSD_HEAD_WIDE;
    if (jsd_form_width(form) == (size_t)1 << width)
        units_copy(d, to, s, u->n << width);
    else if (width == 0)
        units_to_bytes(to, form, s, u->n);
    else
        units_to_halves(to, s, u->n);
    return jsd_make_wide_head(&jsd_abi.heads, o, width, u->n);
}

JSD_INLINE const char *
units_string(jsd_dec *d, jsd_form form, const char *s)
{
    jsd_dec_units u;

    if (!units_look(d, form, s, &u) || u.n < 2)
        return NULL;
    return jsd_dec_push(d, units_str(d, form, s, &u))
               ? s + (u.n + 1) * jsd_form_width(form)
               : NULL;
}

/* One function for each form: the compiler makes only one by itself. */
static const char *
string_ucs1(jsd_dec *d, const char *s)
{
    return units_string(d, JSD_FORM_UCS1, s);
}

static const char *
string_ucs2(jsd_dec *d, const char *s)
{
    return units_string(d, JSD_FORM_UCS2, s);
}

static const char *
string_ucs4(jsd_dec *d, const char *s)
{
    return units_string(d, JSD_FORM_UCS4, s);
}

/* Reads a string that is not short ASCII. Returns what string_escaped()
 * returns. */
JSD_INLINE const char *
jsd_dec_units_str(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    if (!(caps & JSD_CAP_MAKE_STR) || JSD_UNLIKELY(!jsd_abi.heads.has_wide))
        return NULL;
    return form == JSD_FORM_UCS1   ? string_ucs1(d, s)
           : form == JSD_FORM_UCS2 ? string_ucs2(d, s)
                                   : string_ucs4(d, s);
}

#endif

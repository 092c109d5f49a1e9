/* SPDX-License-Identifier: MIT
 *
 * Writes strings for the engines that read every object in place. ASCII text
 * and existing UTF-8 are copied in blocks until one contains a character to
 * escape; the rest goes to the kernels. No function leaves a UTF-8 copy in a
 * str.
 */
#ifndef JSONDE_ENC_ENGINE_STR_H
#define JSONDE_ENC_ENGINE_STR_H

#include "enc/enc_str.h"
#include "simd/block.h"

/* The constant `layout` of an engine's functions, which they add to the
 * capabilities: they read at the offsets that the probe found, or at those of
 * abi/fixed_layout.h; and on free-threaded builds, with locks. */
enum {
    PUT_LAYOUT_FOUND = 0,
    PUT_LAYOUT_FIXED = JSD_CAP_FIXED_LAYOUT,
    PUT_LAYOUT_LOCKED = JSD_CAP_FIXED_LAYOUT | JSD_CAP_FREE_THREADED
};

/* Selects the variant of a function for the constant layout. */
#define PUT_BY_LAYOUT(layout, function)                 \
    ((layout) == PUT_LAYOUT_LOCKED  ? function##_locked \
     : (layout) == PUT_LAYOUT_FIXED ? function##_fixed  \
                                    : function##_found)

/* Writes the rest of a text from s on, whose first block needs escapes. */
static JSD_NOINLINE char *
put_rest(jsd_enc *e, char *p, const char *s, size_t len)
{
    const jsd_text text = {.data = s, .len = len, .form = JSD_FORM_UTF8};

    return jsd_enc_text(e, p, &text);
}

JSD_INLINE char *
put_utf8_text(jsd_enc *e, char *p, const char *s, size_t len)
{
    const char *end = s + len, *last = end - JSD_BLOCK;
    jsd_block b;

    /* Two quotes and a separator. A block may be stored across their end. */
    p = jsd_enc_reserve(e, p, len + 3);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = '"';
    if (JSD_LIKELY(len < JSD_BLOCK)) {
        if (JSD_UNLIKELY(!jsd_block_can_overread(s, end, JSD_BLOCK)))
            return put_rest(e, p, s, len);
        b = jsd_block_load(s);
        jsd_block_store(p, b);
        if (JSD_UNLIKELY((jsd_block_needs_escape(b) & jsd_block_lowest(len)) !=
                         0))
            return put_rest(e, p, s, len);
        p += len;
        *p = '"';
        return p + 1;
    }
    for (; s < last; s += JSD_BLOCK, p += JSD_BLOCK) {
        b = jsd_block_load(s);
        jsd_block_store(p, b);
        if (JSD_UNLIKELY(jsd_block_needs_escape(b) != 0))
            return put_rest(e, p, s, (size_t)(end - s));
    }
    /* The last block ends at the end of the text and overlaps the one before.
     */
    b = jsd_block_load(last);
    jsd_block_store(p + (last - s), b);
    if (JSD_UNLIKELY(jsd_block_needs_escape(b) != 0))
        return put_rest(e, p, s, (size_t)(end - s));
    p += end - s;
    *p = '"';
    return p + 1;
}

#ifdef JSD_ISA_HAS_ENCODE_16

enum { SHORT = 128 }; /* units; below, room for the worst case is reserved */

/* Writes the rest of a text with units of `width` bytes, in which
 * encode_16_units() found a character that it cannot encode. */
static JSD_NOINLINE char *
put_rest_wide(jsd_enc *e, char *p, const char *in, size_t left, int width)
{
    const jsd_text text = {.data = in,
                           .len = left,
                           .form = width == 1   ? JSD_FORM_UCS1
                                   : width == 2 ? JSD_FORM_UCS2
                                                : JSD_FORM_UCS4};

    return jsd_enc_text(e, p, &text);
}

/* Writes a text of up to SHORT units and its quotes. Returns the end of the
 * text, or NULL with an exception. */
JSD_INLINE char *
put_short(jsd_enc *e, char *p, const jsd_text *text, int width)
{
    char copy[JSD_ENCODE_UNITS * 4];
    const char *in = text->data;
    size_t left = text->len;

    /* A character of Latin-1 needs up to two bytes, of UCS-2 up to three, and
     * of UCS-4 up to four. Two quotes are added. */
    p = jsd_enc_reserve(e, p,
                        left * (size_t)(width == 1   ? 2
                                        : width == 2 ? 3
                                                     : 4) +
                            2);
    if (JSD_UNLIKELY(p == NULL))
        return NULL;
    *p++ = '"';
    do {
        size_t n = left < JSD_ENCODE_UNITS ? left : JSD_ENCODE_UNITS;
        const void *readable =
            jsd_block_reach(in, left * (size_t)width,
                            (size_t)(JSD_ENCODE_UNITS * width), copy);

        if (JSD_UNLIKELY(!encode_16_units(readable, n, width, &p)))
            return put_rest_wide(e, p, in, left, width);
        in += JSD_ENCODE_UNITS * width;
        left -= n;
    } while (left > 0);
    *p = '"';
    return p + 1;
}

/* Writes a text of any form and its quotes. */
JSD_INLINE char *
put_engine_text(jsd_enc *e, char *p, const jsd_text *text)
{
    if (JSD_LIKELY(text->len <= SHORT)) {
        if (text->form == JSD_FORM_UCS2)
            return put_short(e, p, text, 2);
        if (text->form == JSD_FORM_UCS1)
            return put_short(e, p, text, 1);
        if (text->form == JSD_FORM_UCS4)
            return put_short(e, p, text, 4);
    }
    *p = '"';
    return jsd_enc_text(e, p + 1, text);
}

#else

JSD_INLINE char *
put_engine_text(jsd_enc *e, char *p, const jsd_text *text)
{
    *p = '"';
    return jsd_enc_text(e, p + 1, text);
}

#endif

JSD_INLINE char *
put_wide(jsd_enc *e, jsd_caps layout, char *p, PyObject *str)
{
    const char *s;
    jsd_text text;
    size_t len;

    if (jsd_str_utf8(JSD_CAPS_ALL | layout, str, &s, &len))
        return put_utf8_text(e, p, s, len);
    if (JSD_UNLIKELY(!jsd_str_text(JSD_CAPS_ALL | layout, str, &text)))
        return jsd_enc_str(e, p, str);
    return put_engine_text(e, p, &text);
}

/* put_wide() for each layout, not inlined. */
static JSD_NOINLINE char *
put_wide_found(jsd_enc *e, char *p, PyObject *str)
{
    return put_wide(e, PUT_LAYOUT_FOUND, p, str);
}

static JSD_NOINLINE __attribute__((unused)) char *
put_wide_fixed(jsd_enc *e, char *p, PyObject *str)
{
    return put_wide(e, PUT_LAYOUT_FIXED, p, str);
}

static JSD_NOINLINE __attribute__((unused)) char *
put_wide_locked(jsd_enc *e, char *p, PyObject *str)
{
    return put_wide(e, PUT_LAYOUT_LOCKED, p, str);
}

JSD_INLINE char *
put_str(jsd_enc *e, jsd_caps layout, char *p, PyObject *str)
{
    const char *s;
    size_t len;

    if (JSD_LIKELY(jsd_str_ascii(JSD_CAPS_ALL | layout, str, &s, &len)))
        return put_utf8_text(e, p, s, len);
    p = PUT_BY_LAYOUT(layout, put_wide)(e, p, str);
    return JSD_LIKELY(p != NULL) ? jsd_enc_reserve(e, p, 1) : NULL;
}

#endif

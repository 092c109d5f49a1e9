/* SPDX-License-Identifier: MIT
 *
 * The fast paths of strings as values. dec_str.c has the slow path and all
 * errors. Included by engine.h after a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_STRING_H
#define JSONDE_DEC_DEC_STRING_H

#include "dec/build.h"
#include "dec/dec_escape.h"
#include "dec/dec_read.h"
#include "dec/dec_str.h"
#include "dec/dec_units.h"
#include "simd/ascii_run.h"
#include "text/utf8.h"

/* Returns how many units at s are plain ASCII, up to JSD_BLOCK, or more than
 * JSD_BLOCK if that is not known. Sets *bytes to these units as bytes, in
 * place or in `narrow`; 32 bytes can be read there. */
JSD_INLINE size_t
jsd_dec_plain(const jsd_dec *d, jsd_form form, const char *s, char *narrow,
              const char **bytes)
{
    jsd_block block;
    uint32_t mask;

    *bytes = s;
    if (JSD_UNLIKELY(!jsd_dec_can_overread(d, form, s)))
        return JSD_BLOCK + 1;
    block = jsd_dec_block(form, s);
    mask = jsd_block_non_ascii_or_escape(block);
    if (jsd_form_width(form) > 1) {
        jsd_block_store(narrow, block);
        *bytes = narrow;
    }
    return JSD_LIKELY(mask != 0) ? jsd_block_first(mask) : JSD_BLOCK;
}

/* Returns whether the string at s ends after n units. */
JSD_INLINE bool
jsd_dec_ends(const jsd_dec *d, jsd_form form, const char *s, size_t n)
{
    const char *p = s + n * jsd_form_width(form);

    return n < JSD_BLOCK && p < d->end && jsd_dec_unit(form, p) == '"';
}

/* Reads a string on the slow path. s is behind the opening quote. */
static const char *
string_any(jsd_dec *d, jsd_form form, bool is_key, const char *s)
{
    PyObject *str;

    d->token = d->at = jsd_dec_index(d, form, s) - 1;
    d->status = jsd_dec_string(d, d->text->form, is_key, &str);
    if (d->status != JSD_OK || !jsd_dec_push(d, str))
        return NULL;
    d->token = JSD_DEC_NOWHERE;
    return jsd_dec_address(d, form, d->at);
}

/* Reads UTF-8 that is not all ASCII. Returns what string_escaped() returns. */
static const char *
string_utf8(jsd_dec *d, jsd_caps caps, const char *s)
{
    jsd_utf8_string_info info;
    const char *p;
    PyObject *str;

    jsd_utf8_string(s, (size_t)(d->end - s), &info);
    p = s + info.len;
    if (JSD_UNLIKELY(!info.valid || p == d->end))
        return NULL;
    if (*p == '\\')
        return string_escaped(d, JSD_FORM_UTF8, caps, s, p, true);
    if (*p != '"')
        return NULL;
    str = jsd_dec_utf8_str(caps, s, info.len, info.count, info.widest);
    return jsd_dec_push(d, str) ? p + 1 : NULL;
}

/* Returns the first byte from s on that is not plain ASCII, or NULL if it is
 * not found before the end of the text. */
JSD_INLINE const char *
plain_end(const jsd_dec *d, jsd_form form, const char *s)
{
    const char *const long_from = s + JSD_ASCII_RUN;
    uint32_t mask;

    for (;; s += JSD_BLOCK) {
        if (s == long_from)
            while (d->end - s >= JSD_ASCII_RUN && jsd_ascii_run_matches(s))
                s += JSD_ASCII_RUN;
        if (s >= d->end || !jsd_dec_can_overread(d, form, s))
            return NULL;
        mask = jsd_block_non_ascii_or_escape(jsd_block_load(s));
        if (mask == 0)
            continue;
        s += jsd_block_first(mask);
        return s < d->end ? s : NULL;
    }
}

/* Reads a string of bytes. The bytes before p are plain ASCII, the one at p is
 * not. Returns what string_escaped() returns. */
JSD_INLINE const char *
string_from(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
            const char *p)
{
    if (*p == '"' && p - s > JSD_MAKE_SHORT)
        return jsd_dec_push(d, jsd_dec_long_ascii(d, caps, s, (size_t)(p - s)))
                   ? p + 1
                   : NULL;
    if (*p == '\\')
        return string_escaped(d, form, caps, s, p, false);
    if ((unsigned char)*p < 0x80)
        return NULL;
    return jsd_dec_is_utf8(d, form)
               ? string_utf8(d, caps, s)
               : jsd_dec_units_str(d, JSD_FORM_UCS1, caps, s);
}

/* The least length for which string_whole() is worth a try. */
enum { JSD_DEC_WHOLE_STR = 512 };

/* Returns whether the string at s may be all that is left of the text. Then
 * its length is known before it is read. */
JSD_INLINE bool
seems_whole(const jsd_dec *d, const char *s)
{
    return d->depth == 0 && d->end - s > JSD_DEC_WHOLE_STR &&
           d->end[-1] == '"' && jsd_ascii_run_matches(s);
}

/* Reads such a string, copying it while it is scanned. Returns what
 * string_escaped() returns. */
static const char *
string_whole(jsd_dec *d, jsd_caps caps, const char *s)
{
    size_t n = (size_t)(d->end - s) - 1;
    char *text;
    char *o = jsd_make_ascii_room(caps, jsd_dec_heads(d, caps), n, &text);

    if (o != NULL && !jsd_ascii_run_copy(text, s, n)) {
        PyObject_Free(o);
        return NULL;
    }
    return jsd_dec_push(d, (PyObject *)o) ? d->end : NULL;
}

/* Reads bytes that are not a short ASCII string. The first n are plain ASCII.
 */
static const char *
string_long(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s, size_t n)
{
    const char *behind = NULL, *p = NULL;

    if ((caps & JSD_CAP_MAKE_STR) && JSD_UNLIKELY(seems_whole(d, s)))
        behind = string_whole(d, caps, s);
    if (JSD_LIKELY(behind == NULL) && (caps & JSD_CAP_MAKE_STR) &&
        d->status == JSD_OK)
        p = n < JSD_BLOCK ? s + n
                          : plain_end(d, form, n == JSD_BLOCK ? s + n : s);
    if (p != NULL)
        behind = string_from(d, form, caps, s, p);
    if (JSD_LIKELY(behind != NULL) || d->status != JSD_OK)
        return behind;
    return string_any(d, form, false, s);
}

/* Reads UTF-8 whose first block is not all ASCII. */
static const char *
string_non_ascii(jsd_dec *d, jsd_caps caps, const char *s)
{
    const char *behind = string_utf8(d, caps, s);

    if (JSD_LIKELY(behind != NULL) || d->status != JSD_OK)
        return behind;
    return string_any(d, JSD_FORM_UTF8, false, s);
}

/* Reads a string of units that are not all ASCII. */
JSD_INLINE const char *
jsd_dec_wide_str(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    const char *behind = jsd_dec_units_str(d, form, caps, s);

    if (JSD_LIKELY(behind != NULL) || d->status != JSD_OK)
        return behind;
    return string_any(d, form, false, s);
}

JSD_INLINE PyObject *
jsd_dec_short_str(const jsd_dec *d, jsd_caps caps, const char *bytes, size_t n)
{
    PyObject *str;
    size_t at;

    if ((caps & JSD_CAP_MAKE_STR) && JSD_LIKELY(n > 1))
        return jsd_make_short(caps, jsd_dec_heads(d, caps), bytes, n);
    return jsd_dec_make_str(caps, JSD_FORM_UTF8, bytes, n, 0, &str, &at) ==
                   JSD_OK
               ? str
               : NULL;
}

/* Dispatches a string that missed the fast path for short ASCII: it is wide,
 * non-ASCII, escaped or long. */
JSD_INLINE const char *
jsd_dec_other_str(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
                  size_t n)
{
    if (jsd_form_width(form) > 1)
        return jsd_dec_wide_str(d, form, caps, s);
    if (n < JSD_BLOCK && (unsigned char)s[n] >= 0x80) {
        if (!jsd_dec_is_utf8(d, form))
            return jsd_dec_wide_str(d, JSD_FORM_UCS1, caps, s);
        if (caps & JSD_CAP_MAKE_STR)
            return string_non_ascii(d, caps, s);
    }
    return string_long(d, form, caps, s, n);
}

/* Reads a string as a value. s is behind the opening quote. */
JSD_INLINE const char *
jsd_dec_value_str(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    char narrow[JSD_BLOCK];
    const char *bytes;
    size_t n = jsd_dec_plain(d, form, s, narrow, &bytes);

    if (JSD_UNLIKELY(!jsd_dec_ends(d, form, s, n)))
        return jsd_dec_other_str(d, form, caps, s, n);
    if (JSD_UNLIKELY(!jsd_dec_push(d, jsd_dec_short_str(d, caps, bytes, n))))
        return NULL;
    return s + (n + 1) * jsd_form_width(form);
}

#endif

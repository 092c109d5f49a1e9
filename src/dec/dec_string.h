/* SPDX-License-Identifier: MIT
 *
 * Strings as values, by their frequent roads; all others, and every error, are
 * those of dec_str.c.
 * Part of engine.h alone, behind a simd/block_NAME.h.
 */
#ifndef JSONDE_DEC_DEC_STRING_H
#define JSONDE_DEC_DEC_STRING_H

#include "dec/build.h"
#include "dec/dec_escape.h"
#include "dec/dec_read.h"
#include "dec/dec_str.h"
#include "text/utf8.h"

/* Bytes after which a string is a long one, looked at so many at a time. */
enum { JSD_DEC_FAR = 4 * JSD_BLOCK };

/* How many units from s on are plain ASCII, up to JSD_BLOCK. Puts them as
 * bytes at *bytes: in place, or in `narrow`; 32 bytes can be read there.
 * More than JSD_BLOCK when that is not known. */
JSD_INLINE size_t
jsd_dec_plain(const jsd_dec *d, jsd_form form, const char *s, char *narrow,
              const char **bytes)
{
    jsd_block block;
    uint32_t mask;

    *bytes = s;
    if (JSD_UNLIKELY(!jsd_dec_is_near(d, form, s)))
        return JSD_BLOCK + 1;
    block = jsd_dec_block(form, s);
    mask = jsd_block_unplain(block);
    if (jsd_dec_width(form) > 1) {
        jsd_block_store(narrow, block);
        *bytes = narrow;
    }
    return JSD_LIKELY(mask != 0) ? jsd_block_first(mask) : JSD_BLOCK;
}

/* Does the string that begins at s end behind n units? */
JSD_INLINE bool
jsd_dec_ends(const jsd_dec *d, jsd_form form, const char *s, size_t n)
{
    const char *p = s + n * jsd_dec_width(form);

    return n < JSD_BLOCK && p < d->end && jsd_dec_unit(form, p) == '"';
}

/* By the complete road. s is behind the opening quote. */
static const char *
string_any(jsd_dec *d, jsd_form form, bool is_key, const char *s)
{
    PyObject *str;

    d->at = jsd_dec_index(d, form, s) - 1;
    d->status = jsd_dec_string(d, form, is_key, &str);
    if (d->status != JSD_OK || !jsd_dec_push(d, str))
        return NULL;
    return jsd_dec_address(d, form, d->at);
}

/* A string of UTF-8 that is not all ASCII, as string_escaped. */
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

JSD_INLINE uint32_t
unplain_far(const char *s)
{
    return jsd_block_unplain(jsd_block_load(s)) |
           jsd_block_unplain(jsd_block_load(s + JSD_BLOCK)) |
           jsd_block_unplain(jsd_block_load(s + 2 * JSD_BLOCK)) |
           jsd_block_unplain(jsd_block_load(s + 3 * JSD_BLOCK));
}

/* From s on, the first that is not plain ASCII; NULL when that is not found.
 */
static const char *
plain_end(const jsd_dec *d, jsd_form form, const char *s)
{
    const char *const near = s + JSD_DEC_FAR;
    uint32_t mask;

    for (;; s += JSD_BLOCK) {
        if (s == near)
            while (d->end - s >= JSD_DEC_FAR && unplain_far(s) == 0)
                s += JSD_DEC_FAR;
        if (s >= d->end || !jsd_dec_is_near(d, form, s))
            return NULL;
        mask = jsd_block_unplain(jsd_block_load(s));
        if (mask == 0)
            continue;
        s += jsd_block_first(mask);
        return s < d->end ? s : NULL;
    }
}

/* A string of bytes of which those before p are plain ASCII, and the one at
 * p is not. As string_escaped. */
JSD_INLINE const char *
string_from(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s,
            const char *p)
{
    if (*p == '"' && p - s > JSD_MAKE_SHORT)
        return jsd_dec_push(d,
                            jsd_make_ascii(&jsd_abi.heads, s, (size_t)(p - s)))
                   ? p + 1
                   : NULL;
    if (*p == '\\')
        return string_escaped(d, form, caps, s, p, false);
    if (form == JSD_FORM_UTF8 && (unsigned char)*p >= 0x80)
        return string_utf8(d, caps, s);
    return NULL;
}

/* Units of 2 or 4 bytes, 32 at s at most, of which n belong to a string that
 * is not all ASCII: its str, or NULL when that is to be made another way. */
static PyObject *
short_units(jsd_caps caps, jsd_form form, const char *s, size_t n)
{
    const uint32_t ours = jsd_block_lowest(n);
    uint32_t odd, wide, wider = 0;
    char narrow[JSD_BLOCK];
    void *data;
    PyObject *str;

    if (!(caps & JSD_CAP_MAKE_STR) || !jsd_abi.heads.has_wide || n < 2)
        return NULL;
    if (form == JSD_FORM_UCS2) {
        odd = jsd_block_surrogate2(s);
        wide = jsd_block_above2(s, 0xff);
    } else {
        odd = jsd_block_surrogate4(s);
        wide = jsd_block_above4(s, 0xff);
        wider = jsd_block_above4(s, 0xffff) & ours;
    }
    if ((odd & ours) != 0)
        return NULL;
    if ((wide & ours) == 0) {
        jsd_block_store(narrow, jsd_dec_block(form, s));
        str = jsd_make_wide(&jsd_abi.heads, 0, n, &data);
        if (str != NULL)
            memcpy(data, narrow, n);
        return str;
    }
    if (form == JSD_FORM_UCS4 && wider == 0)
        return NULL;
    str =
        jsd_make_wide(&jsd_abi.heads, form == JSD_FORM_UCS2 ? 1 : 2, n, &data);
    if (str != NULL)
        memcpy(data, s, n * jsd_dec_width(form));
    return str;
}

/* A short string of such units, as string_escaped. */
static const char *
string_units(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    uint32_t mask;
    PyObject *str;
    size_t n;

    if (!jsd_dec_is_near(d, form, s))
        return NULL;
    mask = jsd_block_special(jsd_dec_block(form, s));
    n = mask == 0 ? JSD_BLOCK : jsd_block_first(mask);
    if (!jsd_dec_ends(d, form, s, n))
        return NULL;
    str = short_units(caps, form, s, n);
    if (str == NULL) /* without an exception, or it will come again */
        PyErr_Clear();
    else if (jsd_dec_push(d, str))
        return s + (n + 1) * jsd_dec_width(form);
    return NULL;
}

/* Longer, or with something else in it; the first n units are plain ASCII. */
static const char *
string_long(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s, size_t n)
{
    const char *behind = NULL, *p = NULL;

    if (jsd_dec_width(form) > 1)
        behind = string_units(d, form, caps, s);
    else if (caps & JSD_CAP_MAKE_STR)
        p = n < JSD_BLOCK ? s + n : plain_end(d, form, s);
    if (p != NULL)
        behind = string_from(d, form, caps, s, p);
    if (JSD_LIKELY(behind != NULL) || d->status != JSD_OK)
        return behind;
    return string_any(d, form, false, s);
}

JSD_INLINE PyObject *
jsd_dec_short_str(jsd_caps caps, const char *bytes, size_t n)
{
    PyObject *str;
    size_t at;

    if ((caps & JSD_CAP_MAKE_STR) && JSD_LIKELY(n > 1))
        return jsd_make_short(&jsd_abi.heads, bytes, n);
    return jsd_dec_make_str(caps, JSD_FORM_UTF8, bytes, n, 0, &str, &at) ==
                   JSD_OK
               ? str
               : NULL;
}

/* s is behind the opening quote. */
JSD_INLINE const char *
jsd_dec_value_str(jsd_dec *d, jsd_form form, jsd_caps caps, const char *s)
{
    char narrow[JSD_BLOCK];
    const char *bytes;
    size_t n = jsd_dec_plain(d, form, s, narrow, &bytes);

    if (JSD_UNLIKELY(!jsd_dec_ends(d, form, s, n)))
        return string_long(d, form, caps, s, n);
    if (JSD_UNLIKELY(!jsd_dec_push(d, jsd_dec_short_str(caps, bytes, n))))
        return NULL;
    return s + (n + 1) * jsd_dec_width(form);
}

#endif

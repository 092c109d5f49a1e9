/* SPDX-License-Identifier: MIT */
#include "text/escape_styled.h"

#include "simd/escape_table.h"
#include "text/escape.h"
#include "text/hex_table.h"

enum {
    CHUNK = 4096, /* units that are scanned at once, so that they are still in
                     the cache */
    PLAIN_UNITS = 8 /* a run of so many is left to a kernel */
};

/* The form of the text, a constant where these functions are inlined. */
typedef struct text_form {
    int width;
    bool utf8;
} text_form;

JSD_INLINE size_t
units_left(const jsd_escape *e, text_form f)
{
    return (size_t)((const char *)e->end - (const char *)e->in) /
           (size_t)f.width;
}

/* Returns how many units precede the first that the style escapes. Returns at
 * most CHUNK, reduced so that no character is split. */
JSD_INLINE size_t
find_special(const jsd_escape *e, unsigned style, text_form f)
{
    const unsigned char *s = e->in;
    size_t n = units_left(e, f);

    if (n > CHUNK) {
        n = CHUNK;
        while (f.utf8 && n > CHUNK - 3 && (s[n] & 0xc0) == 0x80)
            n--;
    }
    if (f.utf8)
        return jsd_kernel_now->style_utf8(s, n, style);
    return (f.width == 1   ? jsd_kernel_now->style_1
            : f.width == 2 ? jsd_kernel_now->style_2
                           : jsd_kernel_now->style_4)(s, n, style);
}

/* Writes n units as text/escape.h does. */
JSD_INLINE jsd_status
put_plain(jsd_escape *e, size_t n, text_form f)
{
    jsd_escape part = {e->in, (const char *)e->in + n * (size_t)f.width,
                       e->out, e->limit};
    jsd_status status = JSD_OK;

    if (f.utf8)
        jsd_escape_utf8(&part);
    else if (f.width == 1)
        jsd_escape_ucs1(&part);
    else if (f.width == 2)
        status = jsd_escape_ucs2(&part);
    else
        status = jsd_escape_ucs4(&part);
    e->in = part.in;
    e->out = part.out;
    return status;
}

/* Returns the character at s, which may be a surrogate, and sets *n to its
 * units. */
JSD_INLINE uint32_t
character_at(const unsigned char *s, text_form f, size_t *units)
{
    if (!f.utf8 || s[0] < 0x80) {
        *units = 1;
        return jsd_unit_at(s, 0, f.width);
    }
    if (s[0] < 0xe0) {
        *units = 2;
        return (s[0] & 31U) << 6 | (s[1] & 63U);
    }
    if (s[0] < 0xf0) {
        *units = 3;
        return (s[0] & 15U) << 12 | (s[1] & 63U) << 6 | (s[2] & 63U);
    }
    *units = 4;
    return (s[0] & 7U) << 18 | (s[1] & 63U) << 12 | (s[2] & 63U) << 6 |
           (s[3] & 63U);
}

/* Returns whether the style escapes c. */
JSD_INLINE bool
is_own(uint32_t c, unsigned style)
{
    if (c >= 0x80 && (style & JSD_STYLE_ASCII) != 0)
        return true;
    if ((style & JSD_STYLE_HTML) != 0 &&
        (c == '<' || c == '>' || c == '&' || (c | 1) == 0x2029))
        return true;
    return jsd_unit_is_surrogate(c);
}

/* Writes \uXXXX: six bytes. */
JSD_INLINE char *
put_unit(char *out, uint32_t unit)
{
    memcpy(out, "\\u", 2);
    return jsd_hex_put_byte(jsd_hex_put_byte(out + 2, unit >> 8), unit & 0xff);
}

JSD_INLINE char *
put_own(char *out, uint32_t c)
{
    if (c < 0x10000)
        return put_unit(out, c);
    out = put_unit(out, 0xd7c0 + (c >> 10)); /* 0xd800 - (0x10000 >> 10) */
    return put_unit(out, 0xdc00 + (c & 0x3ff));
}

/* Writes characters one by one while there is room, until a run of them needs
 * no escape. */
JSD_INLINE jsd_status
put_each(jsd_escape *e, unsigned style, text_form f)
{
    const unsigned char *in = e->in;
    char *out = e->out;
    jsd_status status = JSD_OK;
    int plain = 0;
    size_t units;

    for (; in != e->end && plain < PLAIN_UNITS;
         in += units * (size_t)f.width) {
        uint32_t c = character_at(in, f, &units);
        bool own = is_own(c, style);

        if ((size_t)(e->limit - out) < (size_t)(own && c >= 0x10000
                                                    ? JSD_ESCAPE_STYLED_MAX
                                                    : JSD_ESCAPE_MAX))
            break;
        plain = own ? 0 : plain + 1;
        if (own) {
            if ((style & JSD_STYLE_SURROGATES) == 0 &&
                JSD_UNLIKELY(jsd_unit_is_surrogate(c))) {
                status = JSD_SURROGATE;
                break;
            }
            out = put_own(out, c);
        } else if (c < 0x80) {
            memcpy(out, jsd_pieces[c].text, JSD_ESCAPE_MAX);
            out += jsd_pieces[c].len;
        } else {
            out = jsd_unit_put_utf8(out, c, 4);
        }
    }
    e->in = in;
    e->out = out;
    return status;
}

/* When the output ends inside a plain run, UTF-8 may be split inside a
 * character. put_each() starts only after the run. */
JSD_INLINE jsd_status
escape_styled(jsd_escape *e, unsigned style, text_form f)
{
    jsd_status status = JSD_OK;

    while (status == JSD_OK && e->in != e->end) {
        const void *before = e->in;
        size_t n = find_special(e, style, f);
        const char *stop = (const char *)before + n * (size_t)f.width;

        if (n > 0)
            status = put_plain(e, n, f);
        if (status == JSD_OK && e->in == stop)
            status = put_each(e, style, f);
        if (e->in == before)
            break; /* no room */
    }
    return status;
}

jsd_status
jsd_escape_styled_utf8(jsd_escape *e, unsigned style)
{
    return escape_styled(e, style, (text_form){1, true});
}

jsd_status
jsd_escape_styled_ucs1(jsd_escape *e, unsigned style)
{
    return escape_styled(e, style, (text_form){1, false});
}

jsd_status
jsd_escape_styled_ucs2(jsd_escape *e, unsigned style)
{
    return escape_styled(e, style, (text_form){2, false});
}

jsd_status
jsd_escape_styled_ucs4(jsd_escape *e, unsigned style)
{
    return escape_styled(e, style, (text_form){4, false});
}

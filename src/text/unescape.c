/* SPDX-License-Identifier: MIT */
#include "text/unescape.h"

#include "text/unit.h"
#include "text/word.h"

enum {
    ESCAPE_U = 6, /* units of \uXXXX */
    NO_HEX = 0x10000,
    FIRST_HALF = 0xd800, /* of a pair: D800..DBFF, DC00..DFFF */
    SECOND_HALF = 0xdc00
};

/* What a letter behind the backslash means; 0 for those without a meaning. */
static const char meanings[0x80] = {
    ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
};

/* The value of a hexadecimal digit and 1; 0 for all else. */
static const uint8_t hex_digits[0x80] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12,
    ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

/* UINT32_MAX when unit is not a hexadecimal digit. */
JSD_INLINE uint32_t
hex_digit(uint32_t unit)
{
    return (unit < 0x80 ? hex_digits[unit] : 0U) - 1;
}

/* The value of four digits at s[i]; not below NO_HEX when one is none: its
 * shifted ones then reach the upper half. */
JSD_INLINE uint32_t
hex_value(const void *s, size_t i, int width)
{
    return hex_digit(jsd_unit_at(s, i, width)) << 12 |
           hex_digit(jsd_unit_at(s, i + 1, width)) << 8 |
           hex_digit(jsd_unit_at(s, i + 2, width)) << 4 |
           hex_digit(jsd_unit_at(s, i + 3, width));
}

/* The value of the \uXXXX at s[i]; not below NO_HEX if there is none. */
JSD_INLINE uint32_t
unit_escaped(const void *s, size_t n, size_t i, int width)
{
    if (n - i < ESCAPE_U || jsd_unit_at(s, i, width) != '\\' ||
        jsd_unit_at(s, i + 1, width) != 'u')
        return NO_HEX;
    return hex_value(s, i + 2, width);
}

/* The character that the escape at s[*i] means, with *i moved behind it; or
 * UINT32_MAX, with *i left alone. */
JSD_INLINE uint32_t
character(const void *s, size_t n, size_t *i, int width)
{
    uint32_t letter = n - *i > 1 ? jsd_unit_at(s, *i + 1, width) : 0;
    uint32_t first, second;

    if (letter < 0x80 && meanings[letter] != 0) {
        *i += 2;
        return (uint32_t)meanings[letter];
    }
    first = unit_escaped(s, n, *i, width);
    if (!jsd_unit_is_surrogate(first)) {
        if (first >= NO_HEX)
            return UINT32_MAX;
        *i += ESCAPE_U;
        return first;
    }
    if (first >= SECOND_HALF)
        return UINT32_MAX;
    second = unit_escaped(s, n, *i + ESCAPE_U, width);
    if ((second ^ SECOND_HALF) >= 0x400)
        return UINT32_MAX;
    *i += 2 * ESCAPE_U;
    return 0x10000 + (first - FIRST_HALF) * 0x400 + (second - SECOND_HALF);
}

/* From unit i on to the first that is no hexadecimal digit, or count on. */
static size_t
skip_hex(const void *s, size_t i, size_t n, size_t count, int width)
{
    size_t end = n - i < count ? n : i + count;

    while (i < end && hex_digit(jsd_unit_at(s, i, width)) < 16)
        i++;
    return i;
}

/* From unit i on to the first that the second half of a pair cannot have
 * there, or behind it. */
static size_t
skip_second_half(const void *s, size_t i, size_t n, int width)
{
    static const char *const allowed[] = {"\\", "u", "dD", "cdefCDEF"};
    uint32_t unit;
    size_t k;

    for (k = 0; k < JSD_ARRAY_LEN(allowed) && i < n; k++, i++) {
        unit = jsd_unit_at(s, i, width);
        if (unit == 0 || unit >= 0x80 || strchr(allowed[k], (int)unit) == NULL)
            return i;
    }
    return skip_hex(s, i, n, 2, width);
}

/* What is wrong with the escape at s[*at], of which character() knows no
 * meaning. What is right of it up to the end more text could complete, except
 * \udc: that can become nothing but a second half without a first one. */
static JSD_COLD jsd_status
explain(const void *s, size_t n, bool closed, size_t *at, int width)
{
    jsd_status status = JSD_BAD_ESCAPE;
    size_t start = *at;
    size_t i = skip_second_half(s, start, n, width);

    if (i == start + ESCAPE_U || (i >= start + 4 && i == n && !closed))
        return JSD_LONE_SURROGATE;
    i = start + 1;
    if (i < n && jsd_unit_at(s, i, width) != 'u')
        return status;
    if (i < n) {
        status = JSD_BAD_HEX;
        i = skip_hex(s, i + 1, n, 4, width);
        if (i == start + ESCAPE_U) {
            status = JSD_LONE_SURROGATE;
            i = skip_second_half(s, i, n, width);
        }
    }
    if (i < n || closed)
        return status;
    *at = n;
    return JSD_END;
}

/* Copies the units of s[i..n) before the first backslash to unit o on of out,
 * and returns their number. Whole words are written: what lies behind those
 * units is still within n, as o <= i. */
JSD_INLINE size_t
copy_plain(const void *s, size_t i, size_t n, void *out, size_t o, int width,
           bool utf8)
{
    const size_t lanes = (size_t)(JSD_WORD / width);
    const size_t start = i;
    size_t j;

    for (; n - i >= lanes; i += lanes, o += lanes) {
        uint64_t word = jsd_word_load((const char *)s + i * (size_t)width);
        uint64_t mask = jsd_word_equal(width, word, '\\');

        if (utf8)
            jsd_word_store((char *)out + o, word);
        else
            for (j = 0; j < lanes; j++)
                jsd_unit_put(out, o + j, 4, jsd_unit_at(s, i + j, width));
        if (mask != 0)
            return i + jsd_word_first(width, mask) - start;
    }
    for (; i < n && jsd_unit_at(s, i, width) != '\\'; i++, o++)
        jsd_unit_put(out, o, utf8 ? 1 : 4, jsd_unit_at(s, i, width));
    return i - start;
}

/* utf8: bytes to bytes; else units of the width to units of 4 bytes. */
JSD_INLINE jsd_status
unescape(const void *s, size_t n, bool closed, void *out, size_t *len,
         size_t *at, int width, bool utf8)
{
    char *to = out;
    size_t i = 0;
    size_t o = 0;
    size_t run;
    uint32_t c;

    for (;;) {
        run = copy_plain(s, i, n, out, o, width, utf8);
        i += run;
        o += run;
        if (i == n)
            break;
        do { /* escapes like company: \r\n, \u3042\u3044 */
            c = character(s, n, &i, width);
            if (JSD_UNLIKELY(c == UINT32_MAX)) {
                *at = i;
                return explain(s, n, closed, at, width);
            }
            if (utf8)
                o = (size_t)(jsd_unit_put_utf8(to + o, c, 4) - to);
            else
                jsd_unit_put(out, o++, 4, c);
        } while (i < n && jsd_unit_at(s, i, width) == '\\');
    }
    *len = o;
    return JSD_OK;
}

jsd_status
jsd_unescape_utf8(const char *s, size_t n, bool closed, char *out, size_t *len,
                  size_t *at)
{
    return unescape(s, n, closed, out, len, at, 1, true);
}

jsd_status
jsd_unescape_ucs1(const uint8_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return unescape(s, n, closed, out, len, at, 1, false);
}

jsd_status
jsd_unescape_ucs2(const uint16_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return unescape(s, n, closed, out, len, at, 2, false);
}

jsd_status
jsd_unescape_ucs4(const uint32_t *s, size_t n, bool closed, uint32_t *out,
                  size_t *len, size_t *at)
{
    return unescape(s, n, closed, out, len, at, 4, false);
}

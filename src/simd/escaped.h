/* SPDX-License-Identifier: MIT
 *
 * Reads one escape of a JSON string (RFC 8259, section 7) in units of any
 * width. It never reads beyond s + n.
 */
#ifndef JSONDE_SIMD_ESCAPED_H
#define JSONDE_SIMD_ESCAPED_H

#include "simd/unit.h"

enum {
    JSD_ESCAPED_UNITS = 6, /* units of \uXXXX */
    JSD_ESCAPED_NOT = 0x10000,
    JSD_ESCAPED_FIRST = 0xd800, /* of a pair: D800..DBFF, DC00..DFFF */
    JSD_ESCAPED_SECOND = 0xdc00
};

/* The character of each letter after a backslash, or 0 if there is none. */
static const char jsd_escaped_letters[0x80] = {
    ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
};

/* The value of a hexadecimal digit plus 1, or 0 for any other character. */
static const uint8_t jsd_escaped_digits[0x80] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12,
    ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

/* Returns the value of a hexadecimal digit, or UINT32_MAX for any other unit.
 */
JSD_INLINE uint32_t
jsd_escaped_digit(uint32_t unit)
{
    return (unit < 0x80 ? jsd_escaped_digits[unit] : 0U) - 1;
}

/* Returns the value of the \uXXXX at s[i], or at least JSD_ESCAPED_NOT if s[i]
 * is not such an escape. An invalid digit is UINT32_MAX, so that some of its
 * bits remain in the upper half after the shift. */
JSD_INLINE uint32_t
jsd_escaped_unit(const void *s, size_t n, size_t i, int width)
{
    if (n - i < JSD_ESCAPED_UNITS || jsd_unit_at(s, i, width) != '\\' ||
        jsd_unit_at(s, i + 1, width) != 'u')
        return JSD_ESCAPED_NOT;
    return jsd_escaped_digit(jsd_unit_at(s, i + 2, width)) << 12 |
           jsd_escaped_digit(jsd_unit_at(s, i + 3, width)) << 8 |
           jsd_escaped_digit(jsd_unit_at(s, i + 4, width)) << 4 |
           jsd_escaped_digit(jsd_unit_at(s, i + 5, width));
}

/* Returns the code point of the escape at s[*i] and advances *i beyond it. A
 * surrogate pair is one escape. Returns UINT32_MAX if the escape is invalid,
 * and leaves *i unchanged. */
JSD_INLINE uint32_t
jsd_escaped_character(const void *s, size_t n, size_t *i, int width)
{
    uint32_t letter = n - *i > 1 ? jsd_unit_at(s, *i + 1, width) : 0;
    uint32_t first, second;

    if (letter < 0x80 && jsd_escaped_letters[letter] != 0) {
        *i += 2;
        return (uint32_t)jsd_escaped_letters[letter];
    }
    first = jsd_escaped_unit(s, n, *i, width);
    if (!jsd_unit_is_surrogate(first)) {
        if (first >= JSD_ESCAPED_NOT)
            return UINT32_MAX;
        *i += JSD_ESCAPED_UNITS;
        return first;
    }
    if (first >= JSD_ESCAPED_SECOND)
        return UINT32_MAX;
    second = jsd_escaped_unit(s, n, *i + JSD_ESCAPED_UNITS, width);
    if ((second ^ JSD_ESCAPED_SECOND) >= 0x400)
        return UINT32_MAX;
    *i += 2 * JSD_ESCAPED_UNITS;
    return 0x10000 + (first - JSD_ESCAPED_FIRST) * 0x400 +
           (second - JSD_ESCAPED_SECOND);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The grammar of JSON literals, string ends and the byte order mark. Three
 * readers share it: the decoder (dec/), the skipper (text/skip.c) and the
 * array parser (num/array_parse.c). Each function returns the status that an
 * error gets, so the three readers report one text alike.
 *
 * The other parts of the grammar are number ends (num/number.h), escapes
 * (simd/escaped.h, text/unescape.h) and UTF-8 (text/utf8.h).
 *
 * A unit is 1, 2 or 4 bytes wide; `width` is a constant that the compiler
 * folds. The functions read only the units that they are given. They never
 * allocate.
 */
#ifndef JSONDE_TEXT_JSON_SCALAR_H
#define JSONDE_TEXT_JSON_SCALAR_H

#include "base/status.h"
#include "simd/unit.h"

/* ---------------------------------------------------------------- literals */

/* Returns the literal that starts with the units first and second, or NULL.
 * NaN, Infinity and -Infinity count as literals. second is 0 at the end of the
 * text; only -Infinity needs it. */
JSD_INLINE const char *
jsd_scalar_literal(uint32_t first, uint32_t second)
{
    switch (first) {
    case 't':
        return "true";
    case 'f':
        return "false";
    case 'n':
        return "null";
    case 'N':
        return "NaN";
    case 'I':
        return "Infinity";
    default:
        return first == '-' && second == 'I' ? "-Infinity" : NULL;
    }
}

/* Returns whether a literal is NaN, Infinity or -Infinity. */
JSD_INLINE bool
jsd_scalar_is_nonfinite(const char *literal)
{
    return literal[0] == 'N' || literal[0] == 'I' || literal[0] == '-';
}

/* Compares the n units at s with a literal. Returns JSD_OK, JSD_END if the
 * text ends inside the literal, or JSD_BAD_LITERAL. Sets *at to the number of
 * units that match. */
JSD_INLINE JSD_MUST_CHECK jsd_status
jsd_scalar_match_literal(const void *s, size_t n, const char *literal,
                         int width, size_t *at)
{
    size_t i = 0;

    for (; literal[i] != '\0'; i++) {
        *at = i;
        if (i == n)
            return JSD_END;
        if (jsd_unit_at(s, i, width) != (unsigned char)literal[i])
            return JSD_BAD_LITERAL;
    }
    *at = i;
    return JSD_OK;
}

/* ----------------------------------------------------------------- strings */

/* Returns whether a unit ends the characters of a string, if no backslash
 * precedes it. Sets *status to JSD_OK for the closing quote and to
 * JSD_CONTROL_CHARACTER for U+0000 to U+001F. */
JSD_INLINE bool
jsd_scalar_ends_string(uint32_t unit, jsd_status *status)
{
    *status = unit == '"' ? JSD_OK : JSD_CONTROL_CHARACTER;
    return unit == '"' || unit < ' ';
}

/* ---------------------------------------------------------- missing values */

/* Where a reader expected a value. */
typedef struct jsd_scalar_place {
    bool is_utf8;     /* units of one byte are UTF-8; false: Latin-1 */
    bool starts_text; /* the place is the first unit of the text */
    bool is_nested;   /* an array or object is open */
    bool may_end;     /* ']' would be right as well */
} jsd_scalar_place;

/* Returns whether the n units at s start with a byte order mark. */
JSD_INLINE bool
jsd_scalar_has_bom(const void *s, size_t n, int width, bool is_utf8)
{
    if (is_utf8)
        return n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0;
    return width > 1 && n > 0 && jsd_unit_at(s, 0, width) == 0xfeff;
}

/* Returns the status for the n units at s, where no value starts. */
JSD_INLINE jsd_status
jsd_scalar_missing_value(const void *s, size_t n, int width,
                         jsd_scalar_place place)
{
    if (n == 0)
        return place.is_nested ? JSD_END : JSD_EMPTY;
    if (place.starts_text && jsd_scalar_has_bom(s, n, width, place.is_utf8))
        return JSD_BOM;
    return place.may_end ? JSD_EXPECTED_VALUE_OR_END : JSD_EXPECTED_VALUE;
}

#endif

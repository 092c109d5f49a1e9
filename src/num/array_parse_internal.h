/* SPDX-License-Identifier: MIT
 *
 * The interface between the parts of the array parser: array_parse.c has the
 * structure of arrays, array_parse_items.h the fast path of items,
 * array_parse_slow.c the slow path and the errors.
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_INTERNAL_H
#define JSONDE_NUM_ARRAY_PARSE_INTERNAL_H

#include "num/array_parse.h"
#include "text/json_scalar.h"

/* Parses items from r->s, where one starts, into rows of known length while
 * there is memory. Returns false with r->status for a wrong item; otherwise
 * r->state says what comes next. At least one item has memory and fits its
 * row. */
typedef bool jsd_array_parse_rows(jsd_array_parser *r);

typedef struct jsd_array_parse_table {
    jsd_array_parse_rows *rows[JSD_ITEM_COUNT];
    size_t (*commas)(const char *s, size_t n);
} jsd_array_parse_table;

/* Parses the item at s on the slow path, and stores it at out. Returns the
 * place behind it, or NULL with r->s and r->status. */
const char *jsd_array_parse_item(jsd_array_parser *r, const char *s,
                                 char *out);

/* Returns whether c may start an item: a number, or true or false for
 * JSD_ITEM_BOOL. Floats may also be NaN, Infinity or null, which the slow path
 * accepts or refuses. */
JSD_INLINE bool
jsd_array_may_be_item(jsd_item item, char c)
{
    const char *literal;

    if (item != JSD_ITEM_BOOL && (c == '-' || (c >= '0' && c <= '9')))
        return true;
    literal = jsd_scalar_literal((unsigned char)c, 0);
    return literal != NULL &&
           (*literal == 't' || *literal == 'f' ? item == JSD_ITEM_BOOL
                                               : item >= JSD_ITEM_F16);
}

/* Returns the end of the white space at s. */
const char *jsd_array_skip_space(const char *s, const char *end);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Who reads the items of a row, and where they go on when a number is none of
 * the frequent ones.
 * Used by num/array_parse.c, array_item.c and array_readers.h.
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_INTERNAL_H
#define JSONDE_NUM_ARRAY_PARSE_INTERNAL_H

#include "num/array_parse.h"
#include "text/json_scalar.h"

/* Reads items from r->s on, where one is, into rows of known length as long
 * as there is room: false, and r->status, when one is wrong. Then r->state
 * tells what is next. At least one item has room, and fits its row. */
typedef bool jsd_array_parse_rows(jsd_array_parser *r);

typedef struct jsd_array_parse_table {
    jsd_array_parse_rows *rows[JSD_ITEM_COUNT];
    size_t (*commas)(const char *s, size_t n);
} jsd_array_parse_table;

extern const jsd_array_parse_table jsd_array_parse_scalar;
extern const jsd_array_parse_table jsd_array_parse_avx2;

/* By the complete road: the item at s to out. What is behind it; NULL, with
 * r->s and r->status, when it is wrong. */
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

/* SPDX-License-Identifier: MIT
 *
 * Who reads the items of a row, and where they go on when a number is none of
 * the frequent ones.
 * Used by num/array_read.c, array_item.c and array_readers.h.
 */
#ifndef JSONDE_NUM_ARRAY_READER_H
#define JSONDE_NUM_ARRAY_READER_H

#include "num/array_read.h"

/* Reads items from r->s on, where one is, into rows of known length as long
 * as there is room: false, and r->status, when one is wrong. Then r->state
 * tells what is next. At least one item has room, and fits its row. */
typedef bool jsd_array_rows(jsd_array_reader *r);

typedef struct jsd_array_readers {
    jsd_array_rows *rows[JSD_ITEM_COUNT];
    size_t (*commas)(const char *s, size_t n);
} jsd_array_readers;

/* By the complete road: the item at s to out. What is behind it; NULL, with
 * r->s and r->status, when it is wrong. */
const char *jsd_array_item(jsd_array_reader *r, const char *s, char *out);

/* Whether c begins a word that a float may be: NaN, Infinity or null. */
JSD_INLINE bool
jsd_array_is_literal(jsd_item item, char c)
{
    return item >= JSD_ITEM_F16 && (c == 'N' || c == 'I' || c == 'n');
}

/* Behind the white space at s, if there is any. */
const char *jsd_array_space(const char *s, const char *end);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Items of a buffer, as the codes of Python's struct module name them.
 * Used by num/array.h, enc/ and dec/. It never reads an item.
 */
#ifndef JSONDE_NUM_ITEM_H
#define JSONDE_NUM_ITEM_H

#include "base/base.h"

typedef enum jsd_item {
    JSD_ITEM_NONE, /* not one number, or none that JSON has */
    JSD_ITEM_BOOL,
    JSD_ITEM_CHAR, /* 'c': one byte as a character */
    JSD_ITEM_I8,
    JSD_ITEM_U8,
    JSD_ITEM_I16,
    JSD_ITEM_U16,
    JSD_ITEM_I32,
    JSD_ITEM_U32,
    JSD_ITEM_I64,
    JSD_ITEM_U64,
    JSD_ITEM_F16,
    JSD_ITEM_F32,
    JSD_ITEM_F64,
    JSD_ITEM_COUNT
} jsd_item;

typedef struct jsd_item_format {
    jsd_item item;
    bool swapped; /* its bytes have the other order than this machine's */
} jsd_item_format;

/* What a Py_buffer's format says: one code of "?cbBhHiIlLqQnNefd" behind '@'
 * (or nothing), '=', '<', '>' or '!'. NULL is "B". JSD_ITEM_NONE for others.
 */
jsd_item_format jsd_item_parse(const char *format);

/* Bytes of one. */
JSD_INLINE size_t
jsd_item_size(jsd_item item)
{
    return item <= JSD_ITEM_NONE  ? 0
           : item <= JSD_ITEM_U8  ? 1
           : item <= JSD_ITEM_U16 ? 2
           : item <= JSD_ITEM_U32 ? 4
           : item <= JSD_ITEM_U64 ? 8
           : item == JSD_ITEM_F16 ? 2
           : item == JSD_ITEM_F32 ? 4
                                  : 8;
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The item types of a buffer, named by the format codes of Python's struct
 * module.
 */
#ifndef JSONDE_NUM_ITEM_H
#define JSONDE_NUM_ITEM_H

#include "base/base.h"

typedef enum jsd_item {
    JSD_ITEM_NONE, /* not one number, or one that JSON cannot hold */
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
    bool swapped; /* the byte order is not the native one */
} jsd_item_format;

/* Parses the format of a Py_buffer: a code of "?cbBhHiIlLqQnNefd", optionally
 * after '@', '=', '<', '>' or '!'. NULL means "B". Returns JSD_ITEM_NONE for
 * other formats. */
jsd_item_format jsd_item_parse(const char *format);

/* Returns the size of an item in bytes. */
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

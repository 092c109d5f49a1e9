/* SPDX-License-Identifier: MIT
 *
 * Formats of items as the strings of numpy's array protocol: "<f8", "|u1".
 * Used by enc/ and dec/. It never reads an item.
 */
#ifndef JSONDE_NUM_DTYPE_H
#define JSONDE_NUM_DTYPE_H

#include "num/item.h"

enum { JSD_DTYPE_LEN = 3 };

/* Writes the JSD_DTYPE_LEN characters of a format, and a zero. */
void jsd_dtype_put(jsd_item_format format, char out[JSD_DTYPE_LEN + 1]);

/* What n characters mean, which are just what jsd_dtype_put writes;
 * JSD_ITEM_NONE for others. */
jsd_item_format jsd_dtype_read(const char *s, size_t n);

/* The item that numpy means by a string: a kind and a size ("f4"), perhaps
 * behind an order of bytes ("<f4"), or a name ("float32"); JSD_ITEM_NONE for
 * others. */
jsd_item_format jsd_dtype_parse(const char *s);

/* The code of struct that Python's memoryview reads such items by, perhaps
 * behind '<' or '>', and a zero. */
void jsd_dtype_put_code(jsd_item_format format, char out[3]);

#endif

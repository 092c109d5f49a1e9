/* SPDX-License-Identifier: MIT
 *
 * Item formats as the type strings of numpy's array protocol, such as "<f8"
 * and "|u1".
 */
#ifndef JSONDE_NUM_DTYPE_H
#define JSONDE_NUM_DTYPE_H

#include "num/item.h"

enum { JSD_DTYPE_LEN = 3 };

/* Writes the JSD_DTYPE_LEN characters of a format and a terminating NUL. */
void jsd_dtype_put(jsd_item_format format, char out[JSD_DTYPE_LEN + 1]);

/* Parses n characters that jsd_dtype_put() writes. Returns JSD_ITEM_NONE for
 * other strings. */
jsd_item_format jsd_dtype_read(const char *s, size_t n);

/* Parses a string that numpy accepts for a dtype: a kind and a size ("f4"),
 * optionally after a byte order ("<f4"), or a name ("float32"). Returns
 * JSD_ITEM_NONE for other strings. */
jsd_item_format jsd_dtype_parse(const char *s);

/* Writes the struct code by which a memoryview reads such items, after '<' or
 * '>' where needed, and a terminating NUL. */
void jsd_dtype_put_code(jsd_item_format format, char out[3]);

#endif

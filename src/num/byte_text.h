/* SPDX-License-Identifier: MIT
 *
 * Constant tables of short texts: bytes as decimals, and groups of four
 * booleans. A comma follows each.
 */
#ifndef JSONDE_NUM_BYTE_TEXT_H
#define JSONDE_NUM_BYTE_TEXT_H

#include "base/base.h"

/* A text and its length. It is always copied whole. */
typedef struct jsd_byte_text {
    _Alignas(8) char text[7];
    uint8_t len;
} jsd_byte_text;

enum { JSD_BOOL_GROUP = 4, JSD_BOOL_GROUP_TEXT = 31 };

typedef struct jsd_bool_group_text {
    _Alignas(32) char text[JSD_BOOL_GROUP_TEXT];
    uint8_t len;
} jsd_bool_group_text;

/* Entry i is i. */
extern const jsd_byte_text jsd_byte_texts[256];

/* Bit k of the index is boolean k of the group. */
extern const jsd_bool_group_text jsd_bool_group_texts[1 << JSD_BOOL_GROUP];

/* Writes a text and returns its end. Stores eight bytes. */
JSD_INLINE char *
jsd_byte_text_put(char *out, const jsd_byte_text *text)
{
    memcpy(out, text, sizeof *text);
    return out + text->len;
}

/* Writes a text and returns its end. Stores 32 bytes. */
JSD_INLINE char *
jsd_bool_group_put(char *out, const jsd_bool_group_text *group)
{
    memcpy(out, group, sizeof *group);
    return out + group->len;
}

#endif

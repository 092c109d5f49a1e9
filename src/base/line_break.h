/* SPDX-License-Identifier: MIT
 *
 * A line break and the indentation behind it, for any number of levels.
 */
#ifndef JSONDE_BASE_LINE_BREAK_H
#define JSONDE_BASE_LINE_BREAK_H

#include "base/base.h"

enum {
    JSD_LINE_BREAK_UNIT = 255, /* bytes that one level has at most */
    JSD_LINE_BREAK_FAST = 32   /* bytes that most line breaks have at most */
};

typedef struct jsd_line_break {
    size_t indent;     /* bytes of one level */
    size_t ready_size; /* of "\n" and the whole levels that are ready */
    char ready[1 + JSD_LINE_BREAK_UNIT + 2 * JSD_LINE_BREAK_FAST];
} jsd_line_break;

/* One level is the n bytes of unit, at most JSD_LINE_BREAK_UNIT of them. */
void jsd_line_break_init(jsd_line_break *b, const char *unit, size_t n);

JSD_INLINE size_t
jsd_line_break_size(const jsd_line_break *b, size_t levels)
{
    return 1 + levels * b->indent;
}

/* Writes one of this size to out, where there is room for it, and returns the
 * place behind it. */
char *jsd_line_break_put(const jsd_line_break *b, char *out, size_t size);

#endif

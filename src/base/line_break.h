/* SPDX-License-Identifier: MIT
 *
 * Writes a line break and the indentation after it, for any number of levels.
 */
#ifndef JSONDE_BASE_LINE_BREAK_H
#define JSONDE_BASE_LINE_BREAK_H

#include "base/base.h"

enum {
    JSD_LINE_BREAK_UNIT = 255, /* the most bytes of one level */
    JSD_LINE_BREAK_FAST = 32   /* most line breaks are no longer, in bytes */
};

typedef struct jsd_line_break {
    size_t indent;     /* bytes of one level */
    size_t ready_size; /* of "\n" and the whole levels in ready */
    char ready[1 + JSD_LINE_BREAK_UNIT + 2 * JSD_LINE_BREAK_FAST];
} jsd_line_break;

/* Initialises b for levels that are indented by the n bytes at unit. n is at
 * most JSD_LINE_BREAK_UNIT. */
void jsd_line_break_init(jsd_line_break *b, const char *unit, size_t n);

/* Returns the bytes of a line break in front of a line at this level. */
JSD_INLINE size_t
jsd_line_break_size(const jsd_line_break *b, size_t levels)
{
    return 1 + levels * b->indent;
}

/* Writes a line break of `size` bytes, a result of jsd_line_break_size(), to
 * out. Returns the end of what it wrote. */
char *jsd_line_break_put(const jsd_line_break *b, char *out, size_t size);

#endif

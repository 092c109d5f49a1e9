/* SPDX-License-Identifier: MIT
 *
 * The lines of a text: JSON Lines, where a line feed ends each document. A
 * carriage return before it is JSON white space and belongs to the line.
 */
#ifndef JSONDE_TEXT_LINE_WALK_H
#define JSONDE_TEXT_LINE_WALK_H

#include "text/text.h"

typedef struct jsd_line_walk {
    const jsd_text *text;
    size_t start; /* of the next line, in units */
} jsd_line_walk;

/* Starts a walk behind a byte order mark (U+FEFF), if text begins with one.
 * The walk borrows text. */
void jsd_line_walk_start(jsd_line_walk *walk, const jsd_text *text);

/* Sets *line to the next line that is not blank, without its line feed, and
 * *start to the index of its first unit in the text. Returns false at the end.
 */
bool jsd_line_next(jsd_line_walk *walk, jsd_text *line, size_t *start);

/* Returns whether a line feed ended the last line. */
JSD_INLINE bool
jsd_line_was_ended(const jsd_line_walk *walk)
{
    return walk->start <= walk->text->len;
}

#endif

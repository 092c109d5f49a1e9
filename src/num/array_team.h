/* SPDX-License-Identifier: MIT
 *
 * A large array as text, by several threads into one place.
 * Used by enc/. The text is that of jsd_array_put.
 */
#ifndef JSONDE_NUM_ARRAY_TEAM_H
#define JSONDE_NUM_ARRAY_TEAM_H

#include "base/status.h"
#include "num/array.h"

/* How many threads are worth it for what is left to write; 1: none but the
 * caller. */
unsigned jsd_array_team_size(const jsd_array_writer *w);

/* How many items may be next, so that they surely fit into *room bytes, which
 * becomes what is enough for these. */
ptrdiff_t jsd_array_team_items(const jsd_array_writer *w, size_t *room);

/* Writes that many items at out, where they fit, and *end is the end of the
 * text. w is behind them then, or done, or refused, or, with
 * JSD_NO_MEMORY, of no use. */
JSD_MUST_CHECK jsd_status jsd_array_put_team(jsd_array_writer *w,
                                             unsigned threads, ptrdiff_t items,
                                             char *out, char **end);

#endif

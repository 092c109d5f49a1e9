/* SPDX-License-Identifier: MIT
 *
 * Paths: where JSON Pointers have come to in a document that the skipper walks
 * through (text/skip.h), all of them at once.
 *
 * Of equal keys the last one counts. So a path numbers the values that it
 * finds, and takes numbers back: if a key comes again in an object, all values
 * that the earlier key has led to lose their numbers. A place where the
 * pointer leads nowhere has a number, too.
 */
#ifndef JSONDE_TEXT_PATH_H
#define JSONDE_TEXT_PATH_H

#include "text/pointer.h"

typedef struct jsd_path {
    const jsd_pointer *pointer;
    size_t named; /* open containers, from the outermost on, that the tokens
                     name */
    size_t index; /* of the next item, if the last named one is an array */
    size_t count; /* numbers given and not taken back */
    const char *nowhere; /* the first place where the tokens lead nowhere */
    size_t nowhere_number;
    bool is_named; /* the tokens so far name the next value */
    bool is_found; /* all tokens do; its number is count - 1 */
} jsd_path;

void jsd_path_start(jsd_path *path, const jsd_pointer *pointer);

/* The functions below take the n paths of a document. Those that return a bool
 * return whether any path names the next value. depth: open containers. */

/* Looks at the value at s, a container or a scalar. Sets is_found of the paths
 * whose value it is. Returns whether there are any. */
bool jsd_path_reach(jsd_path *paths, size_t n, const char *s,
                    bool is_container);

/* Returns whether a path leads into the value that was reached last. */
bool jsd_path_leads_on(const jsd_path *paths, size_t n);

/* Enters the container at s, which is counted in depth. */
void jsd_path_enter(jsd_path *paths, size_t n, size_t depth, const char *s);

/* Leaves the innermost open container. */
void jsd_path_leave(jsd_path *paths, size_t n, size_t depth);

/* Moves to the member whose key is the n bytes at raw (see pointer.h). */
bool jsd_path_key(jsd_path *paths, size_t n, size_t depth, const char *raw,
                  size_t len);

/* Moves to the first item of an array, or to the next one. */
bool jsd_path_item(jsd_path *paths, size_t n, size_t depth, bool is_first);

#endif

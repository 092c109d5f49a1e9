/* SPDX-License-Identifier: MIT
 *
 * The skipper: validates a JSON document (RFC 8259) and stops where the values
 * of JSON Pointers start. It makes no values, never allocates and never
 * recurses.
 *
 * Another thread may write to the text meanwhile. The skipper relies on
 * nothing that it has read before, so it never reads outside of the text.
 */
#ifndef JSONDE_TEXT_SKIP_H
#define JSONDE_TEXT_SKIP_H

#include "text/path.h"

enum {
    JSD_SKIP_MAX_DEPTH = 1024
}; /* arrays and objects that may be open at once */

typedef struct jsd_skip {
    const char *s;    /* the next byte; on failure the position of the error */
    const char *text; /* the document */
    const char *end;
    jsd_path *paths;   /* of the pointers */
    size_t count;      /* of paths */
    bool takes_nan;    /* NaN and infinities are values; the start sets it to
                          false */
    jsd_status status; /* of a failure */
    bool is_behind;    /* s is behind a value */
    bool is_first;     /* ']' may stand at s instead of a value */
    bool is_named;     /* a path names the value at s */
    size_t depth;      /* arrays and objects that are open */
    size_t named; /* those of them, from the outermost on, that a path names */
    uint64_t objects[JSD_SKIP_MAX_DEPTH /
                     64]; /* a bit for each open container: is it an object? */
} jsd_skip;

typedef enum jsd_skip_outcome {
    JSD_SKIP_FOUND, /* a value of paths starts at s; they are those with
                       is_found, which the caller resets */
    JSD_SKIP_DONE,  /* the document has ended */
    JSD_SKIP_FAILED
} jsd_skip_outcome;

/* Starts with `count` paths, which the caller has started, too. */
void jsd_skip_start(jsd_skip *k, const char *text, size_t n, jsd_path *paths,
                    size_t count);

/* Skips until one of these outcomes. After JSD_SKIP_FOUND, the value is
 * skipped like any other, unless the caller calls jsd_skip_over(). A value
 * that was found counts no longer once its number has been taken back. */
jsd_skip_outcome jsd_skip_on(jsd_skip *k);

/* Continues at s, the end of the value that was found, unless another path
 * leads into the value. */
void jsd_skip_over(jsd_skip *k, const char *s);

#endif

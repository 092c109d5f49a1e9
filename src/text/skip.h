/* SPDX-License-Identifier: MIT
 *
 * Goes over a JSON document (RFC 8259), all of which is checked, and stops
 * where a JSON Pointer's value begins.
 * Used by dec/. It never allocates, never recurses and makes no values; nor
 * does it read beyond the text, also when others change that meanwhile.
 */
#ifndef JSONDE_TEXT_SKIP_H
#define JSONDE_TEXT_SKIP_H

#include "text/pointer.h"

enum { JSD_SKIP_MAX_DEPTH = 1024 }; /* arrays and objects inside each other */

typedef struct jsd_skip {
    const char *s;    /* what comes next; on failure where it is wrong */
    const char *text; /* the document */
    const char *end;
    const jsd_pointer *pointer;
    bool takes_nan;    /* NaN and infinities are values: set after the start */
    jsd_status status; /* of a failure */
    bool is_behind;    /* a value has ended */
    bool is_first;     /* else: ']' may stand in its place */
    bool is_named;     /* else: the tokens so far name what comes */
    size_t depth;      /* arrays and objects that are open */
    size_t named;      /* so many of them, from the outermost on, are named */
    size_t index;      /* of the last named one, if it is an array */
    const char *last;  /* where the value begins that was named last */
    uint64_t objects[JSD_SKIP_MAX_DEPTH / 64]; /* is it one? a bit for each */
} jsd_skip;

typedef enum jsd_skip_outcome {
    JSD_SKIP_FOUND, /* the pointer's value begins at s; of equal keys the last
                       one counts: it may be found again */
    JSD_SKIP_DONE,  /* the document has ended */
    JSD_SKIP_FAILED
} jsd_skip_outcome;

void jsd_skip_start(jsd_skip *k, const char *text, size_t n,
                    const jsd_pointer *pointer);

/* Goes on, until one of these. After JSD_SKIP_FOUND the value is gone over
 * like any other, unless jsd_skip_over is called before. What was found before
 * counts no more when k->last has changed. */
jsd_skip_outcome jsd_skip_on(jsd_skip *k);

/* The value that was found ends at s. */
void jsd_skip_over(jsd_skip *k, const char *s);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Parses nested JSON arrays of numbers, all of one shape, into memory. The
 * parser is resumable: it stops when the output is full, and the caller goes
 * on with more memory. It never allocates and never recurses.
 *
 * Another thread may write to the text meanwhile. The parser relies on nothing
 * that it has read before, so it never reads outside of the text or writes
 * outside of the output.
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_H
#define JSONDE_NUM_ARRAY_PARSE_H

#include "base/status.h"
#include "num/array.h"

typedef enum jsd_array_parse_state {
    JSD_ARRAY_EXPECT_ITEM,        /* an item or an array */
    JSD_ARRAY_EXPECT_ITEM_OR_END, /* an item, an array, or the end of an array
                                   */
    JSD_ARRAY_EXPECT_SEPARATOR    /* a comma or the end of an array */
} jsd_array_parse_state;

/* The position of the parser, and what it knows of the shape. */
typedef struct jsd_array_parser {
    const char *s;   /* the next byte; on failure the position of the error */
    const char *end; /* of the text */
    jsd_item_format format; /* a number or JSD_ITEM_BOOL */
    /* Floats may be NaN, Infinity, -Infinity, or null, which becomes NaN. The
     * start sets it to false. */
    bool takes_nonfinite;
    char *out;   /* where the next item goes, in native byte order */
    char *limit; /* end of the memory for items */
    jsd_array_parse_state state;
    jsd_status status; /* after a failure */
    int levels;        /* arrays that may be open at once */
    int depth;         /* arrays that are open */
    int deepest;       /* arrays that were open at once so far */
    int ndim;          /* negative: not known yet */
    /* Sizes of the first `deepest` dimensions; negative: not known yet. */
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
    ptrdiff_t count[JSD_ARRAY_DIMENSIONS]; /* items of each open array */
} jsd_array_parser;

typedef enum jsd_array_parse_outcome {
    JSD_ARRAY_DONE,  /* ndim and shape are known; s is behind the value */
    JSD_ARRAY_FULL,  /* the next item has no memory */
    JSD_ARRAY_FAILED /* status is the error, s its position */
} jsd_array_parse_outcome;

/* Prepares r to parse the value at s, which is not white space. The caller has
 * set out and limit. */
void jsd_array_parse_start(jsd_array_parser *r, jsd_item_format format,
                           const char *s, const char *end);

/* Parses on until one of these outcomes. The errors are those of JSON's
 * grammar and of jsd_number_read(), and: JSD_EXPECTED_NUMBER or
 * JSD_EXPECTED_BOOL for a value of another kind; JSD_EXPECTED_REAL for a value
 * that takes_nonfinite would permit; JSD_NOT_INTEGER and JSD_ITEM_RANGE
 * (JSD_NUMBER_RANGE for doubles), positioned at the number; JSD_RAGGED at the
 * first item, array or bracket that contradicts the shape;
 * JSD_TOO_MANY_DIMENSIONS at a bracket. */
jsd_array_parse_outcome jsd_array_parse(jsd_array_parser *r);

/* Swaps the bytes of n items if the format says so. */
void jsd_array_swap_items(jsd_item_format format, char *items, size_t n);

/* Returns the number of commas in n bytes. An array in these bytes has at most
 * one item more. */
size_t jsd_array_count_commas(const char *s, size_t n);

#endif

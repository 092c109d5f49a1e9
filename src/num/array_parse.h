/* SPDX-License-Identifier: MIT
 *
 * Nested arrays of numbers, all of one shape, from JSON to memory.
 * Used by dec/. It never allocates and never recurses, may stop wherever the
 * room ends, and never writes beyond that or reads beyond the text, also when
 * others change the text meanwhile: nothing that was read is relied on later.
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_H
#define JSONDE_NUM_ARRAY_PARSE_H

#include "base/status.h"
#include "num/array.h"

typedef enum jsd_array_parse_state {
    JSD_ARRAY_EXPECT_ITEM,        /* an item or an array must come */
    JSD_ARRAY_EXPECT_ITEM_OR_END, /* the same, or the end of an array */
    JSD_ARRAY_EXPECT_SEPARATOR    /* an item or an array has ended */
} jsd_array_parse_state;

/* How far it is read. */
typedef struct jsd_array_parser {
    const char *s;          /* what comes next; on failure where it is wrong */
    const char *end;        /* of the text */
    jsd_item_format format; /* a number or JSD_ITEM_BOOL */
    /* Floats may be NaN, Infinity and -Infinity, and null, which is NaN. False
     * unless it is set after the start. */
    bool takes_nonfinite;
    char *out; /* where the next item goes, in this machine's order of bytes */
    char *limit; /* behind the last item that has room */
    jsd_array_parse_state state;
    jsd_status status; /* of a failure */
    int levels;        /* so many arrays may be open, up to all of them */
    int depth;         /* arrays that are open */
    int ndim;          /* negative: not known yet */
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS]; /* negative: not known yet */
    ptrdiff_t count[JSD_ARRAY_DIMENSIONS]; /* items of each open array */
} jsd_array_parser;

typedef enum jsd_array_parse_outcome {
    JSD_ARRAY_DONE,  /* ndim and shape are known; s is behind it */
    JSD_ARRAY_FULL,  /* an item comes, and has no room */
    JSD_ARRAY_FAILED /* status tells why, s where */
} jsd_array_parse_outcome;

/* To read the value at s, behind white space; out and limit are as they are
 * to be. */
void jsd_array_parse_start(jsd_array_parser *r, jsd_item_format format,
                           const char *s, const char *end);

/* Reads on, until one of these. What fails: a status of JSON's grammar or
 * jsd_number_read; JSD_EXPECTED_NUMBER or JSD_EXPECTED_BOOL at another value,
 * JSD_EXPECTED_REAL at one that takes_nonfinite would let;
 * JSD_NOT_INTEGER and JSD_ITEM_RANGE (JSD_NUMBER_RANGE of doubles) at the
 * number; JSD_RAGGED at the first item or array that does not fit, or the
 * bracket that comes too early; JSD_TOO_MANY_DIMENSIONS at a bracket. */
jsd_array_parse_outcome jsd_array_parse(jsd_array_parser *r);

/* Puts n items into the order of bytes that the format tells. */
void jsd_array_swap_items(jsd_item_format format, char *items, size_t n);

/* How many commas are among n bytes: one less than the items, or more. */
size_t jsd_array_count_commas(const char *s, size_t n);

#endif

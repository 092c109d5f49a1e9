/* SPDX-License-Identifier: MIT
 *
 * Nested arrays of numbers, all of one shape, from JSON to memory.
 * Used by dec/. It never allocates and never recurses, may stop wherever the
 * room ends, and never writes beyond that or reads beyond the text, also when
 * others change the text meanwhile: nothing that was read is relied on later.
 */
#ifndef JSONDE_NUM_ARRAY_READ_H
#define JSONDE_NUM_ARRAY_READ_H

#include "base/status.h"
#include "num/array.h"

typedef enum jsd_array_state {
    JSD_ARRAY_ITEM,  /* an item or an array must come */
    JSD_ARRAY_FIRST, /* the same, or the end of an array */
    JSD_ARRAY_BEHIND /* an item or an array has ended */
} jsd_array_state;

/* How far it is read. */
typedef struct jsd_array_reader {
    const char *s;          /* what comes next; on failure where it is wrong */
    const char *end;        /* of the text */
    jsd_item_format format; /* a number or JSD_ITEM_BOOL */
    /* Floats may be NaN, Infinity and -Infinity, and null, which is NaN. False
     * unless it is set after the start. */
    bool takes_words;
    char *out; /* where the next item goes, in this machine's order of bytes */
    char *limit; /* behind the last item that has room */
    jsd_array_state state;
    jsd_status status; /* of a failure */
    int levels;        /* so many arrays may be open, up to all of them */
    int depth;         /* arrays that are open */
    int ndim;          /* negative: not known yet */
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS]; /* negative: not known yet */
    ptrdiff_t count[JSD_ARRAY_DIMENSIONS]; /* items of each open array */
} jsd_array_reader;

typedef enum jsd_array_outcome {
    JSD_ARRAY_DONE,  /* ndim and shape are known; s is behind it */
    JSD_ARRAY_FULL,  /* an item comes, and has no room */
    JSD_ARRAY_FAILED /* status tells why, s where */
} jsd_array_outcome;

/* To read the value at s, behind white space; out and limit are as they are
 * to be. */
void jsd_array_read_start(jsd_array_reader *r, jsd_item_format format,
                          const char *s, const char *end);

/* Reads on, until one of these. What fails: a status of JSON's grammar or
 * jsd_number_read; JSD_EXPECTED_NUMBER or JSD_EXPECTED_BOOL at another value,
 * JSD_EXPECTED_REAL at one that takes_words would let;
 * JSD_NOT_INTEGER and JSD_ITEM_RANGE (JSD_NUMBER_RANGE of doubles) at the
 * number; JSD_RAGGED at the first item or array that does not fit, or the
 * bracket that comes too early; JSD_TOO_MANY_DIMENSIONS at a bracket. */
jsd_array_outcome jsd_array_read_on(jsd_array_reader *r);

/* Puts n items into the order of bytes that the format tells. */
void jsd_array_order(jsd_item_format format, char *items, size_t n);

/* How many commas are among n bytes: one less than the items, or more. */
size_t jsd_array_commas(const char *s, size_t n);

#endif

/* SPDX-License-Identifier: MIT
 *
 * An array of numbers in memory, of any shape, as nested arrays of JSON.
 * Used by enc/. It never allocates, and may stop wherever the room ends.
 */
#ifndef JSONDE_NUM_ARRAY_H
#define JSONDE_NUM_ARRAY_H

#include "num/item.h"

enum {
    JSD_ARRAY_DIMENSIONS = 64, /* what a Py_buffer may have */
    JSD_ARRAY_ROOM = 48        /* one item, and a bracket */
};

/* As in a Py_buffer: bytes from item to item, and where a dimension is one of
 * pointers, bytes behind these (else negative; NULL: there are none). */
typedef struct jsd_array {
    const char *data;
    jsd_item_format format; /* not JSD_ITEM_NONE */
    int ndim;
    const ptrdiff_t *shape;
    const ptrdiff_t *strides;
    const ptrdiff_t *suboffsets;
} jsd_array;

/* Where item i of a dimension is, which begins at base: a number, or where the
 * dimension inside of it begins. */
JSD_INLINE const char *
jsd_array_item_at(const jsd_array *a, const char *base, int dimension,
                  ptrdiff_t i)
{
    const char *p = base + i * a->strides[dimension];

    if (a->suboffsets != NULL && a->suboffsets[dimension] >= 0) {
        memcpy(&p, p, sizeof p);
        p += a->suboffsets[dimension];
    }
    return p;
}

/* What has a float's format and is no number. */
typedef enum jsd_array_special {
    JSD_ARRAY_NULL,    /* null */
    JSD_ARRAY_LITERAL, /* NaN, Infinity, -Infinity */
    JSD_ARRAY_REFUSE
} jsd_array_special;

/* How it is to look, and how far it is written. */
typedef struct jsd_array_writer {
    const jsd_array *array;
    jsd_array_special special;
    bool canonical;     /* numbers as those of ECMAScript */
    bool strict;        /* integers beyond 53 bits are refused */
    const char *breaks; /* a line break and indentation; NULL: none */
    size_t indent;      /* bytes of one level */
    size_t outer;       /* levels around the array */
    size_t room;        /* bytes that must be free to write on */
    bool is_done;       /* all is written */
    bool is_refused;    /* the next item cannot be */
    int depth;          /* dimensions that are open */
    ptrdiff_t index[JSD_ARRAY_DIMENSIONS];  /* the next of each open one */
    const char *base[JSD_ARRAY_DIMENSIONS]; /* where each one begins */
} jsd_array_writer;

/* From the beginning; the members down to outer are as they are to be. */
void jsd_array_start(jsd_array_writer *w, const jsd_array *array);

/* Writes on at out, as long as w->room bytes are free before limit, and
 * returns the end: then it is done, or refused, or needs more room. */
char *jsd_array_put(jsd_array_writer *w, char *out, const char *limit);

#endif

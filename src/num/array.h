/* SPDX-License-Identifier: MIT
 *
 * An array of numbers in memory, of any shape, as nested arrays of JSON.
 * Used by enc/. It never allocates, and may stop wherever the room ends.
 */
#ifndef JSONDE_NUM_ARRAY_H
#define JSONDE_NUM_ARRAY_H

#include "base/line_break.h"
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

    const void *const place = p; /* of a pointer, perhaps */

    if (a->suboffsets != NULL && a->suboffsets[dimension] >= 0) {
        memcpy(&p, place, sizeof p);
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

struct jsd_array_run; /* num/array_writer.h */

/* Writes items, each with a comma behind it, as long as there is room, and
 * returns the end. */
typedef char *jsd_array_putter(struct jsd_array_run *r, char *out,
                               const char *limit);

/* How it is to look, and how far it is written. */
typedef struct jsd_array_writer {
    const jsd_array *array;
    jsd_array_putter *put; /* of the item; others may be set after start */
    const void *context;   /* what that one may need */
    jsd_array_special special;
    bool canonical;               /* numbers as those of ECMAScript */
    bool strict;                  /* integers beyond 53 bits are refused */
    const jsd_line_break *breaks; /* NULL: everything is on one line */
    size_t outer;                 /* levels around the array */
    size_t room;                  /* bytes that must be free to write on */
    bool is_done;                 /* all is written */
    bool is_refused;              /* the next item cannot be */
    bool is_unsteady; /* others were seen to write into the array */
    ptrdiff_t left;   /* items until it is paused, at most */
    int depth;        /* dimensions that are open */
    ptrdiff_t index[JSD_ARRAY_DIMENSIONS];  /* the next of each open one */
    const char *base[JSD_ARRAY_DIMENSIONS]; /* where each one begins */
} jsd_array_writer;

/* Unsigned on the way, for one without items may have any sizes. */
JSD_INLINE ptrdiff_t
jsd_array_items(const jsd_array *a)
{
    size_t n = 1;

    for (int i = 0; i < a->ndim; i++)
        n *= (size_t)a->shape[i];
    return (ptrdiff_t)n;
}

/* Bytes of all items, wherever they lie. */
JSD_INLINE size_t
jsd_array_bytes(const jsd_array *a)
{
    return (size_t)jsd_array_items(a) * jsd_item_size(a->format.item);
}

/* Who writes the numbers of an array, for this processor. */
jsd_array_putter *jsd_array_putter_of(const jsd_array *a);

/* From the beginning; the members down to outer are as they are to be. */
void jsd_array_start(jsd_array_writer *w, const jsd_array *array);

/* To where item number `index`, in C's order, is the next one. */
void jsd_array_seek(jsd_array_writer *w, ptrdiff_t index);

/* And which one that is. */
ptrdiff_t jsd_array_tell(const jsd_array_writer *w);

/* Whether as many items as were left are written, and more follow: it goes on
 * when left is set anew. */
JSD_INLINE bool
jsd_array_is_paused(const jsd_array_writer *w)
{
    return w->left == 0 && w->depth == w->array->ndim;
}

/* Writes on at out, as long as w->room bytes are free before limit, and
 * returns the end: then it is done, refused or paused, or needs more room.
 * Except at the beginning, the byte before out must be the one that was
 * written last: it tells whether an array that ends is empty. */
char *jsd_array_put(jsd_array_writer *w, char *out, const char *limit);

#endif

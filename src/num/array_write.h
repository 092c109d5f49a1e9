/* SPDX-License-Identifier: MIT
 *
 * Writes an n-dimensional array of numbers as nested JSON arrays. The writer
 * is resumable: it stops when the output buffer is full, and the caller goes
 * on with a larger one. It never allocates.
 *
 * The numbers themselves are written by a jsd_array_putter: a function for
 * each item type, byte order and instruction set (num/array_write_items.h).
 * enc/ has putters of its own, for datetime64 and masked arrays.
 */
#ifndef JSONDE_NUM_ARRAY_WRITE_H
#define JSONDE_NUM_ARRAY_WRITE_H

#include "base/line_break.h"
#include "num/array.h"

/* Bytes of the longest item and a bracket. */
enum { JSD_ARRAY_ROOM = 48 };

/* The output for floats that are not finite. */
typedef enum jsd_array_special {
    JSD_ARRAY_NULL,    /* null */
    JSD_ARRAY_LITERAL, /* NaN, Infinity, -Infinity */
    JSD_ARRAY_REFUSE   /* nothing: the writer stops with is_refused */
} jsd_array_special;

/* Consecutive items of one row, or of many. A row is the innermost dimension.
 */
typedef struct jsd_array_run {
    struct jsd_array_writer *w;
    const char *p; /* the next item */
    ptrdiff_t stride;
    ptrdiff_t suboffset; /* negative: none */
    ptrdiff_t n;         /* items that are left */
    ptrdiff_t left;      /* items to the end of the row; n or more: one row */
    ptrdiff_t row;       /* items of a row */
    ptrdiff_t skip;      /* bytes from the end of a row to the next row */
} jsd_array_run;

/* Writes the items of r at out, each followed by a comma, while w->room bytes
 * are free before limit. "],[" replaces the comma between two rows. Advances
 * r, and returns the end of the text. A putter that refuses an item sets
 * w->is_refused. */
typedef char *jsd_array_putter(jsd_array_run *r, char *out, const char *limit);

/* The style of the output and the position of the writer. */
typedef struct jsd_array_writer {
    const jsd_array *array;
    jsd_array_putter *put; /* jsd_array_write_replace() replaces the default */
    const void *context;   /* for a putter of the caller */
    bool by_rows;          /* put is the default, which writes many rows */
    jsd_array_special special;
    bool canonical;               /* write floats as ECMAScript does */
    bool strict;                  /* refuse integers of more than 53 bits */
    const jsd_line_break *breaks; /* NULL: everything on one line */
    size_t outer;                 /* containers around the array */
    size_t room;                  /* bytes that one step may write */
    bool is_done;                 /* the whole array is written */
    bool is_refused;              /* the next item is refused */
    bool data_changed; /* another thread was seen to write to the array */
    ptrdiff_t left;    /* items to write before the writer pauses */
    int depth;         /* dimensions that are open */
    ptrdiff_t index[JSD_ARRAY_DIMENSIONS];  /* next item of each open one */
    const char *base[JSD_ARRAY_DIMENSIONS]; /* start of each open one */
} jsd_array_writer;

/* Returns the putter of w->array for this processor, and for the style of w.
 */
jsd_array_putter *jsd_array_putter_of(const jsd_array_writer *w);

/* Prepares w to write array from its first item. The caller has set `special`
 * and the members up to `outer`. */
void jsd_array_write_start(jsd_array_writer *w, const jsd_array *array);

/* Replaces the putter after the start, by one that writes one row at a time.
 */
JSD_INLINE void
jsd_array_write_replace(jsd_array_writer *w, jsd_array_putter *put,
                        const void *context)
{
    w->put = put;
    w->context = context;
    w->by_rows = false;
}

/* Moves w to item number `index` in C order. */
void jsd_array_write_seek(jsd_array_writer *w, ptrdiff_t index);

/* Returns the number of the next item in C order. */
ptrdiff_t jsd_array_write_tell(const jsd_array_writer *w);

/* Returns whether w stopped because w->left items are written. It goes on
 * after w->left is set again. */
JSD_INLINE bool
jsd_array_write_is_paused(const jsd_array_writer *w)
{
    return w->left == 0 && w->depth == w->array->ndim;
}

/* Writes at out while w->room bytes are free before limit, and returns the end
 * of the text. Then w is done, refused or paused, or needs more room. Except
 * at the start, out[-1] must be the byte that was written last: a closing
 * bracket replaces a comma there. */
char *jsd_array_write(jsd_array_writer *w, char *out, const char *limit);

/* Returns the bytes of a line break and the indentation for a place inside of
 * `dimensions` dimensions; 0 without line breaks. */
JSD_INLINE size_t
jsd_array_break_size(const jsd_array_writer *w, int dimensions)
{
    return w->breaks == NULL
               ? 0
               : jsd_line_break_size(w->breaks, w->outer + (size_t)dimensions);
}

/* Writes what separates two rows over the comma behind the last item. Touches
 * three bytes from out on. */
JSD_INLINE char *
jsd_array_end_row(char *out)
{
    memcpy(out - 1, "],[", 4); /* one store; the fourth byte is not text */
    return out + 2;
}

/* Writes the line break before an item of the innermost open dimension, and
 * returns its end. */
JSD_INLINE char *
jsd_array_break(const jsd_array_writer *w, char *out)
{
    const size_t n = jsd_array_break_size(w, w->depth);

    return n == 0 ? out : jsd_line_break_put(w->breaks, out, n);
}

#endif

/* SPDX-License-Identifier: MIT
 *
 * The loops of the putters: over the rows of a run, and over the items of a
 * row. Short rows are common, so that a row costs no call.
 */
#ifndef JSONDE_NUM_ARRAY_WRITE_ROWS_H
#define JSONDE_NUM_ARRAY_WRITE_ROWS_H

#include "num/array_write_items.h"
#include "num/byte_text.h"

/* Consecutive items of one row. The functions that take it are inlined, so
 * that its members live in registers. */
typedef struct row_items {
    jsd_array_writer *w;
    const char *p; /* the next item */
    ptrdiff_t stride;
    ptrdiff_t n;      /* items that are left */
    const char *last; /* no item begins after it */
} row_items;

/* --------------------------------------------------------------- any items */

JSD_INLINE char *
put_item_row(row_items *r, char *out, jsd_item item)
{
    for (; r->n > 0 && out <= r->last; r->n--, r->p += r->stride) {
        char *end = put_item(r->w, out, r->p, item);

        if (JSD_UNLIKELY(end == NULL))
            break;
        *end = ',';
        out = end + 1;
    }
    return out;
}

/* --------------------------------------------------------- bytes, integers */

/* Writes a number from -128 to 255. */
JSD_INLINE char *
put_byte(char *out, int value)
{
    *out = '-';
    out += value < 0;
    return jsd_byte_text_put(out, &jsd_byte_texts[value < 0 ? -value : value]);
}

JSD_INLINE char *
put_byte_row(row_items *r, char *out, jsd_item item)
{
    for (; r->n > 0 && out <= r->last; r->n--, r->p += r->stride)
        out = put_byte(out, item == JSD_ITEM_I8 ? (signed char)*r->p
                                                : (unsigned char)*r->p);
    return out;
}

/* Integers that are tested at once for being short. */
enum { INTEGER_STEP = 16 };

/* Returns whether INTEGER_STEP integers are from 0 to 255. */
JSD_INLINE bool
are_bytes(const char *p, ptrdiff_t stride, size_t size)
{
    uint64_t any = 0;

#pragma GCC unroll 4
    for (int i = 0; i < INTEGER_STEP; i++, p += stride)
        any |= load_bits(p, size);
    return any < 256;
}

/* Writes integers from 0 to 255. Stops at another one: another thread may have
 * written it after are_bytes(). */
JSD_INLINE char *
put_short_integers(row_items *r, char *out, size_t size)
{
    for (; r->n > 0 && out <= r->last; r->n--, r->p += r->stride) {
        const uint64_t bits = load_bits(r->p, size);

        if (JSD_UNLIKELY(bits > 255))
            break;
        out = jsd_byte_text_put(out, &jsd_byte_texts[bits]);
    }
    return out;
}

JSD_INLINE char *
put_integer_row(row_items *r, char *out, jsd_item item)
{
    const size_t size = jsd_item_size(item);
    ptrdiff_t rest = r->n;

    while (rest >= INTEGER_STEP) {
        r->n = INTEGER_STEP;
        out = are_bytes(r->p, r->stride, size)
                  ? put_short_integers(r, out, size)
                  : put_item_row(r, out, item);
        rest -= INTEGER_STEP - r->n;
        if (JSD_UNLIKELY(r->n > 0) && (out > r->last || r->w->is_refused))
            break;
    }
    r->n = rest;
    return put_item_row(r, out, item);
}

/* -------------------------------------------------------------------- rows */

typedef char *row_putter(row_items *r, char *out, jsd_item item);

/* A jsd_array_putter for runs without suboffset, with items in the native byte
 * order. put and item are constants. With line breaks it calls put for each
 * item. */
JSD_INLINE char *
put_rows(jsd_array_run *r, char *out, const char *limit, row_putter *put,
         jsd_item item)
{
    jsd_array_writer *const w = r->w;
    const size_t line = jsd_array_break_size(w, w->depth);
    row_items items = {w, r->p, r->stride, 0, limit - w->room + line};
    ptrdiff_t n = r->n, left = r->left;

    for (;;) {
        ptrdiff_t most = left < n ? left : n;

        if (JSD_UNLIKELY(line != 0)) {
            if (items.last - out < (ptrdiff_t)line)
                break;
            out = jsd_line_break_put(w->breaks, out, line);
            most = 1;
        }
        items.n = most;
        out = put(&items, out, item);
        n -= most - items.n;
        left -= most - items.n;
        if (JSD_UNLIKELY(items.n > 0)) {
            out -= line; /* and no item */
            break;
        }
        if (n == 0)
            break;
        if (JSD_LIKELY(left == 0)) {
            out = jsd_array_end_row(out);
            left = r->row;
            items.p += r->skip;
        }
    }
    r->p = items.p;
    r->n = n;
    r->left = left;
    return out;
}

#endif

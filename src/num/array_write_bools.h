/* SPDX-License-Identifier: MIT
 *
 * The putter of booleans. Four of them are one copy of 32 bytes from a table.
 */
#ifndef JSONDE_NUM_ARRAY_WRITE_BOOLS_H
#define JSONDE_NUM_ARRAY_WRITE_BOOLS_H

#include "num/array_write_rows.h"

enum { BOOL_TEXT = 6 /* bytes: "false," */ };

/* Returns the booleans at p and at three offsets from it as an index of
 * jsd_bool_group_texts. Any byte but 0 is true, but others than 0 and 1 are
 * rare. */
JSD_INLINE unsigned
four_bools(const char *p, ptrdiff_t second, ptrdiff_t third, ptrdiff_t fourth)
{
    const unsigned a = (unsigned char)p[0], b = (unsigned char)p[second];
    const unsigned c = (unsigned char)p[third], d = (unsigned char)p[fourth];

    if (JSD_LIKELY((a | b | c | d) <= 1))
        return a + 2 * b + 4 * (c + 2 * d);
    return (unsigned)(a != 0) + (unsigned)(b != 0) * 2 +
           (unsigned)(c != 0) * 4 + (unsigned)(d != 0) * 8;
}

/* Returns eight booleans at p, each as 0 or 1 in a byte. Any byte but 0 is
 * true. */
JSD_INLINE uint64_t
eight_bools(const char *p)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    const uint64_t word = jsd_swar_load(p);

    return (((word & low) + low) | word) >> 7 & UINT64_C(0x0101010101010101);
}

JSD_INLINE char *
put_bool_row(row_items *r, char *out, jsd_item item)
{
    const ptrdiff_t group = JSD_BOOL_GROUP;

    (void)item;
    if (r->stride == 1 && r->n >= 2 * group)
        for (; r->n >= 2 * group && r->last - out >= group * BOOL_TEXT;
             r->n -= 2 * group, r->p += 2 * group) {
            /* The product adds bit 8 * i to bit 56 + i, without carries. */
            const unsigned bits =
                (unsigned)(eight_bools(r->p) * UINT64_C(0x0102040810204080) >>
                           56);

            out = jsd_bool_group_put(out, &jsd_bool_group_texts[bits & 15]);
            out = jsd_bool_group_put(out, &jsd_bool_group_texts[bits >> 4]);
        }
    for (; r->n >= group && out <= r->last;
         r->n -= group, r->p += group * r->stride)
        out = jsd_bool_group_put(
            out, &jsd_bool_group_texts[four_bools(
                     r->p, r->stride, 2 * r->stride, 3 * r->stride)]);
    if (r->n > 0 && out <= r->last) {
        /* Without a loop: rows of two and three are common. */
        const unsigned bits = four_bools(r->p, r->n > 1 ? r->stride : 0,
                                         r->n > 2 ? 2 * r->stride : 0, 0) &
                              ((1u << r->n) - 1);

        out = jsd_bool_group_put(out, &jsd_bool_group_texts[bits]) -
              (group - r->n) * BOOL_TEXT;
        r->p += r->n * r->stride;
        r->n = 0;
    }
    return out;
}

/* ----------------------------------------------------------------- columns */

enum { COLUMN_ROWS = 8, COLUMNS_MOST = 1024 };

/* Returns whether the next rows lie side by side, as in Fortran order: then
 * one load reads a boolean of each of COLUMN_ROWS rows. To read them one by
 * one would load a cache line for each. */
JSD_INLINE bool
has_columns(const jsd_array_run *r)
{
    return r->stride != 1 && r->row * r->stride + r->skip == 1 &&
           r->left == r->row && r->row <= COLUMNS_MOST &&
           r->n >= COLUMN_ROWS * r->row;
}

/* Stores eight bytes for each four columns: for each row, an index of
 * jsd_bool_group_texts. The last group is filled up with false. */
static void
read_columns(char *groups, const char *p, ptrdiff_t stride, ptrdiff_t columns)
{
    for (; columns >= JSD_BOOL_GROUP; columns -= JSD_BOOL_GROUP) {
        jsd_swar_store(groups, eight_bools(p) | eight_bools(p + stride) << 1 |
                                   eight_bools(p + 2 * stride) << 2 |
                                   eight_bools(p + 3 * stride) << 3);
        p += JSD_BOOL_GROUP * stride;
        groups += COLUMN_ROWS;
    }
    if (columns > 0) {
        uint64_t rest = 0;

        for (ptrdiff_t i = 0; i < columns; i++)
            rest |= eight_bools(p + i * stride) << i;
        jsd_swar_store(groups, rest);
    }
}

/* Writes up to COLUMN_ROWS rows, as long as a whole row has room. */
static char *
put_columns(jsd_array_run *r, char *out, const char *limit)
{
    const char *const last = limit - r->w->room;
    const ptrdiff_t n = (r->row + JSD_BOOL_GROUP - 1) / JSD_BOOL_GROUP;
    const ptrdiff_t excess = (n * JSD_BOOL_GROUP - r->row) * BOOL_TEXT;
    char groups[COLUMNS_MOST / JSD_BOOL_GROUP * COLUMN_ROWS];

    read_columns(groups, r->p, r->stride, r->row);
    for (int i = 0; i < COLUMN_ROWS; i++) {
        if (last - out < n * JSD_BOOL_GROUP * BOOL_TEXT)
            break;
        for (ptrdiff_t k = 0; k < n; k++)
            out = jsd_bool_group_put(
                out, &jsd_bool_group_texts[(int)groups[COLUMN_ROWS * k + i]]);
        out -= excess;
        r->n -= r->row;
        r->p++;
        if (r->n > 0)
            out = jsd_array_end_row(out);
    }
    r->left = r->n > 0 ? r->row : 0;
    return out;
}

static char *
put_bool_run(jsd_array_run *r, char *out, const char *limit)
{
    while (has_columns(r)) {
        const ptrdiff_t n = r->n;

        out = put_columns(r, out, limit);
        if (r->n == n)
            break; /* no room for a row; maybe for a part of it */
        if (r->n == 0 || n - r->n < COLUMN_ROWS * r->row)
            return out;
    }
    return put_rows(r, out, limit, put_bool_row, JSD_ITEM_BOOL);
}

#endif

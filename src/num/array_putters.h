/* SPDX-License-Identifier: MIT
 *
 * The putters of all items, and those for the other byte order, other styles
 * and suboffsets. The latter bring items into the form that array_write_rows.h
 * writes.
 */
#ifndef JSONDE_NUM_ARRAY_PUTTERS_H
#define JSONDE_NUM_ARRAY_PUTTERS_H

#include "num/array_write_bools.h"
#include "num/ecma_number.h"

/* -------------------------------------------------------- native byte order
 */

/* One function for each item type. */
#define PUT_ROWS(name, put, item)                                     \
    static char *name(jsd_array_run *r, char *out, const char *limit) \
    {                                                                 \
        return put_rows(r, out, limit, put, item);                    \
    }
PUT_ROWS(put_char_run, put_item_row, JSD_ITEM_CHAR)
PUT_ROWS(put_i8_run, put_byte_row, JSD_ITEM_I8)
PUT_ROWS(put_u8_run, put_byte_row, JSD_ITEM_U8)
PUT_ROWS(put_i16_run, put_integer_row, JSD_ITEM_I16)
PUT_ROWS(put_u16_run, put_integer_row, JSD_ITEM_U16)
PUT_ROWS(put_i32_run, put_integer_row, JSD_ITEM_I32)
PUT_ROWS(put_u32_run, put_integer_row, JSD_ITEM_U32)
PUT_ROWS(put_i64_run, put_integer_row, JSD_ITEM_I64)
PUT_ROWS(put_u64_run, put_integer_row, JSD_ITEM_U64)
PUT_ROWS(put_f16_run, put_item_row, JSD_ITEM_F16)
PUT_ROWS(put_f32_run, put_item_row, JSD_ITEM_F32)
PUT_ROWS(put_f64_run, put_item_row, JSD_ITEM_F64)

/* By item, and whether the bytes are swapped. */
static jsd_array_putter *const array_putters[JSD_ITEM_COUNT][2];

/* -------------------------------------------------------- other byte order */

/* Copies an item and reverses its bytes. */
JSD_INLINE void
copy_reversed(char *to, const char *p, size_t size)
{
    const uint64_t bits = load_bits(p, size);
    const uint16_t half = __builtin_bswap16((uint16_t)bits);
    const uint32_t single = __builtin_bswap32((uint32_t)bits);
    const uint64_t wide = __builtin_bswap64(bits);

    if (size == 2)
        memcpy(to, &half, sizeof half);
    else if (size == 4)
        memcpy(to, &single, sizeof single);
    else
        memcpy(to, &wide, sizeof wide);
}

enum { REVERSED_STEP = 16 }; /* items: a number that the compiler vectorizes */

/* Copies n items to `to` and reverses their bytes. size is a constant. */
JSD_INLINE void
reverse_sized(char *restrict to, const char *restrict p, ptrdiff_t stride,
              ptrdiff_t n, size_t size)
{
    if (stride == (ptrdiff_t)size)
        for (; n >= REVERSED_STEP; n -= REVERSED_STEP) {
            for (size_t i = 0; i < REVERSED_STEP; i++)
                copy_reversed(to + i * size, p + i * size, size);
            p += REVERSED_STEP * size;
            to += REVERSED_STEP * size;
        }
    for (; n > 0; n--, p += stride, to += size)
        copy_reversed(to, p, size);
}

static void
reverse_items(char *to, const char *p, ptrdiff_t stride, ptrdiff_t n,
              size_t size)
{
    if (size == 2)
        reverse_sized(to, p, stride, n, 2);
    else if (size == 4)
        reverse_sized(to, p, stride, n, 4);
    else
        reverse_sized(to, p, stride, n, 8);
}

/* Moves r by n items, across the ends of rows. If the last of them is at the
 * end of a row, r->left becomes 0. */
static void
pass_items(jsd_array_run *r, ptrdiff_t n)
{
    r->n -= n;
    while (n > 0) {
        const ptrdiff_t most = r->left < n ? r->left : n;

        r->p += most * r->stride;
        r->left -= most;
        n -= most;
        if (n > 0) {
            r->left = r->row;
            r->p += r->skip;
        }
    }
}

/* Copies the next n items of r to `block`, in the native byte order. */
static void
reverse_block(const jsd_array_run *r, char *block, ptrdiff_t n, size_t size)
{
    const char *p = r->p;
    /* Rows without a gap between them are like one row. */
    ptrdiff_t left = r->skip == 0 ? n : r->left;

    while (n > 0) {
        const ptrdiff_t most = left < n ? left : n;

        reverse_items(block, p, r->stride, most, size);
        p += most * r->stride + r->skip;
        block += most * (ptrdiff_t)size;
        n -= most;
        left = r->row;
    }
}

enum { REVERSED_ITEMS = 128 };

/* The jsd_array_putter of items that are not in the native byte order. */
static char *
put_reversed(jsd_array_run *r, char *out, const char *limit)
{
    const jsd_item item = r->w->array->format.item;
    const size_t size = jsd_item_size(item);
    _Alignas(8) char block[REVERSED_ITEMS * 8];
    jsd_array_run part = *r;

    part.stride = (ptrdiff_t)size;
    part.skip = 0;
    while (r->n > 0) {
        const ptrdiff_t n = r->n < REVERSED_ITEMS ? r->n : REVERSED_ITEMS;

        part.p = block;
        part.n = n;
        part.left = r->left;
        reverse_block(r, block, n, size);
        out = array_putters[item][false](&part, out, limit);
        pass_items(r, n - part.n);
        if (r->left == 0 && r->n > 0) {
            if (part.n == 0) /* otherwise it is written */
                out = jsd_array_end_row(out);
            r->left = r->row;
            r->p += r->skip;
        }
        if (part.n > 0)
            break;
    }
    return out;
}

/* --------------------------------------------------------- one at a time */

/* Writes a float as ECMAScript does, and a comma. Returns NULL if it is
 * refused. */
JSD_INLINE char *
put_canonical(jsd_array_writer *w, char *out, const char *p, jsd_item item)
{
    const uint64_t bits = load_bits(p, jsd_item_size(item));
    const double value = jsd_f64_of(
        item == JSD_ITEM_F64   ? bits
        : item == JSD_ITEM_F32 ? jsd_f64_widen((uint32_t)bits)
                               : jsd_f64_widen(jsd_f32_widen((uint32_t)bits)));

    out = jsd_array_break(w, out);
    out = jsd_f64_is_finite(value) ? jsd_ecma_put(out, value)
                                   : put_nonfinite(w, out, value);
    if (out != NULL)
        *out++ = ',';
    return out;
}

/* Writes the item at p, in the native byte order, and a comma. Returns NULL if
 * it is refused. */
static char *
put_single(jsd_array_writer *w, char *out, const char *p)
{
    const jsd_item item = w->array->format.item;
    jsd_array_run one = {w, p, 0, -1, 1, 1, 1, 0};

    out = array_putters[item][false](&one, out, out + w->room);
    return w->is_refused ? NULL : out;
}

/* The jsd_array_putter of arrays with suboffsets and of canonical floats. It
 * writes one row at a time. */
static char *
put_singly(jsd_array_run *r, char *out, const char *limit)
{
    jsd_array_writer *const w = r->w;
    const jsd_item_format format = w->array->format;
    const size_t size = jsd_item_size(format.item);
    const char *const last = limit - w->room;
    const bool canonical = w->canonical && format.item >= JSD_ITEM_F16;

    for (; r->n > 0 && out <= last; r->n--, r->p += r->stride) {
        const char *from = r->p;
        _Alignas(8) char reversed[8];
        char *end;

        if (r->suboffset >= 0) {
            memcpy(&from, r->p, sizeof from);
            from += r->suboffset;
        }
        if (format.swapped && size > 1) {
            copy_reversed(reversed, from, size);
            from = reversed;
        }
        end = canonical ? put_canonical(w, out, from, format.item)
                        : put_single(w, out, from);
        if (end == NULL)
            break;
        out = end;
    }
    return out;
}

/* ------------------------------------------------------------------- table */

/* One byte has no order. */
#define PUTTER_ROW(item, name) [item] = {name, put_reversed}
#define ROW_OF_BYTES(item, name) [item] = {name, name}
static jsd_array_putter *const array_putters[JSD_ITEM_COUNT][2] = {
    ROW_OF_BYTES(JSD_ITEM_BOOL, put_bool_run),
    ROW_OF_BYTES(JSD_ITEM_CHAR, put_char_run),
    ROW_OF_BYTES(JSD_ITEM_I8, put_i8_run),
    ROW_OF_BYTES(JSD_ITEM_U8, put_u8_run),
    PUTTER_ROW(JSD_ITEM_I16, put_i16_run),
    PUTTER_ROW(JSD_ITEM_U16, put_u16_run),
    PUTTER_ROW(JSD_ITEM_I32, put_i32_run),
    PUTTER_ROW(JSD_ITEM_U32, put_u32_run),
    PUTTER_ROW(JSD_ITEM_I64, put_i64_run),
    PUTTER_ROW(JSD_ITEM_U64, put_u64_run),
    PUTTER_ROW(JSD_ITEM_F16, put_f16_run),
    PUTTER_ROW(JSD_ITEM_F32, put_f32_run),
    PUTTER_ROW(JSD_ITEM_F64, put_f64_run),
};

#endif

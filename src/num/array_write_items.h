/* SPDX-License-Identifier: MIT
 *
 * Putters: write the items of a run as text, for one instruction set. A unit
 * may include a simd/block_NAME.h before this header. The putters never
 * allocate.
 */
#ifndef JSONDE_NUM_ARRAY_WRITE_ITEMS_H
#define JSONDE_NUM_ARRAY_WRITE_ITEMS_H

#include "num/array_write.h"
#include "num/binary64.h"
#include "num/dtoa_inline.h"
#include "num/ecma_number.h"
#include "num/ftoa_inline.h"
#include "num/itoa_long.h"

/* The largest integer that a double, and so JavaScript, tells from its
 * neighbours. */
#define MAX_SAFE_INTEGER ((UINT64_C(1) << 53) - 1)

/* -------------------------------------------------------------- one item */

JSD_INLINE uint64_t
load_bits(const char *p, size_t size, bool swapped)
{
    uint64_t wide;
    uint32_t single;
    uint16_t half;

    if (size == 1)
        return (unsigned char)*p;
    if (size == 2) {
        memcpy(&half, p, sizeof half);
        return swapped ? __builtin_bswap16(half) : half;
    }
    if (size == 4) {
        memcpy(&single, p, sizeof single);
        return swapped ? __builtin_bswap32(single) : single;
    }
    memcpy(&wide, p, sizeof wide);
    return swapped ? __builtin_bswap64(wide) : wide;
}

/* Writes null or a literal, or returns NULL if the value is refused. */
static char *
put_nonfinite(jsd_array_writer *w, char *out, double value)
{
    const char *literal = "null";

    if (w->special == JSD_ARRAY_REFUSE) {
        w->is_refused = true;
        return NULL;
    }
    if (w->special == JSD_ARRAY_LITERAL)
        literal = jsd_f64_literal(value);
    memcpy(out, literal, strlen(literal));
    return out + strlen(literal);
}

JSD_INLINE char *
put_f64(jsd_array_writer *w, char *out, uint64_t bits)
{
    const double value = jsd_f64_of(bits);

    if (JSD_UNLIKELY(!jsd_f64_is_finite(value)))
        return put_nonfinite(w, out, value);
    return JSD_UNLIKELY(w->canonical) ? jsd_ecma_put(out, value)
                                      : jsd_dtoa_put_fast(out, value);
}

JSD_INLINE char *
put_f32(jsd_array_writer *w, char *out, uint32_t bits)
{
    float value;

    if (JSD_UNLIKELY((bits >> 23 & 0xff) == 0xff))
        return put_nonfinite(w, out, jsd_f64_of(jsd_f64_widen(bits)));
    if (JSD_UNLIKELY(w->canonical))
        return jsd_ecma_put(out, jsd_f64_of(jsd_f64_widen(bits)));
    memcpy(&value, &bits, sizeof value);
    return jsd_ftoa_put_fast(out, value);
}

JSD_INLINE char *
put_checked_integer(jsd_array_writer *w, char *out, uint64_t magnitude,
                    bool negative, size_t size)
{
    if (JSD_UNLIKELY(w->strict) && magnitude > MAX_SAFE_INTEGER) {
        w->is_refused = true;
        return NULL;
    }
    *out = '-';
    return size < 4 ? jsd_itoa_put_u64_fast(out + negative, magnitude)
                    : jsd_itoa_put_u64_long(out + negative, magnitude);
}

JSD_INLINE char *
put_signed(jsd_array_writer *w, char *out, uint64_t bits, size_t size)
{
    const unsigned shift = 64 - 8 * (unsigned)size;
    int64_t value = (int64_t)(bits << shift) >> shift;

    return put_checked_integer(
        w, out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0,
        size);
}

JSD_INLINE char *
put_bool(char *out, bool value)
{
    memcpy(out, value ? "true" : "false", 5);
    return out + (value ? 4 : 5);
}

/* Writes a byte as a string of one character (Latin-1). */
static char *
put_char(char *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[' '] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};

    *out++ = '"';
    if (c < ' ' && letters[c] != '\0') {
        *out++ = '\\';
        *out++ = letters[c];
    } else if (c < ' ') {
        memcpy(out, "\\u00", 4);
        out[4] = hex[c >> 4];
        out[5] = hex[c & 15];
        out += 6;
    } else if (c >= 0x80) {
        *out++ = (char)(0xc0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3f));
    } else {
        *out = '\\';
        out += c == '"' || c == '\\';
        *out++ = (char)c;
    }
    *out++ = '"';
    return out;
}

/* Writes the item at p. Returns NULL if it is refused. item and swapped are
 * constants. */
JSD_INLINE char *
put_item(jsd_array_writer *w, char *out, const char *p, jsd_item item,
         bool swapped)
{
    const size_t size = jsd_item_size(item);
    uint64_t bits = load_bits(p, size, swapped);
    uint32_t low = (uint32_t)bits;

    switch (item) {
    case JSD_ITEM_BOOL:
        return put_bool(out, bits != 0);
    case JSD_ITEM_CHAR:
        return put_char(out, (unsigned char)bits);
    case JSD_ITEM_F16:
        return put_f32(w, out, jsd_f32_widen(low));
    case JSD_ITEM_F32:
        return put_f32(w, out, low);
    case JSD_ITEM_F64:
        return put_f64(w, out, bits);
    case JSD_ITEM_U8:
    case JSD_ITEM_U16:
    case JSD_ITEM_U32:
    case JSD_ITEM_U64:
        return put_checked_integer(w, out, bits, false, size);
    default:
        return put_signed(w, out, bits, size);
    }
}

/* ------------------------------------------------------------ many items */

/* Writes items, each followed by a comma, while there is room. Values that a
 * store of text could alias are kept in local variables. */
JSD_INLINE char *
put_run(jsd_array_run *r, char *out, const char *limit, jsd_item item,
        bool swapped)
{
    jsd_array_writer *const w = r->w;
    const ptrdiff_t stride = r->stride, suboffset = r->suboffset;
    const bool breaks = w->breaks != NULL;
    const char *const last = limit - w->room;
    const char *p = r->p;
    ptrdiff_t n = r->n;

    for (; n > 0 && out <= last; n--, p += stride) {
        const char *from = p;
        char *end = out;

        if (JSD_UNLIKELY(suboffset >= 0)) {
            memcpy(&from, p, sizeof from);
            from += suboffset;
        }
        if (JSD_UNLIKELY(breaks))
            end = jsd_array_break(w, end);
        end = put_item(w, end, from, item, swapped);
        if (JSD_UNLIKELY(end == NULL))
            break;
        *end = ',';
        out = end + 1;
    }
    r->p = p;
    r->n = n;
    return out;
}

/* The text of a byte and a comma, in eight bytes. */
typedef struct byte_text {
    char text[7];
    uint8_t len;
} byte_text;

enum { BYTES = 256 };

/* From this number of items on, a table of all 256 texts pays off. */
enum { MANY_BYTES = 512 };

static void
fill_byte_texts(jsd_array_writer *w, byte_text *texts, jsd_item item)
{
    char text[JSD_ARRAY_ROOM];

    for (int i = 0; i < BYTES; i++) {
        const char byte = (char)i;
        char *end = put_item(w, text, &byte, item, false);

        *end++ = ',';
        memcpy(texts[i].text, text, sizeof texts[i].text);
        texts[i].len = (uint8_t)(end - text);
    }
}

/* Does what put_run() does for items of one byte. It refuses none of them. */
JSD_INLINE char *
put_byte_items(jsd_array_run *r, char *out, const char *limit, jsd_item item)
{
    const ptrdiff_t stride = r->stride;
    const char *const last = limit - r->w->room;
    const char *p = r->p;
    ptrdiff_t n = r->n;
    byte_text texts[BYTES];

    if (n < MANY_BYTES || r->suboffset >= 0 || r->w->breaks != NULL)
        return put_run(r, out, limit, item, false);
    fill_byte_texts(r->w, texts, item);
    for (; n > 0 && out <= last; n--, p += stride) {
        const byte_text *one = &texts[(unsigned char)*p];

        memcpy(out, one, sizeof *one);
        out += one->len;
    }
    r->p = p;
    r->n = n;
    return out;
}

/* One function for each item type and byte order. */
#define PUT_RUN(name, item)                                           \
    static char *name(jsd_array_run *r, char *out, const char *limit) \
    {                                                                 \
        return put_run(r, out, limit, item, false);                   \
    }                                                                 \
    static char *name##_swapped(jsd_array_run *r, char *out,          \
                                const char *limit)                    \
    {                                                                 \
        return put_run(r, out, limit, item, true);                    \
    }
#define RUN_OF_BYTES(name, item)                                      \
    static char *name(jsd_array_run *r, char *out, const char *limit) \
    {                                                                 \
        return put_byte_items(r, out, limit, item);                   \
    }
RUN_OF_BYTES(put_bool_run, JSD_ITEM_BOOL)
PUT_RUN(put_char_run, JSD_ITEM_CHAR)
RUN_OF_BYTES(put_i8_run, JSD_ITEM_I8)
RUN_OF_BYTES(put_u8_run, JSD_ITEM_U8)
PUT_RUN(put_i16_run, JSD_ITEM_I16)
PUT_RUN(put_u16_run, JSD_ITEM_U16)
PUT_RUN(put_i32_run, JSD_ITEM_I32)
PUT_RUN(put_u32_run, JSD_ITEM_U32)
PUT_RUN(put_i64_run, JSD_ITEM_I64)
PUT_RUN(put_u64_run, JSD_ITEM_U64)
PUT_RUN(put_f16_run, JSD_ITEM_F16)
PUT_RUN(put_f32_run, JSD_ITEM_F32)
PUT_RUN(put_f64_run, JSD_ITEM_F64)

/* One byte has no order. */
#define PUTTER_ROW(item, name) [item] = {name, name##_swapped}
#define ROW_OF_BYTES(item, name) [item] = {name, name}
static jsd_array_putter *const array_putters[JSD_ITEM_COUNT][2] = {
    ROW_OF_BYTES(JSD_ITEM_BOOL, put_bool_run),
    PUTTER_ROW(JSD_ITEM_CHAR, put_char_run),
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

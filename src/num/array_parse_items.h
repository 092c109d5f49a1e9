/* SPDX-License-Identifier: MIT
 *
 * The fast path of the array parser: parses rows of items, for the instruction
 * set that the unit is compiled for. Each number is read without a call.
 * jsd_array_parse_item() reads the numbers that the fast path gives up, and
 * reports all errors.
 */
#ifndef JSONDE_NUM_ARRAY_PARSE_ITEMS_H
#define JSONDE_NUM_ARRAY_PARSE_ITEMS_H

#include "num/array_parse_double.h"
#include "num/binary64.h"
#include "num/float_round.h"
#include "simd/fpenv.h"

/* ------------------------------------------------------------------- items */

/* Stores the number at s as a float. The processor rounds it, so the caller
 * has checked jsd_fpenv_is_default(). Returns the place behind it, or NULL. */
JSD_INLINE const char *
read_float(const char *s, char *out)
{
    const uint32_t tail = (UINT32_C(1) << 29) - 1;
    uint64_t bits = 0;
    const char *p = read_double_fast(s, &bits);
    unsigned exponent = bits >> 52 & 0x7ff;
    float narrow;

    /* The double is in the range of normal floats and not halfway between two
     * floats: see num/float_round.c. */
    if (JSD_UNLIKELY(p == NULL) ||
        (JSD_UNLIKELY(exponent - 897 >= 1150 - 897) && bits << 1 != 0) ||
        JSD_UNLIKELY(((uint32_t)bits & tail) == (tail + 1) / 2))
        return NULL;
    narrow = (float)jsd_f64_of(bits);
    memcpy(out, &narrow, sizeof narrow);
    return p;
}

JSD_INLINE const char *
read_half(const char *s, char *out)
{
    uint64_t bits = 0;
    const char *p = read_double_fast(s, &bits);
    uint32_t narrow;
    uint16_t half;

    if (JSD_UNLIKELY(p == NULL) ||
        jsd_float_round(&jsd_round_to_f16, s, (size_t)(p - s),
                        jsd_f64_of(bits), &narrow) != JSD_OK)
        return NULL;
    half = (uint16_t)narrow;
    memcpy(out, &half, sizeof half);
    return p;
}

/* Stores the integer at s. item is a constant. Returns the place behind it, or
 * NULL. */
JSD_INLINE const char *
read_integer(const char *s, char *out, jsd_item item)
{
    const bool is_signed = item == JSD_ITEM_I8 || item == JSD_ITEM_I16 ||
                           item == JSD_ITEM_I32 || item == JSD_ITEM_I64;
    const size_t size = jsd_item_size(item);
    const uint64_t all = UINT64_MAX >> (64 - 8 * size);
    /* An unsigned -0 is rare. */
    const bool negative = is_signed && *s == '-';
    const char *const first = s + negative;
    uint64_t value = 0;
    const char *p = read_short_digits(first, &value);
    uint32_t word;
    uint16_t half;

    if (JSD_UNLIKELY(p == first) || JSD_UNLIKELY(*p == '.') ||
        JSD_UNLIKELY(is_exponent(*p)) ||
        JSD_UNLIKELY(value > (is_signed ? (all >> 1) + negative : all)))
        return NULL;
    value = negative ? 0 - value : value;
    word = (uint32_t)value;
    half = (uint16_t)value;
    if (size == 1)
        *out = (char)value;
    else if (size == 2)
        memcpy(out, &half, sizeof half);
    else if (size == 4)
        memcpy(out, &word, sizeof word);
    else
        memcpy(out, &value, sizeof value);
    return p;
}

JSD_INLINE const char *
read_bool_text(const char *s, char *out)
{
    uint32_t letters;

    memcpy(&letters, s, sizeof letters);
    *out = memcmp(&letters, "true", 4) == 0;
    if (*out)
        return s + 4;
    memcpy(&letters, s + 1, sizeof letters);
    return *s == 'f' && memcmp(&letters, "alse", 4) == 0 ? s + 5 : NULL;
}

/* Parses the item at s, where ROOM bytes can be read. item is a constant.
 * Returns the place behind it, or NULL. */
JSD_INLINE const char *
read_fast_item(const char *s, char *out, jsd_item item)
{
    const char *p;
    uint64_t bits;

    switch (item) {
    case JSD_ITEM_BOOL:
        return read_bool_text(s, out);
    case JSD_ITEM_F16:
        return read_half(s, out);
    case JSD_ITEM_F32:
        return read_float(s, out);
    case JSD_ITEM_F64:
        p = read_double_fast(s, &bits);
        if (JSD_LIKELY(p != NULL))
            memcpy(out, &bits, sizeof bits);
        return p;
    default:
        return read_integer(s, out, item);
    }
}

/* -------------------------------------------------------------------- rows */

JSD_INLINE const char *
skip_array_space(const char *s, const char *end)
{
    if (JSD_LIKELY(s < end) && JSD_UNLIKELY((unsigned char)*s <= ' ')) {
        if (*s == ' ' && end - s > 1 && (unsigned char)s[1] > ' ')
            return s + 1;
        return jsd_array_skip_space(s, end);
    }
    return s;
}

/* Returns where the open row ends in memory, or the limit if that comes first.
 */
JSD_INLINE char *
row_end(const jsd_array_parser *r, char *out, ptrdiff_t size)
{
    ptrdiff_t room = (r->limit - out) / size;
    ptrdiff_t left = room;

    if (r->shape[r->depth - 1] >= 0)
        left = r->shape[r->depth - 1] - r->count[r->depth - 1];
    return out + (left < room ? left : room) * size;
}

/* Reads what separates two rows at p, behind a row of `items` items. Returns
 * whether the row was full, another row follows, and there is memory for it;
 * sets *s to the first item of that row. */
JSD_INLINE bool
next_row(jsd_array_parser *r, const char *p, const char *out, size_t row,
         ptrdiff_t items, const char **s)
{
    const char *const end = r->end;
    ptrdiff_t *count;

    if (p == end || *p != ']' || r->depth < 2 ||
        items != r->shape[r->depth - 1] || (size_t)(r->limit - out) < row)
        return false;
    p = skip_array_space(p + 1, end);
    if (p == end || *p != ',')
        return false;
    p = skip_array_space(p + 1, end);
    count = &r->count[r->depth - 2];
    if (p == end || *p != '[' || *count + 1 == r->shape[r->depth - 2])
        return false;
    ++*count;
    *s = p + 1;
    return true;
}

/* Returns the end of the text for read_fast_item(). Returns s, so that the
 * slow path reads all items, if the floating-point environment changes
 * results. */
JSD_INLINE const char *
fast_end(const char *s, const char *end, jsd_item item)
{
    return item != JSD_ITEM_F32 || JSD_LIKELY(jsd_fpenv_is_default()) ? end
                                                                      : s;
}

/* Parses the item at s on the fast path, or else on the slow path. */
JSD_INLINE const char *
take_item(jsd_array_parser *r, const char *s, const char *fast, char *out,
          jsd_item item)
{
    const char *p = NULL;

    if (JSD_LIKELY(fast - s >= ROOM))
        p = read_fast_item(s, out, item);
    return JSD_LIKELY(p != NULL) ? p : jsd_array_parse_item(r, s, out);
}

JSD_INLINE bool
begins_item(const char *s, const char *end, jsd_item item)
{
    if (s == end)
        return false;
    return item == JSD_ITEM_BOOL ? *s == 't' || *s == 'f'
                                 : *s == '-' || is_digit_char(*s);
}

/* A jsd_array_parse_rows function; item is a constant. */
JSD_INLINE bool
read_rows(jsd_array_parser *r, jsd_item item)
{
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(item);
    const int last = r->depth - 1;
    const size_t row = (size_t)(r->shape[last] * size);
    const char *const end = r->end, *const fast = fast_end(r->s, end, item);
    const char *s = r->s, *p;
    char *out = r->out, *stop = row_end(r, out, size);
    char *first = out - r->count[last] * size;

    for (;;) {
        p = take_item(r, s, fast, out, item);
        if (JSD_UNLIKELY(p == NULL))
            return false;
        out += size;
        p = skip_array_space(p, end);
        if (p < end && *p == ',') {
            s = skip_array_space(p + 1, end);
            if (JSD_LIKELY(out != stop))
                continue;
            r->state = JSD_ARRAY_EXPECT_ITEM;
            break;
        }
        s = p;
        r->state = JSD_ARRAY_EXPECT_SEPARATOR;
        if (!next_row(r, p, out, row, (out - first) / size, &s))
            break;
        s = skip_array_space(s, end);
        first = out;
        stop = out + row;
        r->state = JSD_ARRAY_EXPECT_ITEM_OR_END;
        if (JSD_UNLIKELY(!begins_item(s, end, item)))
            break;
    }
    r->count[last] = (out - first) / size;
    r->out = out;
    r->s = s;
    return true;
}

/* -------------------------------------------------------------------- text */

/* Bytes that are compared at once. A byte of the count holds 255 steps. */
typedef uint8_t many __attribute__((vector_size(32)));

enum { MANY_STEPS = 255 };

static size_t
count_commas(const char *s, size_t n)
{
    many commas, block, found;
    size_t count = 0;

    memset(&commas, ',', sizeof commas);
    while (n >= sizeof block) {
        size_t steps = n / sizeof block;

        memset(&found, 0, sizeof found);
        steps = steps < MANY_STEPS ? steps : MANY_STEPS;
        n -= steps * sizeof block;
        for (; steps > 0; steps--, s += sizeof block) {
            memcpy(&block, s, sizeof block);
            found -= (many)(block == commas);
        }
        for (size_t i = 0; i < sizeof found; i++)
            count += found[i];
    }
    for (; n > 0; n--)
        count += *s++ == ',';
    return count;
}

/* One function for each item type. */
#define READER_ROWS(name, item)           \
    static bool name(jsd_array_parser *r) \
    {                                     \
        return read_rows(r, item);        \
    }
READER_ROWS(read_bool, JSD_ITEM_BOOL)
READER_ROWS(read_i8, JSD_ITEM_I8)
READER_ROWS(read_u8, JSD_ITEM_U8)
READER_ROWS(read_i16, JSD_ITEM_I16)
READER_ROWS(read_u16, JSD_ITEM_U16)
READER_ROWS(read_i32, JSD_ITEM_I32)
READER_ROWS(read_u32, JSD_ITEM_U32)
READER_ROWS(read_i64, JSD_ITEM_I64)
READER_ROWS(read_u64, JSD_ITEM_U64)
READER_ROWS(read_f16, JSD_ITEM_F16)
READER_ROWS(read_f32, JSD_ITEM_F32)
READER_ROWS(read_f64, JSD_ITEM_F64)

static const jsd_array_parse_table array_parse_table = {
    {[JSD_ITEM_BOOL] = read_bool,
     [JSD_ITEM_I8] = read_i8,
     [JSD_ITEM_U8] = read_u8,
     [JSD_ITEM_I16] = read_i16,
     [JSD_ITEM_U16] = read_u16,
     [JSD_ITEM_I32] = read_i32,
     [JSD_ITEM_U32] = read_u32,
     [JSD_ITEM_I64] = read_i64,
     [JSD_ITEM_U64] = read_u64,
     [JSD_ITEM_F16] = read_f16,
     [JSD_ITEM_F32] = read_f32,
     [JSD_ITEM_F64] = read_f64},
    count_commas,
};

#endif

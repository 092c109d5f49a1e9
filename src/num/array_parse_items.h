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
#include "simd/fpenv.h"

/* ------------------------------------------------------------------- items */

/* read_any_double() out of line, where it would be a second and third copy. */
static JSD_NOINLINE const char *
read_shared_double(const char *s, uint64_t *bits)
{
    return read_any_double(s, bits);
}

/* Stores the number at s as a float. The processor rounds it, so the caller
 * has checked jsd_fpenv_is_default(). Returns the place behind it, or NULL. */
JSD_INLINE const char *
read_float(const char *s, char *out)
{
    const uint32_t tail = (UINT32_C(1) << 29) - 1;
    uint64_t bits = 0;
    const char *p = read_double_fast(s, &bits, read_shared_double);
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

/* Stores the number at s as a half float. Returns the end of it, or NULL. */
JSD_INLINE const char *
read_half(const char *s, char *out)
{
    const uint64_t middle = UINT64_C(1) << 41; /* of two half floats */
    uint64_t bits = 0;
    const char *p = read_double_fast(s, &bits, read_shared_double);
    const uint64_t magnitude = bits & INT64_MAX;
    const uint64_t tail = bits & (2 * middle - 1);
    uint16_t half = (uint16_t)(bits >> 48 & 0x8000);

    /* As in read_float(), for the range of normal half floats */
    if (JSD_UNLIKELY(p == NULL) || JSD_UNLIKELY(tail == middle) ||
        (JSD_UNLIKELY((magnitude >> 52) - 1009 >= 1038 - 1009) &&
         magnitude != 0))
        return NULL;
    if (JSD_LIKELY(magnitude != 0))
        half += (uint16_t)(((magnitude + middle) >> 42) - (1008 << 10));
    memcpy(out, &half, sizeof half);
    return p;
}

/* Returns the top bit of each byte that is not from '-' to '9', exact up to
 * the first of them. The difference sets the bit for those below '-' and from
 * 0xad on, the sum for those from ':' to 0xb9. */
JSD_INLINE uint64_t
mark_separators(uint64_t word)
{
    return ((word - UINT64_C(0x2d2d2d2d2d2d2d2d)) |
            (word + UINT64_C(0x4646464646464646))) &
           UINT64_C(0x8080808080808080);
}

/* Returns whether two digits follow of which the first is 0. One comparison
 * tells, and no number of one digit needs a branch of its own. */
JSD_INLINE bool
has_leading_zero(uint64_t digits)
{
    return __builtin_bswap16((uint16_t)digits) < 10;
}

/* Reads an integer of at most eight characters, the sign included. Returns the
 * place behind it, or NULL. Signs are hard to predict, and the next number
 * waits for the place: so neither a branch nor the place depends on the sign.
 */
JSD_INLINE const char *
read_short_integer(const char *s, uint64_t *value, bool is_signed)
{
    const uint64_t word = jsd_swar_load(s);
    const uint64_t minus =
        is_signed ? jsd_is_below((word & 0xff) ^ '-', 1) : 0;
    /* The sign becomes a 0. */
    uint64_t digits = (word ^ JSD_SWAR_ZEROS) & ~((0 - minus) & 0xff);
    const uint64_t end = mark_separators(word);
    unsigned mark; /* the marked bit of the first separator */

    if (JSD_UNLIKELY(end == 0))
        return NULL;
    mark = (unsigned)__builtin_ctzll(end);
    if (JSD_UNLIKELY(mark / 8 == minus) ||
        JSD_UNLIKELY(has_leading_zero(digits >> 8 * minus)))
        return NULL;
    /* There is a digit, so this shifts by 8 to 56 bits. */
    digits <<= (7 - mark) & 63;
    /* No '-', '.' or '/', which differ from a digit in this bit */
    if (JSD_UNLIKELY((digits & UINT64_C(0x1010101010101010)) != 0))
        return NULL;
    *value = (jsd_swar_number(digits) ^ (0 - minus)) + minus;
    return s + mark / 8;
}

/* Reads the integer at s as read_short_integer() does, if it is longer. most
 * is the largest value. */
JSD_INLINE const char *
read_long_integer(const char *s, uint64_t *value, uint64_t most,
                  bool is_signed)
{
    /* An unsigned -0 is rare. */
    const bool negative = is_signed && *s == '-';
    const char *const first = s + negative;
    const char *p = read_short_digits(first, value);

    if (JSD_UNLIKELY(p == first) || JSD_UNLIKELY(*value > most + negative))
        return NULL;
    *value = negative ? 0 - *value : *value;
    return p;
}

/* Stores the integer at s. item is a constant. Returns the place behind it, or
 * NULL. A fraction or an exponent may follow. */
JSD_INLINE const char *
read_integer(const char *s, char *out, jsd_item item)
{
    const bool is_signed = item == JSD_ITEM_I8 || item == JSD_ITEM_I16 ||
                           item == JSD_ITEM_I32 || item == JSD_ITEM_I64;
    const size_t size = jsd_item_size(item);
    const uint64_t all = UINT64_MAX >> (64 - 8 * size);
    const uint64_t least = is_signed ? all / 2 + 1 : 0; /* its magnitude */
    uint64_t value = 0;
    const char *p = read_short_integer(s, &value, is_signed);
    uint32_t word;
    uint16_t half;

    if (JSD_UNLIKELY(p == NULL)) {
        p = read_long_integer(s, &value, all - least, is_signed);
        if (JSD_UNLIKELY(p == NULL))
            return NULL;
    } else if (size < 4 && JSD_UNLIKELY(value + least > all)) {
        return NULL;
    }
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
        p = read_double_fast(s, &bits, read_any_double);
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

/* Returns the last place in the text for read_fast_item(); NULL, so that the
 * slow path reads all items, if there is none, or if the floating-point
 * environment changes results. */
JSD_INLINE const char *
fast_last(const char *s, const char *end, jsd_item item)
{
    return end - s >= ROOM &&
                   (item != JSD_ITEM_F32 || JSD_LIKELY(jsd_fpenv_is_default()))
               ? end - ROOM
               : NULL;
}

/* Returns p, the end of the item at s by the fast path, or parses the item on
 * the slow path if p is NULL or the number goes on. */
JSD_INLINE const char *
finish_item(jsd_array_parser *r, const char *s, const char *p, char *out,
            jsd_item item)
{
    if (p != NULL && (item == JSD_ITEM_BOOL || item >= JSD_ITEM_F16 ||
                      (*p != '.' && !is_exponent(*p))))
        return p;
    return jsd_array_parse_item(r, s, out);
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
    const char *const end = r->end, *const fast = fast_last(r->s, end, item);
    const char *s = r->s, *p;
    char *out = r->out, *stop = row_end(r, out, size);
    char *first = out - r->count[last] * size, *last_of_row = stop - size;

    for (;;) {
        p = NULL;
        if (JSD_LIKELY(s <= fast)) {
            p = read_fast_item(s, out, item);
            /* p[1] is among the ROOM bytes at s. */
            if (JSD_LIKELY(p != NULL) && JSD_LIKELY(*p == ',') &&
                JSD_LIKELY((unsigned char)p[1] > ' ') &&
                JSD_LIKELY(out != last_of_row)) {
                out += size;
                s = p + 1;
                continue;
            }
        }
        p = finish_item(r, s, p, out, item);
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
        last_of_row = stop - size;
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

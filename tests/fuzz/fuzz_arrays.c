/* SPDX-License-Identifier: MIT */
#include "fuzz_numbers.h"

#include <math.h>

#include "num/array_write.h"
#include "num/array_parse.h"
#include "num/binary64.h"
#include "num/dtoa_inline.h"
#include "num/ftoa.h"
#include "num/itoa.h"
#include "num/number.h"
#include "simd/kernel.h"

enum {
    ITEMS_MOST = 256, /* for writing */
    TEXT_ROOM = JSD_ARRAY_ROOM * ITEMS_MOST + 8,
    READ_MOST = 256 /* for reading */
};

static const char *const formats[] = {"d", "f", "q", "Q",  "i",  "I",  "h",
                                      "H", "b", "B", ">d", ">q", ">h", ">f"};
/* Only written */
static const char *const formats_written[] = {"?", "e", ">e", "?"};

/* Calls a function with each kernel that runs here. */
#define FOR_EACH_KERNEL(id)                     \
    for (int id = 0; id < JSD_SIMD_COUNT; id++) \
        if (jsd_simd_choose(jsd_simd_names[id]))

/* ----------------------------------------------------------------- written */

static int64_t
integer_at(const char *p, jsd_item item)
{
    int8_t i8;
    int16_t i16;
    int32_t i32;
    int64_t i64;

    switch (jsd_item_size(item)) {
    case 1:
        memcpy(&i8, p, sizeof i8);
        return item == JSD_ITEM_I8 ? i8 : (uint8_t)i8;
    case 2:
        memcpy(&i16, p, sizeof i16);
        return item == JSD_ITEM_I16 ? i16 : (uint16_t)i16;
    case 4:
        memcpy(&i32, p, sizeof i32);
        return item == JSD_ITEM_I32 ? i32 : (int64_t)(uint32_t)i32;
    default:
        memcpy(&i64, p, sizeof i64);
        return i64;
    }
}

static char *
put_real(char *out, double value, bool is_float)
{
    if (!isfinite(value)) {
        memcpy(out, "null", 4);
        return out + 4;
    }
    return is_float ? jsd_ftoa_put(out, (float)value)
                    : jsd_dtoa_put_fast(out, value);
}

/* Writes an item whose bytes have this machine's order. */
static char *
put_item(char *out, const char *p, jsd_item item)
{
    double real;
    float single;
    int64_t integer;

    if (item == JSD_ITEM_BOOL) {
        memcpy(out, *p ? "true" : "false", 5);
        return out + (*p ? 4 : 5);
    }
    if (item == JSD_ITEM_F16) {
        uint16_t half;
        uint32_t bits;

        memcpy(&half, p, sizeof half);
        bits = jsd_f32_widen(half);
        memcpy(&single, &bits, sizeof single);
        return put_real(out, (double)single, true);
    }
    if (item == JSD_ITEM_F64) {
        memcpy(&real, p, sizeof real);
        return put_real(out, real, false);
    }
    if (item == JSD_ITEM_F32) {
        memcpy(&single, p, sizeof single);
        return put_real(out, (double)single, true);
    }
    integer = integer_at(p, item);
    return item == JSD_ITEM_U64 ? jsd_itoa_put_u64(out, (uint64_t)integer)
                                : jsd_itoa_put_i64(out, integer);
}

/* Writes an array of two dimensions, one item after another. */
static size_t
put_naive(char *out, const jsd_array *a)
{
    const jsd_item_format format = a->format;
    const size_t size = jsd_item_size(format.item);
    char *p = out;

    *p++ = '[';
    for (ptrdiff_t i = 0; i < a->shape[0] * a->shape[1]; i++) {
        const ptrdiff_t row = i / a->shape[1], column = i % a->shape[1];
        const char *from =
            a->data + row * a->strides[0] + column * a->strides[1];
        char bytes[8];

        for (size_t b = 0; b < size; b++)
            bytes[format.swapped ? size - 1 - b : b] = from[b];
        *p++ = column == 0 ? '[' : ',';
        p = put_item(p, bytes, format.item);
        if (column + 1 == a->shape[1]) {
            *p++ = ']';
            *p++ = ',';
        }
    }
    p -= p[-1] == ',';
    *p++ = ']';
    return (size_t)(p - out);
}

/* Writes them with the array writer, in pieces of exactly `room` bytes, after
 * the last byte that was written. */
static size_t
put_array(char *out, const jsd_array *a, size_t room)
{
    jsd_array_writer w;
    char *piece;
    size_t len = 0;

    memset(&w, 0, sizeof w);
    jsd_array_write_start(&w, a);
    room += w.room;
    piece = fuzz_new(1 + room);
    while (!w.is_done) {
        const char *end = jsd_array_write(&w, piece + 1, piece + 1 + room);
        /* The comma of the last item may have become a bracket. */
        const char *begin = len > 0 ? piece : piece + 1;

        REQUIRE(!w.is_refused && (end > piece + 1 || w.is_done), "no step");
        len -= len > 0;
        memcpy(out + len, begin, (size_t)(end - begin));
        len += (size_t)(end - begin);
        REQUIRE(len <= TEXT_ROOM, "too long");
        piece[0] = end[-1];
    }
    free(piece);
    return len;
}

static jsd_item_format
format_written(unsigned number)
{
    const unsigned n = JSD_COUNTOF(formats);

    number %= n + JSD_COUNTOF(formats_written);
    return jsd_item_parse(number < n ? formats[number]
                                     : formats_written[number - n]);
}

void
fuzz_array_put(const uint8_t *data, size_t n)
{
    static char want[TEXT_ROOM + JSD_DTOA_ROOM], got[sizeof want + TEXT_ROOM];
    const jsd_item_format format = format_written(fuzz_take(&data, &n));
    const ptrdiff_t size = (ptrdiff_t)jsd_item_size(format.item);
    const unsigned form = fuzz_take(&data, &n);
    const size_t room = fuzz_take(&data, &n) * (form % 2 ? 1 : 16);
    const ptrdiff_t row = 1 + form / 4 % 32;
    const size_t most =
        n / (size_t)size < ITEMS_MOST ? n / (size_t)size : ITEMS_MOST;
    const ptrdiff_t rows = (ptrdiff_t)most / row;
    const ptrdiff_t shape[] = {rows, row};
    /* In C order or in Fortran order */
    const ptrdiff_t strides[] = {form & 2 ? size : row * size,
                                 form & 2 ? rows * size : size};
    char *items = fuzz_copy(data, (size_t)(rows * row * size));
    const jsd_array a = {items, format, 2, shape, strides, NULL};
    const size_t want_len = put_naive(want, &a);

    FOR_EACH_KERNEL(id)
    {
        const size_t len = put_array(got, &a, room);

        REQUIRE(len == want_len && memcmp(got, want, len) == 0,
                "%s: %.*s, not %.*s", jsd_simd_names[id], (int)len, got,
                (int)want_len, want);
    }
    free(items);
}

/* -------------------------------------------------------------------- read */

typedef struct reading {
    jsd_array_parse_outcome outcome;
    jsd_status status;
    size_t at;
    size_t items;
    int ndim;
    ptrdiff_t shape[JSD_ARRAY_DIMENSIONS];
    char data[8 * READ_MOST];
} reading;

/* Reads a text in memory of exact size, a few items at a time, into memory of
 * exact size. */
static void
read_array(reading *r, const char *s, size_t n, jsd_item_format format,
           size_t at_once)
{
    const size_t size = jsd_item_size(format.item);
    char *out = fuzz_new(size * at_once);
    jsd_array_parser reader;

    memset(r, 0, sizeof *r);
    jsd_array_parse_start(&reader, format, s, s + n);
    reader.out = reader.limit = out;
    while ((r->outcome = jsd_array_parse(&reader)) == JSD_ARRAY_FULL) {
        const size_t there = (size_t)(reader.out - out);

        REQUIRE(reader.out == reader.limit, "full before it is");
        REQUIRE(r->items + there / size <= READ_MOST, "too many items");
        memcpy(r->data + r->items * size, out, there);
        r->items += there / size;
        reader.out = out;
        reader.limit = out + at_once * size;
    }
    r->status = r->outcome == JSD_ARRAY_FAILED ? reader.status : JSD_OK;
    r->at = (size_t)(reader.s - s);
    if (r->outcome == JSD_ARRAY_DONE) {
        memcpy(r->data + r->items * size, out, (size_t)(reader.out - out));
        r->items += (size_t)(reader.out - out) / size;
        jsd_array_swap_items(format, r->data, r->items);
        r->ndim = reader.ndim;
        memcpy(r->shape, reader.shape, (size_t)r->ndim * sizeof *r->shape);
    } else {
        memset(r->data, 0, sizeof r->data);
        r->items = 0;
    }
    free(out);
}

/* Reads each number of an array of doubles by itself. */
static void
check_numbers(const reading *r, const char *s, size_t n)
{
    size_t i = 0, items = 0;

    while (i < n && items < r->items) {
        jsd_number number;
        size_t at;
        double want, got;

        if (s[i] != '-' && (s[i] < '0' || s[i] > '9')) {
            i++;
            continue;
        }
        REQUIRE(jsd_number_read(s + i, n - i, &number, &at) == JSD_OK,
                "item %zu", items);
        want = number.kind == JSD_NUMBER_F64       ? number.as.f64
               : number.kind == JSD_NUMBER_U64     ? (double)number.as.u64
               : number.as.i64 == 0 && s[i] == '-' ? -0.0
                                                   : (double)number.as.i64;
        memcpy(&got, r->data + items * 8, sizeof got);
        REQUIRE(memcmp(&want, &got, sizeof got) == 0, "item %zu: %a, not %a",
                items, got, want);
        i += at;
        items++;
    }
    REQUIRE(items == r->items, "%zu numbers, not %zu", items, r->items);
}

static bool
is_same(const reading *a, const reading *b)
{
    return a->outcome == b->outcome && a->status == b->status &&
           a->at == b->at && a->items == b->items && a->ndim == b->ndim &&
           memcmp(a->shape, b->shape, sizeof a->shape) == 0 &&
           memcmp(a->data, b->data, sizeof a->data) == 0;
}

void
fuzz_array_read(const uint8_t *data, size_t n)
{
    static reading want, got;
    const unsigned first = fuzz_take(&data, &n);
    const jsd_item_format format =
        jsd_item_parse(formats[first % JSD_COUNTOF(formats)]);
    const size_t at_once = 1 + fuzz_take(&data, &n) % READ_MOST;
    char *s;

    if (n > 2 * READ_MOST - 1) /* a digit and a comma for each item */
        n = 2 * READ_MOST - 1;
    s = fuzz_copy(data, n);
    FOR_EACH_KERNEL(id)
    {
        read_array(id == 0 ? &want : &got, s, n, format,
                   id == 0 ? READ_MOST : at_once);
        REQUIRE(id == 0 || is_same(&want, &got),
                "%s, %zu at once: outcome %d, status %d at %zu, %zu items; "
                "not %d, %d at %zu, %zu",
                jsd_simd_names[id], at_once, (int)got.outcome, (int)got.status,
                got.at, got.items, (int)want.outcome, (int)want.status,
                want.at, want.items);
    }
    if (want.outcome == JSD_ARRAY_DONE && format.item == JSD_ITEM_F64 &&
        !format.swapped)
        check_numbers(&want, s, want.at);
    free(s);
}

/* SPDX-License-Identifier: MIT
 *
 * num/array.h: each item type, both byte orders, each instruction set, and
 * each size of room.
 */
#include "num_suites.h"

#include "array_helpers.h"
#include "num/binary64.h"
#include "num/dtoa_inline.h"
#include "num/dtype.h"
#include "num/ftoa.h"

enum { ITEMS = 3000, LONGEST = 64 };

/* Writes item i as text with other functions than those under test. */
static size_t
naive(char *out, const jsd_array *a, const char *p)
{
    const size_t size = jsd_item_size(a->format.item);
    const bool is_big =
        a->format.swapped != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
    unsigned char raw[8];
    uint64_t bits = 0;
    float single;

    memcpy(raw, p, size);
    for (size_t i = 0; i < size; i++) /* from the highest bit down */
        bits = bits << 8 | raw[is_big ? i : size - 1 - i];
    switch (a->format.item) {
    case JSD_ITEM_BOOL:
        return (size_t)sprintf(out, bits ? "true" : "false");
    case JSD_ITEM_I8:
        return (size_t)sprintf(out, "%d", (int8_t)bits);
    case JSD_ITEM_I16:
        return (size_t)sprintf(out, "%d", (int16_t)bits);
    case JSD_ITEM_I32:
        return (size_t)sprintf(out, "%" PRId32, (int32_t)bits);
    case JSD_ITEM_I64:
        return (size_t)sprintf(out, "%" PRId64, (int64_t)bits);
    case JSD_ITEM_F16:
        bits = jsd_f32_widen((uint32_t)bits);
        /* fall through */
    case JSD_ITEM_F32:
        memcpy(&single, &(uint32_t){(uint32_t)bits}, sizeof single);
        return __builtin_isfinite(single)
                   ? (size_t)(jsd_ftoa_put(out, single) - out)
                   : (size_t)sprintf(out, "null");
    case JSD_ITEM_F64:
        return __builtin_isfinite(double_of(bits))
                   ? (size_t)(jsd_dtoa_put_fast(out, double_of(bits)) - out)
                   : (size_t)sprintf(out, "null");
    default:
        return (size_t)sprintf(out, "%" PRIu64, bits);
    }
}

/* Writes in pieces of this much room. */
static void
compare(const jsd_array *a, jsd_array_putter *put, size_t room)
{
    char *text = malloc(LONGEST * (ITEMS + 1)), *p = text;
    const char *item = a->data;
    jsd_array_writer w;
    char want[LONGEST];

    start_array(&w, a, put);
    while (!w.is_done) {
        /* Bytes after the room are not written. */
        char *limit = p + w.room + room;

        *limit = '#';
        p = jsd_array_write(&w, p, limit);
        ck_assert_int_eq(*limit, '#');
    }
    ck_assert_int_eq(p[-1], ']');
    p = text + 1;
    for (ptrdiff_t i = 0; i < a->shape[0]; i++, item += a->strides[0]) {
        const size_t n = naive(want, a, item);

        REQUIRE(memcmp(p, want, n) == 0, "item %d: not %.*s but %.20s", (int)i,
                (int)n, want, p);
        p += n + 1;
    }
    ck_assert_int_eq(p[-1], ']');
    free(text);
}

static void
compare_all(jsd_array_putter *const table[][2])
{
    uint64_t state = 7;
    char *data = malloc(8 * ITEMS);

    for (int item = JSD_ITEM_BOOL; item < JSD_ITEM_COUNT; item++) {
        const size_t size = jsd_item_size((jsd_item)item);
        const ptrdiff_t stride = (ptrdiff_t)size, shape = ITEMS;

        if (item == JSD_ITEM_CHAR)
            continue; /* tested from Python */
        for (int round = 0; round < 40; round++) {
            const bool swapped = round % 2 != 0 && size > 1;
            const jsd_array a = {
                data, {(jsd_item)item, swapped}, 1, &shape, &stride, NULL};

            fill_array(data, ITEMS, size, &state);
            compare(&a, table[item][swapped], (size_t)round * 31);
        }
    }
    free(data);
}

START_TEST(every_item)
{
    compare_all(jsd_array_kernel_scalar.put);
#if JSD_HAVE_AVX2
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        compare_all(jsd_array_kernel_avx2.put);
#endif
}
END_TEST

/* Each of the 2^16, in both byte orders. */
START_TEST(half_floats)
{
    static uint16_t data[1 << 16];
    const ptrdiff_t shape = ITEMS, stride = 2;

    for (size_t i = 0; i < JSD_COUNTOF(data); i++)
        data[i] = (uint16_t)i;
    for (size_t i = 0; i < JSD_COUNTOF(data); i += ITEMS) {
        const size_t first =
            i < JSD_COUNTOF(data) - ITEMS ? i : JSD_COUNTOF(data) - ITEMS;
        const jsd_array a = {(const char *)(data + first),
                             {JSD_ITEM_F16, false},
                             1,
                             &shape,
                             &stride,
                             NULL};

        compare(&a, jsd_array_kernel_scalar.put[JSD_ITEM_F16][false], 1000);
        if (avx2_putter(JSD_ITEM_F16, false) != NULL)
            compare(&a, avx2_putter(JSD_ITEM_F16, false), 1000);
    }
}
END_TEST

/* ------------------------------------------------------------------- rows */

enum { ROWS_ITEMS = 6000, ROWS_DATA = 8 * 4 * ROWS_ITEMS, ROWS_GUARD = 64 };

/* An array in some part of data. */
typedef struct any_array {
    jsd_array a;
    ptrdiff_t shape[4], strides[4];
} any_array;

/* Returns one more than the number of items between neighbours in memory. */
static ptrdiff_t
random_gap(uint64_t *state)
{
    return random_u64(state) % 4 == 0 ? 2 : 1;
}

/* Makes an array with short and long rows, in any order of the dimensions,
 * with gaps, with dimensions that run backwards, and some that repeat. */
static void
random_array(any_array *any, const char *data, jsd_item item, uint64_t *state)
{
    const bool fortran = random_u64(state) % 3 == 0;
    const int ndim = 1 + (int)(random_u64(state) % 4);
    ptrdiff_t step = (ptrdiff_t)jsd_item_size(item) * random_gap(state);
    ptrdiff_t left = ROWS_ITEMS, offset = 0;

    for (int k = 0; k < ndim; k++) {
        const int i = fortran ? k : ndim - 1 - k;
        const uint64_t kind = random_u64(state) % 8;
        const ptrdiff_t most = kind == 0   ? left
                               : kind == 1 ? 600
                               : kind == 2 ? 1
                                           : 17;
        ptrdiff_t n = 1 + (ptrdiff_t)(random_u64(state) % (uint64_t)most);

        n = n < left ? n : left;
        left /= n;
        any->shape[i] = n;
        any->strides[i] = step;
        step *= n;
        if (random_u64(state) % 6 == 0) {
            offset += (n - 1) * any->strides[i];
            any->strides[i] = -any->strides[i];
        } else if (random_u64(state) % 20 == 0) {
            any->strides[i] = 0;
        }
    }
    any->a = (jsd_array){data + offset, {item, false}, ndim,
                         any->shape,    any->strides,  NULL};
    any->a.format.swapped =
        jsd_item_size(item) > 1 && random_u64(state) % 4 == 0;
}

/* Writes a dimension as naive() writes its items. */
static char *
naive_dimension(char *out, const jsd_array *a, const char *p, int dimension)
{
    if (dimension == a->ndim)
        return out + naive(out, a, p);
    *out++ = '[';
    for (ptrdiff_t i = 0; i < a->shape[dimension]; i++) {
        out = naive_dimension(out, a, p + i * a->strides[dimension],
                              dimension + 1);
        *out++ = ',';
    }
    out[-1] = ']';
    return out;
}

/* Returns the room of the next call: mostly little, but enough for many rows
 * now and then. */
static size_t
random_room(uint64_t *state)
{
    const uint64_t kind = random_u64(state) % 4;
    const size_t most = kind == 0 ? 1 : kind == 1 ? 100 : 20000;

    return (size_t)(random_u64(state) % most);
}

static void
compare_rows(const jsd_array *a, jsd_array_putter *put, char *want, char *text,
             uint64_t *state)
{
    const size_t len = (size_t)(naive_dimension(want, a, a->data, 0) - want);
    static char guard[ROWS_GUARD];
    jsd_array_writer w;
    char *p = text;

    memset(guard, '#', sizeof guard);
    start_array(&w, a, put);
    while (!w.is_done) {
        char *limit = p + w.room + random_room(state);

        memcpy(limit, guard, sizeof guard);
        p = jsd_array_write(&w, p, limit);
        ck_assert_mem_eq(limit, guard, sizeof guard);
    }
    REQUIRE((size_t)(p - text) == len && memcmp(text, want, len) == 0,
            "item %d, swapped %d, %td dimensions, rows of %td by %td",
            a->format.item, a->format.swapped, (ptrdiff_t)a->ndim,
            a->shape[a->ndim - 1], a->strides[a->ndim - 1]);
}

/* Fills data with short numbers, with long ones, or with both by turns. */
static void
fill_rows(char *data, jsd_item item, uint64_t *state)
{
    const size_t size = jsd_item_size(item);
    const uint64_t kind = random_u64(state) % 3;

    fill_array(data, ROWS_DATA / size, size, state);
    for (size_t i = 0; kind > 0 && i < ROWS_DATA / size; i++)
        if (kind == 1 || i / 40 % 2 == 0) {
            const uint64_t value = random_u64(state) % 256;

            memcpy(data + i * size, &value, size);
        }
}

static void
compare_all_rows(const jsd_array_kernel *kernel)
{
    char *data = malloc(ROWS_DATA + 8);
    char *want = malloc(LONGEST * ROWS_ITEMS);
    char *text = malloc(LONGEST * ROWS_ITEMS + 32768);
    uint64_t state = 11;
    any_array any;

    for (int round = 0; round < 2000; round++) {
        const jsd_item item =
            (jsd_item)(JSD_ITEM_BOOL + round % (JSD_ITEM_COUNT - 1));

        if (item == JSD_ITEM_CHAR)
            continue;
        if (round % 13 < 3)
            fill_rows(data, item, &state);
        random_array(&any, data, item, &state);
        compare_rows(&any.a, kernel->put[item][any.a.format.swapped], want,
                     text, &state);
    }
    free(text);
    free(want);
    free(data);
}

START_TEST(rows_of_any_shape)
{
    compare_all_rows(&jsd_array_kernel_scalar);
#if JSD_HAVE_AVX2
    if (jsd_simd_runs_here(JSD_SIMD_AVX2))
        compare_all_rows(&jsd_array_kernel_avx2);
#endif
}
END_TEST

/* One number, repeated more often than a ptrdiff_t can count. */
START_TEST(rows_without_end)
{
    static const ptrdiff_t shapes[][3] = {
        {PTRDIFF_MAX, 3, PTRDIFF_MAX},
        {3, PTRDIFF_MAX, 2},
        {1, PTRDIFF_MAX, PTRDIFF_MAX / 8192 + 9}};
    static const ptrdiff_t strides[] = {0, 0, 0};
    static const char data[8];
    static char text[100000];

    for (size_t i = 0; i < JSD_COUNTOF(shapes); i++) {
        const jsd_array a = {data, {JSD_ITEM_U8, false}, 3, shapes[i], strides,
                             NULL};
        jsd_array_writer w = {.special = JSD_ARRAY_NULL};
        const char *end;

        jsd_array_write_start(&w, &a);
        end = jsd_array_write(&w, text, text + sizeof text);
        ck_assert(!w.is_done);
        ck_assert(end > text + sizeof text - 2 * w.room);
        ck_assert_mem_eq(
            text, shapes[i][2] == 2 ? "[[[0,0],[0,0],[" : "[[[0,0,0,0,0,0,",
            15);
    }
}
END_TEST

enum { BREAKS_TEXT = 32768, BREAKS_GUARD = 1024 };

/* Writes all items in pieces of w.room + more bytes. Returns the length. */
static size_t
put_pieces(const jsd_array *a, const jsd_line_break *breaks, size_t more,
           char *text)
{
    char guard[BREAKS_GUARD], *p = text;
    jsd_array_writer w = {.breaks = breaks, .outer = 9};

    memset(guard, '#', sizeof guard);
    jsd_array_write_start(&w, a);
    while (!w.is_done) {
        char *limit = p + w.room + more;

        ck_assert(limit + sizeof guard <= text + BREAKS_TEXT);
        memset(limit, '#', sizeof guard);
        p = jsd_array_write(&w, p, limit);
        ck_assert_mem_eq(limit, guard, sizeof guard);
    }
    return (size_t)(p - text);
}

/* After the last item there may be no room for the line with its bracket. */
START_TEST(line_breaks_at_the_limit)
{
    const ptrdiff_t shape[] = {2, 3, 2}, strides[] = {6, 2, 1};
    static const char data[12];
    const jsd_array a = {data, {JSD_ITEM_U8, false}, 3, shape, strides, NULL};
    static char whole[BREAKS_TEXT], text[BREAKS_TEXT];

    for (size_t indent = 0; indent <= 24; indent += 3) {
        jsd_line_break breaks;
        size_t n;

        jsd_line_break_init(&breaks, "                        ", indent);
        n = put_pieces(&a, &breaks, BREAKS_TEXT / 2, whole);
        for (size_t more = 0; more < 700; more++) {
            ck_assert_uint_eq(put_pieces(&a, &breaks, more, text), n);
            ck_assert_mem_eq(text, whole, n);
        }
    }
}
END_TEST

START_TEST(a_place)
{
    const ptrdiff_t shape[] = {3, 4, 5}, strides[] = {-160, 40, 8};
    static char data[480];
    const jsd_array a = {data + 320, {JSD_ITEM_I64, false}, 3, shape, strides,
                         NULL};
    jsd_array_writer w;

    start_array(&w, &a, jsd_array_kernel_scalar.put[JSD_ITEM_I64][0]);
    ck_assert_int_eq(jsd_array_write_tell(&w), 0);
    for (ptrdiff_t i = 0; i < 60; i++) {
        jsd_array_write_seek(&w, i);
        ck_assert_int_eq(jsd_array_write_tell(&w), i);
        ck_assert_ptr_eq(w.base[2] + 8 * w.index[2],
                         data + 320 - 160 * (i / 20) + 8 * (i % 20));
    }
}
END_TEST

START_TEST(formats)
{
    static const struct {
        const char *format, *dtype;
        jsd_item item;
    } rows[] = {{"?", "|b1", JSD_ITEM_BOOL}, {"b", "|i1", JSD_ITEM_I8},
                {"B", "|u1", JSD_ITEM_U8},   {"h", "<i2", JSD_ITEM_I16},
                {"<H", "<u2", JSD_ITEM_U16}, {"=i", "<i4", JSD_ITEM_I32},
                {"<L", "<u4", JSD_ITEM_U32}, {"q", "<i8", JSD_ITEM_I64},
                {"@Q", "<u8", JSD_ITEM_U64}, {"e", "<f2", JSD_ITEM_F16},
                {"f", "<f4", JSD_ITEM_F32},  {"d", "<f8", JSD_ITEM_F64},
                {"c", "|S1", JSD_ITEM_CHAR}};
    static const char *const bad[] = {"",   "x",  "dd", "2d", "<n",   "@",
                                      "Zd", "<f", "f8", "|f", "<f16", "<c8"};

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++) {
        ck_assert_int_eq(jsd_item_parse(rows[i].format).item, rows[i].item);
        ck_assert_int_eq(jsd_dtype_read(rows[i].dtype, 3).item, rows[i].item);
    }
    ck_assert_int_eq(jsd_item_parse(NULL).item, JSD_ITEM_U8);
    ck_assert_int_eq(jsd_item_parse("l").item,
                     sizeof(long) == 8 ? JSD_ITEM_I64 : JSD_ITEM_I32);
    ck_assert(jsd_item_parse("<d").swapped != jsd_item_parse(">d").swapped);
    ck_assert(jsd_item_parse("!d").swapped == jsd_item_parse(">d").swapped);
    ck_assert(!jsd_item_parse(">b").swapped);
    ck_assert(jsd_dtype_read(">f8", 3).swapped ==
              jsd_item_parse(">d").swapped);
    for (size_t i = 0; i < JSD_COUNTOF(bad); i++) {
        if (strcmp(bad[i], "<f") != 0)
            ck_assert_int_eq(jsd_item_parse(bad[i]).item, JSD_ITEM_NONE);
        ck_assert_int_eq(jsd_dtype_read(bad[i], strlen(bad[i])).item,
                         JSD_ITEM_NONE);
    }
}
END_TEST

Suite *
array_suite(void)
{
    const TTest *const tests[] = {
        every_item,  rows_of_any_shape,        rows_without_end,
        half_floats, line_breaks_at_the_limit, a_place,
        formats};

    return suite_of("array", tests, JSD_COUNTOF(tests));
}

/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/array_parse.h"
#include "num/float_round.h"
#include "num/number.h"
#include "num_helpers.h"
#include "simd/kernel.h"

/* The reader of arrays: texts in memory of exact size are read into memory of
 * exact size, a few items at a time. */
typedef struct reading {
    jsd_array_parser reader;
    jsd_array_parse_outcome outcome;
    size_t at;
    size_t items;
    char data[8 * 64];
} reading;

static reading
read_text(const char *text, const char *format, size_t at_once)
{
    const jsd_item_format f = jsd_item_parse(format);
    const size_t size = jsd_item_size(f.item), n = strlen(text);
    char *copy = malloc(n + 1), *out = malloc(size * at_once);
    reading r;

    memcpy(copy, text, n);
    r.items = 0;
    jsd_array_parse_start(&r.reader, f, copy, copy + n);
    r.reader.out = r.reader.limit = out;
    while ((r.outcome = jsd_array_parse(&r.reader)) == JSD_ARRAY_FULL) {
        size_t there = (size_t)(r.reader.out - out) / size;

        memcpy(r.data + r.items * size, out, there * size);
        r.items += there;
        r.reader.out = out;
        r.reader.limit = out + at_once * size;
    }
    memcpy(r.data + r.items * size, out, (size_t)(r.reader.out - out));
    r.items += (size_t)(r.reader.out - out) / size;
    r.at = (size_t)(r.reader.s - copy);
    jsd_array_swap_items(f, r.data, r.items);
    free(copy);
    free(out);
    return r;
}

START_TEST(shapes_and_items)
{
    static const char text[] =
        " [[[1,2 ], [3.5,4]],[[-5,6e0],[0.1234567890123456789,1]],"
        "[[0,0.0],[-0,123456789012345]]] ,";
    static const double values[] = {1,
                                    2,
                                    3.5,
                                    4,
                                    -5,
                                    6,
                                    0.1234567890123456789,
                                    1,
                                    0,
                                    0,
                                    0,
                                    123456789012345};

    for (size_t at_once = 1; at_once < 15; at_once++) {
        reading r = read_text(text, "d", at_once);

        ck_assert_int_eq(r.outcome, JSD_ARRAY_DONE);
        ck_assert_uint_eq(r.at, sizeof text - 3);
        ck_assert_uint_eq(r.items, 12);
        ck_assert_int_eq(r.reader.ndim, 3);
        ck_assert_int_eq(r.reader.shape[0], 3);
        ck_assert_int_eq(r.reader.shape[1], 2);
        ck_assert_int_eq(r.reader.shape[2], 2);
        for (size_t i = 0; i < 12; i++) {
            double value;

            memcpy(&value, r.data + i * sizeof value, sizeof value);
            ck_assert(value == values[i]);
        }
    }
}
END_TEST

static const struct {
    const char *text;
    const char *format;
    jsd_status status;
    size_t at;
} faults[] = {
    {"", "d", JSD_EMPTY, 0},
    {" ", "d", JSD_EMPTY, 1},
    {"[", "d", JSD_END, 1},
    {"[1", "d", JSD_END, 2},
    {"[1,", "d", JSD_END, 3},
    {"[1 2]", "d", JSD_EXPECTED_COMMA_OR_BRACKET, 3},
    {"[1,]", "d", JSD_EXPECTED_NUMBER, 3},
    {"[,", "d", JSD_EXPECTED_NUMBER, 1},
    {"x", "d", JSD_EXPECTED_NUMBER, 0},
    {"1", "?", JSD_EXPECTED_BOOL, 0},
    {"[tru]", "?", JSD_BAD_LITERAL, 4},
    {"[fals", "?", JSD_END, 5},
    {"[01]", "d", JSD_LEADING_ZERO, 1},
    {"[1.]", "d", JSD_BAD_NUMBER, 3},
    {"[1.0]", "i", JSD_NOT_INTEGER, 1},
    {"[1,1e0]", "i", JSD_NOT_INTEGER, 3},
    {"[1e400]", "i", JSD_NOT_INTEGER, 1},
    {"[1e400]", "d", JSD_NUMBER_RANGE, 1},
    {"[1e400]", "f", JSD_ITEM_RANGE, 1},
    {"[1,65520]", "e", JSD_ITEM_RANGE, 3},
    {"[128]", "b", JSD_ITEM_RANGE, 1},
    {"[-1]", "B", JSD_ITEM_RANGE, 1},
    {"[18446744073709551616]", "Q", JSD_ITEM_RANGE, 1},
    {"[9223372036854775808]", "q", JSD_ITEM_RANGE, 1},
    {"[[1],2]", "d", JSD_RAGGED, 5},
    {"[1,[2]]", "d", JSD_RAGGED, 3},
    {"[[1,2],[3]]", "d", JSD_RAGGED, 9},
    {"[[1],[2,3]]", "d", JSD_RAGGED, 8},
    {"[[],[[]]]", "d", JSD_RAGGED, 5},
    {"[[[1]],[]]", "d", JSD_RAGGED, 8},
};

/* Does the same with more text after the array, so that the fast path runs. */
START_TEST(faults_and_their_places)
{
    char text[128];

    for (size_t i = 0; i < JSD_COUNTOF(faults); i++) {
        for (size_t at_once = 1; at_once < 4; at_once++) {
            reading r = read_text(faults[i].text, faults[i].format, at_once);

            REQUIRE(r.outcome == JSD_ARRAY_FAILED &&
                        r.reader.status == faults[i].status &&
                        r.at == faults[i].at,
                    "%s: %d at %zu", faults[i].text, (int)r.reader.status,
                    r.at);
            if (faults[i].status == JSD_END || faults[i].status == JSD_EMPTY)
                continue;
            snprintf(text, sizeof text, "%s%64s", faults[i].text, "");
            r = read_text(text, faults[i].format, at_once);
            REQUIRE(r.reader.status == faults[i].status &&
                        r.at == faults[i].at,
                    "%s: %d at %zu", text, (int)r.reader.status, r.at);
        }
    }
}
END_TEST

/* A single number needs room for one item, however much room there is. */
START_TEST(number_alone)
{
    static const char *const names[] = {"d", "f", "q", "h", "b"};

    for (size_t i = 0; i < JSD_COUNTOF(names); i++)
        for (size_t at_once = 1; at_once < 10; at_once++) {
            reading r = read_text(" 7 ", names[i], at_once);

            ck_assert_int_eq(r.outcome, JSD_ARRAY_DONE);
            ck_assert_int_eq(r.reader.ndim, 0);
            ck_assert_uint_eq(r.items, 1);
        }
}
END_TEST

START_TEST(depth_that_is_left)
{
    jsd_array_parser r;
    double value;

    for (int levels = 0; levels < 4; levels++) {
        static const char text[] = "[[[1]]]";

        jsd_array_parse_start(&r, jsd_item_parse("d"), text,
                              text + sizeof text - 1);
        r.levels = levels;
        r.out = (char *)&value;
        r.limit = (char *)(&value + 1);
        if (levels == 3) {
            ck_assert_int_eq(jsd_array_parse(&r), JSD_ARRAY_DONE);
            continue;
        }
        ck_assert_int_eq(jsd_array_parse(&r), JSD_ARRAY_FAILED);
        ck_assert_int_eq(r.status, JSD_TOO_DEEP);
        ck_assert_ptr_eq(r.s, text + levels);
    }
}
END_TEST

/* Fast path and slow path give equal bits for each number of digits, with the
 * readers of each kernel. */
START_TEST(fast_equals_complete)
{
    uint64_t state = 5;
    char text[128];

    for (int i = 0; i < 200000; i++) {
        static const char *const behind[] = {",",  "]",    " ",
                                             "\n", "e-3,", "e3]"};
        jsd_number number;
        double value, got;
        jsd_array_parser r;
        size_t n, at;

        ck_assert(jsd_simd_choose(i % 2 ? NULL : "scalar"));
        n = (size_t)snprintf(text, sizeof text,
                             "%s%" PRIu64 ".%0*" PRIu64 "%s", i % 3 ? "" : "-",
                             random_u64(&state) >> (random_u64(&state) % 64),
                             (int)(random_u64(&state) % 21),
                             random_u64(&state) >> (random_u64(&state) % 64),
                             behind[random_u64(&state) % 6]);
        memset(text + n, ' ', sizeof text - n);
        ck_assert_int_eq(jsd_number_read(text, n, &number, &at), JSD_OK);
        value = number.as.f64;
        jsd_array_parse_start(&r, jsd_item_parse("d"), text,
                              text + sizeof text);
        r.state = JSD_ARRAY_EXPECT_ITEM_OR_END; /* inside of an array */
        r.depth = r.deepest = 1;
        r.shape[0] = -1;
        r.count[0] = 0;
        r.out = (char *)&got;
        r.limit = (char *)(&got + 1);
        (void)jsd_array_parse(&r);
        REQUIRE(r.out == r.limit && bits_of(got) == bits_of(value), "%.60s",
                text);
    }
    ck_assert(jsd_simd_choose(NULL));
}
END_TEST

/* Returns the length of a text of the characters of numbers: often right,
 * often almost. */
static size_t
almost_numbers(char *text, size_t most, uint64_t *state)
{
    static const char letters[] = "00112389--..,,,,,e+/:]x \xad";
    size_t n = (size_t)(random_u64(state) % most);

    for (size_t i = 0; i < n; i++) {
        const uint64_t dice = random_u64(state);

        text[i] = dice % 3 == 0 ? letters[dice / 3 % (sizeof letters - 1)]
                                : (char)('0' + dice / 3 % 10);
    }
    text[n] = '\0';
    return n;
}

/* The fast path runs where ROOM bytes follow: the same text with and without
 * white space after it gives the same items, or the same error. */
START_TEST(fast_equals_slow)
{
    static const char *const names[] = {"d", "f", "e", "b", "B", "h",
                                        "H", "i", "I", "q", "Q"};
    uint64_t state = 12;
    size_t right = 0;

    for (int i = 0; i < 300000; i++) {
        const char *format = names[random_u64(&state) % JSD_COUNTOF(names)];
        char numbers[32], text[128];
        reading slow, fast;

        almost_numbers(numbers, sizeof numbers, &state);
        ck_assert(jsd_simd_choose(i % 2 ? NULL : "scalar"));
        snprintf(text, sizeof text, "[%s]", numbers);
        slow = read_text(text, format, 40);
        snprintf(text, sizeof text, "[%s]%64s", numbers, "");
        fast = read_text(text, format, 40);
        REQUIRE(fast.outcome == slow.outcome &&
                    fast.reader.status == slow.reader.status &&
                    (slow.outcome == JSD_ARRAY_DONE || fast.at == slow.at) &&
                    fast.items == slow.items,
                "%s: %s: %d at %zu, not %d at %zu", format, text,
                (int)fast.reader.status, fast.at, (int)slow.reader.status,
                slow.at);
        ck_assert_mem_eq(fast.data, slow.data,
                         slow.items * jsd_item_size(fast.reader.format.item));
        right += slow.outcome == JSD_ARRAY_DONE;
    }
    ck_assert_uint_gt(right, 20000);
    ck_assert(jsd_simd_choose(NULL));
}
END_TEST

START_TEST(commas)
{
    static char text[20000];
    size_t count = 0;

    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = i % 3 == 0 || i / 9000 == 1 ? ',' : (char)i;
        for (size_t k = 0; k < 40 && i % 97 == 0; k++)
            ck_assert_uint_le(
                jsd_array_count_commas(text + i - k % (i + 1), k), k);
    }
    for (size_t n = 0; n < sizeof text; n++) {
        if (n < 600 || n % 101 == 0)
            ck_assert_uint_eq(jsd_array_count_commas(text, n), count);
        count += text[n] == ',';
    }
}
END_TEST

/* ------------------------------------------------------------------ narrow */

static uint32_t
narrow(const jsd_round_format *format, const char *text)
{
    jsd_number number;
    uint32_t bits;
    size_t n;

    ck_assert_int_eq(jsd_number_read(text, strlen(text), &number, &n), JSD_OK);
    ck_assert_int_eq(number.kind, JSD_NUMBER_F64);
    if (jsd_float_round(format, text, n, number.as.f64, &bits) != JSD_OK)
        return UINT32_MAX;
    return bits;
}

START_TEST(narrow_rounds_once)
{
    static const struct {
        const char *text;
        uint32_t single, half;
    } rows[] = {
        {"0.0", 0, 0},
        {"-0.0", 0x80000000, 0x8000},
        {"1.0", 0x3f800000, 0x3c00},
        {"-2.5", 0xc0200000, 0xc100},
        {"65504.0", 0x477fe000, 0x7bff},
        {"65519.99999999999999999999", 0x477ff000, 0x7bff},
        {"65520.0", 0x477ff000, UINT32_MAX},
        {"1.00000005960464477539062", 0x3f800000, 0x3c00},
        {"1.000000059604644775390625", 0x3f800000, 0x3c00},
        {"1.0000000596046447753906250000001", 0x3f800001, 0x3c00},
        {"1.00000017881393432617187", 0x3f800001, 0x3c00},
        {"1.000000178813934326171875", 0x3f800002, 0x3c00},
        {"1.00048828125", 0x3f801000, 0x3c00},
        {"1.00048828125000000000000000001", 0x3f801000, 0x3c01},
        {"1.00048828124999999999999999999", 0x3f801000, 0x3c00},
        {"2.98023223876953125e-8", 0x33000000, 0},
        {"2.98023223876953125000000001e-8", 0x33000000, 1},
        {"7.00649232162408535461864791644958e-46", 0, 0},
        {"7.00649232162408535461864791644959e-46", 1, 0},
        {"1e-400", 0, 0},
        {"3.4028235677973366163753939546e38", UINT32_MAX, UINT32_MAX},
        {"3.4028235677973366163753939545e38", 0x7f7fffff, UINT32_MAX},
        {"1.7e308", UINT32_MAX, UINT32_MAX},
    };

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++) {
        uint32_t single = narrow(&jsd_round_to_f32, rows[i].text);
        uint32_t half = narrow(&jsd_round_to_f16, rows[i].text);

        REQUIRE(single == rows[i].single, "%s: %08x", rows[i].text, single);
        REQUIRE(half == rows[i].half, "%s: %04x", rows[i].text, half);
    }
}
END_TEST

/* If the decimal equals the double, the processor also rounds it only once. */
START_TEST(narrow_of_doubles)
{
    uint64_t state = 9;
    char text[1200];

    for (int i = 0; i < 20000; i++) {
        uint64_t exponent = 1023 - 160 + random_u64(&state) % 300;
        uint64_t bits = exponent << 52 | random_u64(&state) >> 12;
        uint32_t got, want;
        float single;

        if (i % 2) /* exactly between two floats, or close to it */
            bits = (bits & ~((UINT64_C(1) << 29) - 1)) | UINT64_C(1) << 28;
        snprintf(text, sizeof text, "%.1074f", double_of(bits));
        got = narrow(&jsd_round_to_f32, text);
        single = (float)double_of(bits);
        memcpy(&want, &single, sizeof want);
        if (want == 0x7f800000)
            want = UINT32_MAX;
        REQUIRE(got == want, "%.40s: %08x, not %08x", text, got, want);
    }
}
END_TEST

Suite *
array_parse_suite(void)
{
    const TTest *const tests[] = {shapes_and_items,
                                  faults_and_their_places,
                                  number_alone,
                                  depth_that_is_left,
                                  fast_equals_complete,
                                  fast_equals_slow,
                                  commas,
                                  narrow_rounds_once,
                                  narrow_of_doubles};

    return suite_of("array_parse", tests, JSD_COUNTOF(tests));
}

/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include <float.h>

#include "num/number_read.h"
#include "num_helpers.h"
#include "system.h"

/* Checks that the fast path agrees with the slow path or leaves the number to
 * it. */
static void
compare_fast(const char *s, size_t n, jsd_status status,
             const jsd_number *want, size_t at)
{
    jsd_number number = {JSD_NUMBER_I64, {0}};
    const char *p = jsd_number_read_fast(s, s + n, &number);

    if (p == NULL)
        return;
    REQUIRE(status == JSD_OK, "accepted: %.*s", (int)n, s);
    REQUIRE(p == s + at, "%zu instead of %zu: %.*s", (size_t)(p - s), at,
            (int)n, s);
    REQUIRE(number.kind == want->kind && number.as.u64 == want->as.u64,
            "another value: %.*s", (int)n, s);
}

/* Reads from memory of exact size, where a sanitizer reports an over-read, and
 * from memory with room after the text, where the fast path must decide. */
static jsd_status
read_exactly(const char *s, size_t n, jsd_number *number, size_t *at)
{
    static const char behind[] = ",]} \0\xb5:/-.+e5,\n12345678,";
    const size_t room = 40;
    char *copy = malloc(n), *roomy = malloc(n + room);
    jsd_number other;
    jsd_status status;
    size_t there, i;

    memcpy(copy, s, n);
    status = jsd_number_read(copy, n, number, at);
    compare_fast(copy, n, status, number, *at);
    memcpy(roomy, s, n);
    for (i = 0; i < room; i++)
        roomy[n + i] = behind[(n + *at + i) % (sizeof behind - 1)];
    status = jsd_number_read(roomy, n + room, &other, &there);
    compare_fast(roomy, n + room, status, &other, there);
    status = jsd_number_read(copy, n, number, at);
    free(copy);
    free(roomy);
    return status;
}

/* ---------------------------------------------------------------- integers */

static const struct {
    const char *text;
    jsd_number_kind kind;
    uint64_t value; /* or the bits of the double */
    size_t at;
} integers[] = {
    {"0", JSD_NUMBER_I64, 0, 1},
    {"-0", JSD_NUMBER_I64, 0, 2},
    {"0,", JSD_NUMBER_I64, 0, 1},
    {"0]   ", JSD_NUMBER_I64, 0, 1},
    {"7 ", JSD_NUMBER_I64, 7, 1},
    {"-7}", JSD_NUMBER_I64, (uint64_t)-7, 2},
    {"10/", JSD_NUMBER_I64, 10, 2},
    {"12:34567890", JSD_NUMBER_I64, 12, 2},
    {"123\xb5\xff\x80\0", JSD_NUMBER_I64, 123, 3},
    {"1234", JSD_NUMBER_I64, 1234, 4},
    {"1234567,", JSD_NUMBER_I64, 1234567, 7},
    {"12345678,", JSD_NUMBER_I64, 12345678, 8},
    {"123456789,", JSD_NUMBER_I64, 123456789, 9},
    {"1234567890123456", JSD_NUMBER_I64, 1234567890123456, 16},
    {"999999999999999999", JSD_NUMBER_I64, 999999999999999999, 18},
    {"9223372036854775807", JSD_NUMBER_I64, INT64_MAX, 19},
    {"9223372036854775808", JSD_NUMBER_U64, UINT64_C(1) << 63, 19},
    {"-9223372036854775807", JSD_NUMBER_I64, (UINT64_C(1) << 63) + 1, 20},
    {"-9223372036854775808", JSD_NUMBER_I64, UINT64_C(1) << 63, 20},
    {"9999999999999999999", JSD_NUMBER_U64, UINT64_C(9999999999999999999), 19},
    {"10000000000000000000", JSD_NUMBER_U64, UINT64_C(10000000000000000000),
     20},
    {"18446744073709551615", JSD_NUMBER_U64, UINT64_MAX, 20},
    {"18446744073709551615 ", JSD_NUMBER_U64, UINT64_MAX, 20},
};

START_TEST(integers_are_exact)
{
    const char *s = integers[_i].text;
    jsd_number number;
    size_t at;

    ck_assert_int_eq(read_exactly(s, strlen(s), &number, &at), JSD_OK);
    ck_assert_int_eq(number.kind, integers[_i].kind);
    if (number.kind == JSD_NUMBER_I64)
        ck_assert_int_eq(number.as.i64, (int64_t)integers[_i].value);
    else
        ck_assert_uint_eq(number.as.u64, integers[_i].value);
    ck_assert_uint_eq(at, integers[_i].at);
}
END_TEST

/* ----------------------------------------------------------------- doubles */

static const struct {
    const char *text;
    double value;
} doubles[] = {
    {"0.0", 0.0},
    {"-0.0", -0.0},
    {"-0e0", -0.0},
    {"0e999999999999", 0.0},
    {"0.000e-99999999999999999999999", 0.0},
    {"1.5", 1.5},
    {"-1.5", -1.5},
    {"1e0", 1.0},
    {"1E5", 1e5},
    {"1e+5", 1e5},
    {"1.25e-3", 1.25e-3},
    {"1e00000000000000000000005", 1e5},
    {"1e-00000000000000000000005", 1e-5},
    {"0.1", 0.1},
    {"0.30000000000000004", 0.30000000000000004},
    {"123.456", 123.456},
    {"-65.613616999999977", -65.613616999999977},
    {"0.00012345678901234567", 0.00012345678901234567},
    {"0.00000000000000000000000000012345", 1.2345e-28},
    {"1.2345678901234567e-300", 1.2345678901234567e-300},
    /* too large for an integer */
    {"18446744073709551616", 0x1p64},
    {"-9223372036854775809", -0x1p63},
    {"19999999999999999999", 2e19},
    {"20000000000000000000", 2e19},
    {"99999999999999999999", 1e20},
    {"100000000000000000000", 1e20},
    {"-100000000000000000000000000000000000000000", -1e41},
    /* exactly between two doubles, and next to it */
    {"9007199254740993.0", 9007199254740992.0},
    {"9007199254740993e0", 9007199254740992.0},
    {"9007199254740995.0", 9007199254740996.0},
    {"9007199254740992999.9e-3", 9007199254740992.0},
    {"9007199254740993000.1e-3", 9007199254740994.0},
    {"9007199254740993.000000000000000000000000", 9007199254740992.0},
    {"9007199254740993.000000000000000000000001", 9007199254740994.0},
    {"9007199254740992.999999999999999999999999", 9007199254740992.0},
    {"1e23", 1e23},
    {"100000000000000000000000", 1e23},
    {"8.5e22", 8.5e22},
    {"0.500000000000000166533453693773481063544750213623046874",
     0x1.0000000000001p-1},
    {"0.500000000000000166533453693773481063544750213623046875",
     0x1.0000000000002p-1},
    {"3.5844466002796428e+298", 0x1.b67769db917d9p+991},
    /* the smallest double, and the middle below it */
    {"5e-324", 0x1p-1074},
    {"4.9406564584124654e-324", 0x1p-1074},
    {"2.4703282292062328e-324", 0x1p-1074},
    {"2.4703282292062327e-324", 0.0},
    {"2e-324", 0.0},
    {"-2e-324", -0.0},
    {"1e-400", 0.0},
    {"1e-99999999999999999999", 0.0},
    {"1e-9223372036854775808", 0.0},
    {"1e-18446744073709551617", 0.0},
    /* the largest subnormals; the second once hung PHP and Java */
    {"2.2250738585072014e-308", DBL_MIN},
    {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022},
    {"2.2250738585072012e-308", DBL_MIN},
    {"2.225073858507201e-308", 0x0.fffffffffffffp-1022},
    /* the largest double */
    {"1.7976931348623157e308", DBL_MAX},
    {"1.7976931348623158e308", DBL_MAX},
    {"1.79769313486231580793e308", DBL_MAX},
    {"-1.7976931348623157e+308", -DBL_MAX},
    {"17976931348623157000000000e283", DBL_MAX},
    {"0.00000000000000000000000000017976931348623157e336", DBL_MAX},
};

START_TEST(doubles_are_nearest)
{
    const char *s = doubles[_i].text;
    jsd_number number;
    size_t at;

    ck_assert_int_eq(read_exactly(s, strlen(s), &number, &at), JSD_OK);
    ck_assert_int_eq(number.kind, JSD_NUMBER_F64);
    ck_assert_msg(bits_of(number.as.f64) == bits_of(doubles[_i].value),
                  "%s is not %a", s, number.as.f64);
    ck_assert_uint_eq(at, strlen(s));
}
END_TEST

/* ------------------------------------------------------------------ errors */

static const struct {
    const char *text;
    jsd_status status;
    size_t at;
} errors[] = {
    {"-", JSD_END, 1},
    {"1.", JSD_END, 2},
    {"-1.", JSD_END, 3},
    {"1e", JSD_END, 2},
    {"1e+", JSD_END, 3},
    {"1e-", JSD_END, 3},
    {"1.5E", JSD_END, 4},
    {"12345678.", JSD_END, 9},
    {"-a", JSD_BAD_NUMBER, 1},
    {"-.5", JSD_BAD_NUMBER, 1},
    {"--1", JSD_BAD_NUMBER, 1},
    {"-Infinity", JSD_BAD_NUMBER, 1},
    {"1.]", JSD_BAD_NUMBER, 2},
    {"1..5", JSD_BAD_NUMBER, 2},
    {"1.e5", JSD_BAD_NUMBER, 2},
    {"1.e5        ", JSD_BAD_NUMBER, 2},
    {"1e,", JSD_BAD_NUMBER, 2},
    {"1e+,", JSD_BAD_NUMBER, 3},
    {"1e+-5", JSD_BAD_NUMBER, 3},
    {"1.25e.5", JSD_BAD_NUMBER, 5},
    {"123456789012345678901234567890.x", JSD_BAD_NUMBER, 31},
    {"00", JSD_LEADING_ZERO, 0},
    {"01", JSD_LEADING_ZERO, 0},
    {"-01", JSD_LEADING_ZERO, 1},
    {"00.5", JSD_LEADING_ZERO, 0},
    {"-00000000000000000000000", JSD_LEADING_ZERO, 1},
    {"1.7976931348623159e308", JSD_NUMBER_RANGE, 0},
    {"-1.7976931348623159e308", JSD_NUMBER_RANGE, 0},
    {"1.797693134862315808e308", JSD_NUMBER_RANGE, 0},
    {"1e309", JSD_NUMBER_RANGE, 0},
    {"0.1e310", JSD_NUMBER_RANGE, 0},
    {"1e99999999999999999999", JSD_NUMBER_RANGE, 0},
    {"1e9223372036854775807", JSD_NUMBER_RANGE, 0},
    {"1e18446744073709551617", JSD_NUMBER_RANGE, 0},
    {"123456789012345678901234567890e300", JSD_NUMBER_RANGE, 0},
};

START_TEST(errors_tell_where)
{
    const char *s = errors[_i].text;
    jsd_number number;
    size_t at;

    ck_assert_int_eq(read_exactly(s, strlen(s), &number, &at),
                     errors[_i].status);
    ck_assert_uint_eq(at, errors[_i].at);
}
END_TEST

/* ------------------------------------------------------- against strtod */

/* Compares with strtod for a text that is a number. */
static void
compare(const char *s, size_t n)
{
    jsd_number number = {JSD_NUMBER_I64, {0}};
    double want = system_strtod(s), got;
    size_t at;
    jsd_status status = read_exactly(s, n, &number, &at);

    if (want > DBL_MAX || want < -DBL_MAX) {
        REQUIRE(status == JSD_NUMBER_RANGE && at == 0, "no error: %s", s);
        return;
    }
    REQUIRE(status == JSD_OK && at == n, "%d at %zu: %s", (int)status, at, s);
    if (number.kind == JSD_NUMBER_F64)
        got = number.as.f64;
    else if (number.kind == JSD_NUMBER_I64)
        got = want == 0 ? want : (double)number.as.i64;
    else
        got = (double)number.as.u64;
    REQUIRE(bits_of(got) == bits_of(want), "%s is not %a", s, got);
}

/* Appends one to `most` digits, seldom many. */
static char *
put_digits(char *p, uint64_t *state, uint32_t most)
{
    uint64_t n = random_u64(state) % (random_u64(state) % most + 1) + 1;
    bool zeros = random_u64(state) % 8 == 0;

    while (n-- > 0)
        *p++ = (char)('0' + (zeros ? 0 : random_u64(state) % 10));
    return p;
}

static size_t
put_number(char *s, uint64_t *state, uint32_t most)
{
    uint64_t dice = random_u64(state);
    char *p = s, *first;

    if (dice & 1)
        *p++ = '-';
    first = p;
    p = put_digits(p, state, most);
    if (*first == '0')
        p = first + 1;
    if (dice & 6) {
        *p++ = '.';
        p = put_digits(p, state, most);
    }
    if (dice & 8) {
        *p++ = dice & 16 ? 'e' : 'E';
        if (dice & 96)
            *p++ = dice & 32 ? '-' : '+';
        p = put_digits(p, state, 3);
    }
    *p = '\0';
    return (size_t)(p - s);
}

START_TEST(random_texts)
{
    uint64_t state = 8;
    char s[100];
    int i;

    for (i = 0; i < 1000000; i++)
        compare(s, put_number(s, &state, 25));
}
END_TEST

START_TEST(random_long_texts)
{
    uint64_t state = 9;
    char s[4100];
    int i;

    for (i = 0; i < 10000; i++)
        compare(s, put_number(s, &state, 1500));
}
END_TEST

/* Many digits, many zeros, and an exponent that compensates for them. */
START_TEST(very_long_texts)
{
    static const int lengths[] = {17,  18,  19,  20,   21,   300,
                                  767, 768, 769, 1000, 10000};
    char *s = malloc(20100);
    size_t i;
    int n, digit;

    for (i = 0; i < JSD_COUNTOF(lengths); i++)
        for (digit = '0'; digit <= '9'; digit++) {
            n = lengths[i];
            memset(s, digit, (size_t)n + 2);
            memcpy(s, "0.", 2);
            s[n + 2] = '\0';
            compare(s, (size_t)n + 2);
            snprintf(s + n + 2, 50, "7e-%d", 310 + n % 20);
            compare(s, strlen(s));
            memset(s + 2, '0', (size_t)n);
            snprintf(s + 2 + n, 50, "%c25e%d", digit, n + 3);
            compare(s, strlen(s));
            memset(s, '0', (size_t)n + 2);
            s[0] = (char)(digit == '0' ? '1' : digit);
            snprintf(s + n, 50, ".%ce-%d", digit, n + 20);
            compare(s, strlen(s));
        }
    free(s);
}
END_TEST

/* A truncated text is the shorter number or incomplete. */
START_TEST(every_truncation)
{
    static const char *const texts[] = {
        "-123456789012345678901234567890.1234567890e-123",
        "0.000000000000000000000000000000012345678901234567",
        "18446744073709551615",
        "-1.7976931348623157E+308",
    };
    jsd_number number;
    size_t i, n, at;
    jsd_status status;
    char last;

    for (i = 0; i < JSD_COUNTOF(texts); i++)
        for (n = 1; n <= strlen(texts[i]); n++) {
            status = read_exactly(texts[i], n, &number, &at);
            last = texts[i][n - 1];
            ck_assert_int_eq(status,
                             last >= '0' && last <= '9' ? JSD_OK : JSD_END);
            ck_assert_uint_eq(at, n);
        }
}
END_TEST

/* ---------------------------------------------------------- the fast path */

/* Each prefix of each text, at the end of memory. */
START_TEST(nothing_is_read_beyond_the_end)
{
    static const char *const texts[] = {
        "1234567890123456789012345678901234567890123456789012345678901234",
        "-123.45678901234567890123456789012345678901234567890123456789012",
        "0.00000000000000000000000000000000000000000000000000000000000001",
        "-12.345678901234567e-10,12345678901234567890123456789012345678901",
        "-1,234567890123456789012345678901234567890123456789012345678901",
        "123456789012.345678901234567890123456789012345678901234567890123",
        "98765.4321e+5                                                   ",
    };
    const size_t page = system_page();
    char *map = system_pages_new(2 * page);
    jsd_number number;
    jsd_status status;
    size_t i, n, at;
    char *s;

    ck_assert_ptr_nonnull(map);
    ck_assert(system_pages_protect(map + page, page));
    for (i = 0; i < JSD_COUNTOF(texts); i++)
        for (n = 1; n <= strlen(texts[i]); n++) {
            s = map + page - n;
            memcpy(s, texts[i], n);
            status = jsd_number_read(s, n, &number, &at);
            compare_fast(s, n, status, &number, at);
        }
    ck_assert(system_pages_free(map, 2 * page));
}
END_TEST

/* Without this check a fast path that never decides would pass. */
START_TEST(the_fast_path_answers)
{
    static const char *const texts[] = {
        "0,",
        "-0]",
        "7 ",
        "-12}",
        "123,",
        "1234,",
        "-12345678\n",
        "123456789,",
        "1234567890123456,",
        "-999999999999999999,",
        "0.0,",
        "-0.0,",
        "1.5,",
        "0.1,",
        "-65.613616999999977,",
        "0.30000000000000004,",
        "-0.12345678901234567]",
        "0.0000000000000000001,",
        "999.9999999999999999,",
        "1234.5678,",
        "1700000000.5,",
        "1.5e10,",
        "-2.5E-7,",
        "3e5,",
    };
    char text[64];
    jsd_number number, want;
    size_t i, at;

    for (i = 0; i < JSD_COUNTOF(texts); i++) {
        memset(text, '9', sizeof text);
        memcpy(text, texts[i], strlen(texts[i]));
        ck_assert_int_eq(jsd_number_read(text, sizeof text, &want, &at),
                         JSD_OK);
        ck_assert_msg(jsd_number_read_fast(text, text + sizeof text,
                                           &number) == text + at,
                      "no answer: %s", texts[i]);
        ck_assert_int_eq(number.kind, want.kind);
        ck_assert_uint_eq(number.as.u64, want.as.u64);
    }
}
END_TEST

Suite *
number_suite(void)
{
    const TTest *const tests[] = {
        random_texts,
        random_long_texts,
        very_long_texts,
        every_truncation,
        nothing_is_read_beyond_the_end,
        the_fast_path_answers,
    };
    Suite *s = suite_of("number", tests, JSD_COUNTOF(tests));
    TCase *tc = tcase_create("rows");

    tcase_add_loop_test(tc, integers_are_exact, 0, JSD_COUNTOF(integers));
    tcase_add_loop_test(tc, doubles_are_nearest, 0, JSD_COUNTOF(doubles));
    tcase_add_loop_test(tc, errors_tell_where, 0, JSD_COUNTOF(errors));
    suite_add_tcase(s, tc);
    return s;
}

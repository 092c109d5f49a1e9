/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/dtoa_inline.h"
#include "num/number.h"
#include "num/shortest.h"
#include "num_helpers.h"
#include "system.h"

/* Returns the text of value with a terminator, written to memory of exact
 * size. */
static size_t
put(double value, char text[JSD_DTOA_ROOM])
{
    char *out = malloc(JSD_DTOA_ROOM);
    size_t n;

    n = (size_t)(jsd_dtoa_put_fast(out, value) - out);
    REQUIRE(n < JSD_DTOA_ROOM, "%a: %zu bytes", value, n);
    memcpy(text, out, n);
    text[n] = '\0';
    free(out);
    return n;
}

static const struct {
    double value;
    const char *text;
} rows[] = {
    {0.0, "0.0"},
    {-0.0, "-0.0"},
    {1.0, "1.0"},
    {-1.0, "-1.0"},
    {10.0, "10.0"},
    {100.0, "100.0"},
    {0.1, "0.1"},
    {0.3, "0.3"},
    {0.30000000000000004, "0.30000000000000004"},
    {-1.5, "-1.5"},
    {123.456, "123.456"},
    {1234567.125, "1234567.125"},
    {3.141592653589793, "3.141592653589793"},
    {-65.613616999999977, "-65.61361699999998"},
    {5e-5, "0.00005"},
    {1e-5, "0.00001"},
    {1.2345678901234567e-5, "0.000012345678901234568"},
    {9.999999999999999e-6, "9.999999999999999e-6"},
    {1e-6, "1e-6"},
    {1.5e-6, "1.5e-6"},
    {1e-10, "1e-10"},
    {1e-100, "1e-100"},
    {123456789012345.6, "123456789012345.6"},
    {1e15, "1000000000000000.0"},
    {1234567890123456.8, "1234567890123456.8"},
    {4503599627370495.5, "4503599627370495.5"},
    {9007199254740991.0, "9007199254740991.0"},
    {9007199254740992.0, "9007199254740992.0"},
    {9007199254740994.0, "9007199254740994.0"},
    {9999999999999998.0, "9999999999999998.0"},
    {1e16, "1e+16"},
    {12345678901234568.0, "1.2345678901234568e+16"},
    {1.2345678901234568e17, "1.2345678901234568e+17"},
    {1e22, "1e+22"},
    /* 1e23 is a tie that is read back as 1e23. */
    {1e23, "1e+23"},
    {9.007199254740993e15, "9007199254740992.0"},
    {1.5e300, "1.5e+300"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    /* the largest subnormal */
    {0x0.fffffffffffffp-1022, "2.225073858507201e-308"},
    {5e-324, "5e-324"},
    {-5e-324, "-5e-324"},
    /* 9.88e-324: 1e-323 is nearer than 9e-324 and as short */
    {0x1p-1073, "1e-323"},
    {0x3p-1074, "1.5e-323"},
    /* powers of two, whose lower neighbour is nearer */
    {0x1p-1022, "2.2250738585072014e-308"},
    {0x1p-44, "5.684341886080802e-14"},
    {0x1p89, "6.189700196426902e+26"},
    {0x1p1023, "8.98846567431158e+307"},
    /* the shortest is not the nearest with the other digits cut off */
    {2e-44, "2e-44"},
    {4.9406564584124654e-320, "4.9407e-320"},
};

START_TEST(rows_are_written_so)
{
    char text[JSD_DTOA_ROOM];

    put(rows[_i].value, text);
    ck_assert_str_eq(text, rows[_i].text);
}
END_TEST

static void
read_back(double value)
{
    char text[JSD_DTOA_ROOM];
    size_t n = put(value, text), at;
    jsd_number number;
    jsd_status status = jsd_number_read(text, n, &number, &at);

    REQUIRE(status == JSD_OK && at == n && number.kind == JSD_NUMBER_F64 &&
                bits_of(number.as.f64) == bits_of(value),
            "%a became %s", value, text);
}

/* printf writes the nearest decimal of each length. Above a power of two,
 * another decimal of that length may be read back correctly although printf's
 * is not; then ours is shorter. Otherwise the digits are equal. */
static void
compare_shortest(double value)
{
    char text[JSD_DTOA_ROOM], want[32];
    int n, m;
    int digits = 0;

    do
        snprintf(want, sizeof want, "%.*e", digits++, value);
    while (bits_of(system_strtod(want)) != bits_of(value));
    put(value, text);
    n = digits_of(text);
    m = digits_of(want);
    REQUIRE(n < m || same_digits(text, want), "%s, but printf: %s", text,
            want);
}

/* Each power of two, its neighbours, and the subnormals next to zero. */
START_TEST(all_exponents)
{
    uint64_t bits;
    int i;

    for (bits = 1; bits < 3000; bits++) {
        read_back(double_of(bits));
        compare_shortest(double_of(bits));
    }
    for (bits = UINT64_C(1) << 52; bits < INFINITY_BITS;
         bits += UINT64_C(1) << 52)
        for (i = -2; i <= 2; i++) {
            read_back(double_of(bits + (uint64_t)i));
            compare_shortest(double_of(bits + (uint64_t)i));
        }
    for (i = 0; i < 52; i++)
        compare_shortest(double_of(UINT64_C(1) << i));
}
END_TEST

START_TEST(random_bits_read_back)
{
    uint64_t state = 2;
    int i;

    for (i = 0; i < 1000000; i++)
        read_back(random_double(&state));
}
END_TEST

START_TEST(random_bits_are_shortest)
{
    uint64_t state = 3;
    int i;

    for (i = 0; i < 50000; i++)
        compare_shortest(random_double(&state));
}
END_TEST

/* Short decimals are written as they were read. */
START_TEST(short_decimals_are_shortest)
{
    uint64_t state = 4;
    char text[40];
    int i;

    for (i = 0; i < 50000; i++) {
        snprintf(text, sizeof text, "%" PRIu64 "e%d",
                 random_u64(&state) >> (4 + random_u64(&state) % 60),
                 (int)(random_u64(&state) % 40) - 30);
        read_back(system_strtod(text));
        compare_shortest(system_strtod(text));
    }
}
END_TEST

/* Returns whether the fast path decides. If so, it agrees with the slow path.
 */
static bool
near_agrees(uint64_t significand, int exponent)
{
    jsd_shortest near,
        exact = jsd_shortest_exact(significand, exponent, false);

    if (!jsd_shortest_approx(significand, exponent, &near))
        return false;
    REQUIRE(near.last < 10 &&
                10 * near.tens + near.last == 10 * exact.tens + exact.last &&
                near.exponent == exact.exponent,
            "%" PRIu64 " * 2^%d: %" PRIu64 " and %" PRIu32 ", not %" PRIu64
            " and %" PRIu32,
            significand, exponent, near.tens, near.last, exact.tens,
            exact.last);
    return true;
}

START_TEST(near_agrees_with_exact)
{
    const uint64_t hidden = UINT64_C(1) << 52;
    uint64_t state = 8;
    int exponent, i, undecided = 0;

    for (exponent = -1074; exponent < 972; exponent++) {
        for (i = 0; i < 300; i++)
            undecided +=
                !near_agrees(hidden | random_u64(&state) >> 12, exponent);
        for (i = 1; i < 50; i++) {
            near_agrees(hidden + (uint64_t)i, exponent);
            near_agrees(2 * hidden - (uint64_t)i, exponent);
        }
    }
    /* Only integers and halves can be ties. */
    ck_assert_int_lt(undecided, 2 * 300 * 8);
}
END_TEST

Suite *
dtoa_suite(void)
{
    const TTest *const tests[] = {
        all_exponents,
        random_bits_read_back,
        random_bits_are_shortest,
        short_decimals_are_shortest,
        near_agrees_with_exact,
    };
    Suite *s = suite_of("dtoa", tests, JSD_COUNTOF(tests));
    TCase *tc = tcase_create("rows");

    tcase_add_loop_test(tc, rows_are_written_so, 0, JSD_COUNTOF(rows));
    suite_add_tcase(s, tc);
    return s;
}

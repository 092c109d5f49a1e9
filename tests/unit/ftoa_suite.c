/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/ftoa_inline.h"
#include "num_helpers.h"
#include "system.h"

static float
float_of(uint32_t bits)
{
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Returns the text of value with a terminator, written to memory of exact
 * size. Both functions agree. */
static void
put(float value, char text[JSD_FTOA_ROOM])
{
    char *out = malloc(JSD_FTOA_ROOM);
    size_t n = (size_t)(jsd_ftoa_put(out, value) - out);

    REQUIRE(n < JSD_FTOA_ROOM, "%a: %zu bytes", (double)value, n);
    memcpy(text, out, n);
    text[n] = '\0';
    n = (size_t)(jsd_ftoa_put_fast(out, value) - out);
    REQUIRE(n == strlen(text) && memcmp(out, text, n) == 0, "%a: %.*s, not %s",
            (double)value, (int)n, out, text);
    free(out);
}

static const struct {
    float value;
    const char *text;
} rows[] = {
    {0.0f, "0.0"},
    {-0.0f, "-0.0"},
    {1.0f, "1.0"},
    {-1.5f, "-1.5"},
    {0.1f, "0.1"},
    {0.3f, "0.3"},
    {3.1415927f, "3.1415927"},
    {123.456f, "123.456"},
    {16777216.0f, "16777216.0"},
    {16777218.0f, "16777218.0"},
    {33554432.0f, "33554432.0"},
    {1e7f, "10000000.0"},
    {123456792.0f, "123456790.0"},
    {1e10f, "10000000000.0"},
    {1e12f, "1000000000000.0"},
    {9.999999e12f, "9999999000000.0"},
    {1e13f, "1e+13"},
    {1.5e15f, "1.5e+15"},
    {1e16f, "1e+16"},
    {1.5e20f, "1.5e+20"},
    {1e-5f, "0.00001"},
    {9.999999e-6f, "0.000009999999"},
    {1e-6f, "0.000001"},
    {1.5e-6f, "0.0000015"},
    {9.999999e-7f, "9.999999e-7"},
    {1e-10f, "1e-10"},
    {0x1p-20f, "9.536743e-7"},
    {0x1p90f, "1.2379401e+27"},
    {3.4028235e38f, "3.4028235e+38"},
    {1.1754944e-38f, "1.1754944e-38"},
    {1.1754942e-38f, "1.1754942e-38"},
    {1e-45f, "1e-45"},
    {-3e-45f, "-3e-45"},
};

START_TEST(rows_are_written_so)
{
    char text[JSD_FTOA_ROOM];

    put(rows[_i].value, text);
    ck_assert_str_eq(text, rows[_i].text);
}
END_TEST

/* The text is read back as the value. printf's nearest decimal with one digit
 * less is not. If the one with as many digits is, it is the same number. */
static void
compare(uint32_t bits)
{
    char text[JSD_FTOA_ROOM], other[32];
    float value = float_of(bits);
    int n;

    put(value, text);
    REQUIRE(strtof(text, NULL) == value, "%a became %s", (double)value, text);
    n = digits_of(text);
    if (n > 1) {
        snprintf(other, sizeof other, "%.*e", n - 2, (double)value);
        REQUIRE(strtof(other, NULL) != value, "%s, not %s", text, other);
    }
    snprintf(other, sizeof other, "%.*e", n - 1, (double)value);
    REQUIRE(strtof(other, NULL) != value ||
                system_strtod(other) == system_strtod(text),
            "%s is nearer than %s", other, text);
}

START_TEST(every_exponent)
{
    uint32_t exponent, i;

    for (i = 1; i < 3000; i++)
        compare(i);
    for (exponent = 1; exponent < 255; exponent++)
        for (i = 0; i < 200; i++)
            compare((exponent << 23) - 100 + i);
    for (i = 0; i < 100; i++)
        compare((UINT32_C(255) << 23) - 1 - i);
}
END_TEST

START_TEST(random_floats)
{
    uint64_t state = 10;
    uint32_t bits;
    int i;

    for (i = 0; i < 1000000; i++) {
        bits = (uint32_t)random_u64(&state) & UINT32_C(0x7fffffff);
        if (bits != 0 && bits < UINT32_C(255) << 23)
            compare(bits);
    }
}
END_TEST

Suite *
ftoa_suite(void)
{
    const TTest *const tests[] = {every_exponent, random_floats};
    Suite *s = suite_of("ftoa", tests, JSD_COUNTOF(tests));
    TCase *tc = tcase_create("rows");

    tcase_add_loop_test(tc, rows_are_written_so, 0, JSD_COUNTOF(rows));
    suite_add_tcase(s, tc);
    return s;
}

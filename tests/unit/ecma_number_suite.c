/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/dtoa_inline.h"
#include "num/ecma_number.h"
#include "num_helpers.h"
#include "system.h"

/* Writes the digits of jsd_dtoa_put_fast by the steps of Number::toString. The
 * value is 0.d1d2...dk * 10^n. */
static void
naive_es(char *out, double value)
{
    char text[JSD_DTOA_ROOM + 1], digits[40];
    int k, n = 0, seen = 0;
    const char *s;

    *jsd_dtoa_put_fast(text, value) = '\0';
    k = digits_in(text, digits);
    if (k == 0) {
        strcpy(out, "0");
        return;
    }
    for (s = text + (*text == '-'); *s != '.' && *s != 'e' && *s != '\0'; s++)
        if (seen > 0 || *s != '0')
            n = ++seen;
    if (seen == 0)
        for (s++; *s == '0'; s++)
            n--;
    s = strchr(text, 'e');
    n += s == NULL ? 0 : atoi(s + 1);
    if (*text == '-')
        *out++ = '-';
    if (k <= n && n <= 21)
        sprintf(out, "%.*s%.*s", k, digits, n - k, "00000000000000000000000");
    else if (n > 0 && n <= 21)
        sprintf(out, "%.*s.%.*s", n, digits, k - n, digits + n);
    else if (n > -6 && n <= 0)
        sprintf(out, "0.%.*s%.*s", -n, "000000", k, digits);
    else if (k == 1)
        sprintf(out, "%ce%+d", digits[0], n - 1);
    else
        sprintf(out, "%c.%.*se%+d", digits[0], k - 1, digits + 1, n - 1);
}

static void
compare(double value)
{
    char *out = malloc(JSD_ES_ROOM);
    size_t len = (size_t)(jsd_ecma_put(out, value) - out);
    char want[80];

    naive_es(want, value);
    REQUIRE(len == strlen(want) && memcmp(out, want, len) == 0, "%.*s, not %s",
            (int)len, out, want);
    REQUIRE(len <= 25, "%s is long", want);
    free(out);
}

/* RFC 8785, appendix B. */
START_TEST(samples_of_the_rfc)
{
    static const struct {
        uint64_t bits;
        const char *text;
    } table[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };
    char out[JSD_ES_ROOM + 1];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        *jsd_ecma_put(out, double_of(table[i].bits)) = '\0';
        ck_assert_str_eq(out, table[i].text);
    }
}
END_TEST

/* Compares a double and its two neighbours. */
static void
compare_around(double value)
{
    uint64_t bits = bits_of(value);
    uint64_t i;

    for (i = 0; i < 7 && bits - 3 + i < INFINITY_BITS; i++) {
        compare(double_of(bits - 3 + i));
        compare(-double_of(bits - 3 + i));
    }
}

START_TEST(every_power)
{
    char text[16];
    uint64_t biased, i;
    int e;

    for (biased = 1; biased < 0x7ff; biased++)
        compare_around(double_of(biased << 52));
    for (i = 0; i < 52; i++)
        compare(double_of(UINT64_C(1) << i));
    for (e = -323; e <= 308; e++)
        for (i = 1; i < 10; i++) {
            snprintf(text, sizeof text, "%de%d", (int)i, e);
            if (system_strtod(text) < 1e308)
                compare_around(system_strtod(text));
        }
}
END_TEST

START_TEST(integers)
{
    uint64_t state = 1, value;
    int i;

    for (i = -100000; i <= 100000; i++)
        compare(i);
    for (i = 0; i < 300000; i++) {
        value = random_u64(&state);
        compare((double)(value >> random_u64(&state) % 64));
        compare(-(double)(value >> random_u64(&state) % 64) * 1024);
    }
}
END_TEST

/* Random doubles, and others whose exponent is close to a change of notation.
 */
START_TEST(random_doubles)
{
    uint64_t state = 1, bits;
    int i;

    for (i = 0; i < 400000; i++) {
        compare(random_double(&state));
        bits = random_u64(&state);
        compare(double_of((bits >> 12) | (UINT64_C(1023) - 24 + (bits & 127))
                                             << 52));
        compare((double)(bits % 10000000) / 1e10);
    }
}
END_TEST

Suite *
ecma_number_suite(void)
{
    const TTest *const tests[] = {samples_of_the_rfc, every_power, integers,
                                  random_doubles};

    return suite_of("ecma_number", tests, JSD_COUNTOF(tests));
}

/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include "num/dtoa_inline.h"
#include "num/float_repr.h"
#include "num_helpers.h"

enum { ROOM = 32 };

/* Writes the shortest digits of value as repr() does: the first count of 1 to
 * 17 significant digits from which strtod() reads value again. */
static void
naive_repr(char *out, double value)
{
    char text[40], digits[20];
    int n = 0, point, e;
    const char *s;

    for (int count = 1; count <= 17; count++) {
        snprintf(text, sizeof text, "%.*e", count - 1, value);
        if (strtod(text, NULL) == value)
            break;
    }
    for (s = text; *s != 'e'; s++)
        if (*s >= '0' && *s <= '9')
            digits[n++] = *s;
    e = atoi(s + 1);
    if (*text == '-')
        *out++ = '-';
    if (e < -4 || e > 15) {
        if (n == 1)
            sprintf(out, "%ce%+03d", digits[0], e);
        else
            sprintf(out, "%c.%.*se%+03d", digits[0], n - 1, digits + 1, e);
        return;
    }
    point = e + 1;
    if (point <= 0)
        sprintf(out, "0.%.*s%.*s", -point, "0000", n, digits);
    else if (n <= point)
        sprintf(out, "%.*s%.*s.0", n, digits, point - n, "0000000000000000");
    else
        sprintf(out, "%.*s.%.*s", point, digits, n - point, digits + point);
}

static void
compare(double value)
{
    char *out = malloc(ROOM);
    size_t len = (size_t)(jsd_float_repr_put(out, value) - out);
    char want[80];

    naive_repr(want, value);
    REQUIRE(len == strlen(want) && memcmp(out, want, len) == 0, "%.*s, not %s",
            (int)len, out, want);
    free(out);
}

START_TEST(samples)
{
    static const struct {
        double value;
        const char *text;
    } table[] = {
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {1e16, "1e+16"},
        {1e15, "1000000000000000.0"},
        {1e-4, "0.0001"},
        {1e-5, "1e-05"},
        {-1.5e-7, "-1.5e-07"},
        {1.25e300, "1.25e+300"},
        {5e-324, "5e-324"},
        {9999999999999998.0, "9999999999999998.0"},
        {-0.000012345, "-1.2345e-05"},
    };
    char out[ROOM + 1];

    for (size_t i = 0; i < JSD_COUNTOF(table); i++) {
        *jsd_float_repr_put(out, table[i].value) = '\0';
        ck_assert_str_eq(out, table[i].text);
    }
}
END_TEST

START_TEST(powers_of_ten)
{
    char text[32];

    for (int e = -323; e <= 308; e++)
        for (int i = 1; i < 10; i++) {
            snprintf(text, sizeof text, "%de%d", i, e);
            if (strtod(text, NULL) < 1e308) {
                compare(strtod(text, NULL));
                compare(-strtod(text, NULL));
            }
        }
}
END_TEST

/* Random doubles, and others whose exponent is close to a change of notation.
 */
START_TEST(random_doubles)
{
    uint64_t state = 1, bits;

    for (int i = 0; i < 20000; i++) {
        compare(random_double(&state));
        bits = random_u64(&state);
        compare(double_of((bits >> 12) | (UINT64_C(1023) - 24 + (bits & 127))
                                             << 52));
        compare((double)(bits % 10000000) / 1e12);
    }
}
END_TEST

Suite *
float_repr_suite(void)
{
    const TTest *const tests[] = {samples, powers_of_ten, random_doubles};

    return suite_of("float_repr", tests, JSD_COUNTOF(tests));
}

/* SPDX-License-Identifier: MIT */
#include "num_suites.h"

#include <float.h>
#include <math.h>

#include "num/dtoa_inline.h"
#include "num/number_read.h"
#include "num_helpers.h"
#include "system.h"

/* Returns the number of random cases for each direction: JSONDE_NUM_CASES. */
static long
cases(void)
{
    const char *text = getenv("JSONDE_NUM_CASES");

    return text == NULL ? 1000000 : strtol(text, NULL, 10);
}

/* The seed depends on the number of cases, so that longer runs use other
 * numbers. */
static uint64_t
seed(void)
{
    return (uint64_t)cases();
}

/* Returns a random double: half of them with random bits, half of magnitudes
 * that documents contain. */
static double
next_double(uint64_t *state)
{
    uint64_t dice = random_u64(state);
    double value = random_double(state);

    if (dice & 1)
        return value;
    value = (double)(int64_t)random_u64(state) * 0x1p-63;
    value *= pow(10, (double)(dice >> 1 & 15) - 5);
    if (dice & 32) /* few digits */
        value = round(value * 1e4) / 1e4;
    return value;
}

static void
compare_shortest(double value)
{
    char text[JSD_DTOA_ROOM], other[40];
    int n;

    *jsd_dtoa_put_fast(text, value) = '\0';
    REQUIRE(bits_of(system_strtod(text)) == bits_of(value), "%a became %s",
            value, text);
    n = digits_of(text);
    if (n > 1) {
        snprintf(other, sizeof other, "%.*e", n - 2, value);
        REQUIRE(system_strtod(other) != value, "%s, not %s", text, other);
    }
    if (n > 0) {
        snprintf(other, sizeof other, "%.*e", n - 1, value);
        REQUIRE(digits_of(other) == n && same_digits(text, other),
                "%s is not the nearest: %s", text, other);
    }
}

START_TEST(written)
{
    uint64_t state = seed();
    double value;
    long i;

    for (i = cases(); i > 0; i--) {
        value = next_double(&state);
        /* Above a power of two printf's text may not be the nearest.
         * dtoa_suite.c tests those. */
        if (bits_of(value) << 12 != 0)
            compare_shortest(value);
    }
}
END_TEST

/* A number, and the text after it. */
static size_t
next_text(char *s, uint64_t *state)
{
    uint64_t dice = random_u64(state);
    unsigned whole = (unsigned)dice & 7, fraction = dice >> 3 & 31, i;
    char *p = s;

    if (dice >> 8 & 1)
        *p++ = '-';
    if (dice >> 9 & 1)
        whole *= 3;
    for (i = 0; i <= whole; i++)
        *p++ = (char)('0' + random_u64(state) % 10);
    if (whole > 0 && p[-1 - (int)whole] == '0')
        p[-1 - (int)whole] = '7';
    if (dice >> 10 & 3) {
        *p++ = '.';
        for (i = 0; i <= fraction % 20; i++)
            *p++ = (char)('0' + random_u64(state) % (dice >> 12 & 7 ? 10 : 1));
    }
    if ((dice >> 15 & 7) == 0)
        p += sprintf(p, "e%d", (int)(dice >> 18 & 511) - 256);
    *p = '\0';
    return (size_t)(p - s);
}

static void
compare_read(const char *s, size_t n, size_t room)
{
    jsd_number number, fast = {JSD_NUMBER_I64, {0}};
    double want = system_strtod(s), got;
    size_t at;
    jsd_status status = jsd_number_read(s, n + room, &number, &at);
    const char *p = jsd_number_read_fast(s, s + n + room, &fast);

    if (fabs(want) > DBL_MAX) {
        REQUIRE(status == JSD_NUMBER_RANGE && p == NULL, "no error: %s", s);
        return;
    }
    REQUIRE(status == JSD_OK && at == n, "%d at %zu: %s", (int)status, at, s);
    if (number.kind == JSD_NUMBER_F64) {
        got = number.as.f64;
        REQUIRE(bits_of(got) == bits_of(want), "%s is not %a", s, got);
    } else if (number.kind == JSD_NUMBER_I64) {
        REQUIRE(number.as.i64 == strtoll(s, NULL, 10), "integer %s", s);
    } else {
        REQUIRE(number.as.u64 == strtoull(s, NULL, 10), "integer %s", s);
    }
    REQUIRE(p == NULL || (p == s + n && fast.kind == number.kind &&
                          fast.as.u64 == number.as.u64),
            "the fast path differs: %s", s);
}

START_TEST(read)
{
    uint64_t state = ~seed();
    char s[100];
    size_t n, room;
    long i;

    for (i = cases(); i > 0; i--) {
        n = next_text(s, &state);
        room = (size_t)(random_u64(&state) % 40);
        memset(s + n, '\0', room);
        s[n] = ",]} :\n\0x"[random_u64(&state) % 8];
        compare_read(s, n, room);
    }
}
END_TEST

Suite *
round_trip_suite(void)
{
    Suite *s = suite_create("round_trip");
    TCase *tc = tcase_create("exhaustive");

    /* A second for each 10,000 cases is enough, even under a sanitizer. */
    tcase_set_timeout(tc, 60 + (double)cases() / 10000);
    tcase_add_test(tc, written);
    tcase_add_test(tc, read);
    suite_add_tcase(s, tc);
    return s;
}

/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "text/days.h"
#include "text/duration.h"
#include "text_helpers.h"

/* Writes a duration from its total number of seconds. */
static void
naive_duration(char *out, int32_t days, int32_t seconds, int32_t micros)
{
    int64_t all = INT64_C(86400) * days + seconds;
    bool negative = all < 0;
    char text[16];
    size_t n;

    if (negative) {
        all = -all - (micros > 0);
        micros = micros > 0 ? 1000000 - micros : 0;
    }
    out += sprintf(out, "%sP", negative ? "-" : "");
    if (all >= 86400)
        out += sprintf(out, "%dD", (int)(all / 86400));
    if (all % 86400 == 0 && micros == 0 && all > 0)
        return;
    out += sprintf(out, "T");
    if (all / 3600 % 24 != 0)
        out += sprintf(out, "%dH", (int)(all / 3600 % 24));
    if (all / 60 % 60 != 0)
        out += sprintf(out, "%dM", (int)(all / 60 % 60));
    if (micros != 0) {
        sprintf(text, "%06d", (int)micros);
        for (n = 6; text[n - 1] == '0'; n--)
            text[n - 1] = '\0';
        sprintf(out, "%d.%sS", (int)(all % 60), text);
    } else if (all % 60 != 0 || all == 0) {
        sprintf(out, "%dS", (int)(all % 60));
    }
}

static void
compare(int32_t days, int32_t seconds, int32_t micros)
{
    char *out = exact_new(JSD_DURATION_ROOM);
    char *end = jsd_duration_put(out, days, seconds, micros);
    char want[64];

    naive_duration(want, days, seconds, micros);
    REQUIRE((size_t)(end - out) == strlen(want) &&
                memcmp(out, want, strlen(want)) == 0,
            "%.*s, not %s", (int)(end - out), out, want);
    free(out);
}

START_TEST(rows)
{
    static const struct {
        int32_t days, seconds, micros;
        const char *text;
    } table[] = {
        {0, 0, 0, "PT0S"},
        {0, 0, 1, "PT0.000001S"},
        {0, 0, 500000, "PT0.5S"},
        {0, 1, 0, "PT1S"},
        {0, 90, 0, "PT1M30S"},
        {0, 3600, 0, "PT1H"},
        {0, 3601, 0, "PT1H1S"},
        {0, 86399, 999999, "PT23H59M59.999999S"},
        {1, 0, 0, "P1D"},
        {1, 0, 100, "P1DT0.0001S"},
        {1, 7384, 500000, "P1DT2H3M4.5S"},
        {-2, 79015, 500000, "-P1DT2H3M4.5S"},
        {-1, 0, 0, "-P1D"},
        {-1, 86399, 0, "-PT1S"},
        {-1, 86399, 999999, "-PT0.000001S"},
        {-1, 0, 1, "-PT23H59M59.999999S"},
        {999999999, 86399, 999999, "P999999999DT23H59M59.999999S"},
        {-999999999, 0, 0, "-P999999999D"},
        {-999999999, 0, 1, "-P999999998DT23H59M59.999999S"},
    };
    char out[JSD_DURATION_ROOM + 1];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++) {
        *jsd_duration_put(out, table[i].days, table[i].seconds,
                          table[i].micros) = '\0';
        ck_assert_str_eq(out, table[i].text);
    }
}
END_TEST

START_TEST(every_second)
{
    int32_t s;

    for (s = 0; s < 86400; s++) {
        compare(0, s, 0);
        compare(s % 7 - 3, s, 0);
        compare(s % 7 - 3, s, 1 + s * 11 % 999999);
    }
}
END_TEST

START_TEST(every_fraction)
{
    int32_t micros;

    for (micros = 0; micros < 1000000; micros++)
        compare(-(micros % 2), micros % 86400, micros);
}
END_TEST

START_TEST(days_of_every_length)
{
    int32_t power, i;

    for (power = 1; power <= 100000000; power *= 10)
        for (i = -3; i <= 3; i++) {
            compare(power + i, 0, 0);
            compare(-power + i, 1, 0);
            compare(-power + i, 86399, 999999);
        }
}
END_TEST

/* Each day of the years 0 to 9999, in order. */
START_TEST(every_day)
{
    uint32_t year = 0, month = 1, day = 1, y, m, d;
    static const uint32_t lengths[] = {31, 28, 31, 30, 31, 30,
                                       31, 31, 30, 31, 30, 31};

    for (int32_t n = -719528; n <= 2932896; n++) {
        jsd_days_to_civil(n, &y, &m, &d);
        REQUIRE(y == year && m == month && d == day, "day %d", (int)n);
        REQUIRE(jsd_days_from_civil(y, m, d) == n, "day %d", (int)n);
        if (++day >
            lengths[month - 1] + (month == 2 && year % 4 == 0 &&
                                  (year % 100 != 0 || year % 400 == 0))) {
            day = 1;
            year += month == 12;
            month = month % 12 + 1;
        }
    }
    ck_assert_uint_eq(year, 10000);
}
END_TEST

Suite *
duration_suite(void)
{
    const TTest *const tests[] = {rows, every_second, every_fraction,
                                  days_of_every_length, every_day};

    return suite_of("duration", tests, JSD_COUNTOF(tests));
}

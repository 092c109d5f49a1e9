/* SPDX-License-Identifier: MIT */
#include "text_suites.h"

#include <stdio.h>

#include "text/days.h"
#include "text/isoformat.h"
#include "text_helpers.h"

static void
compare(const char *out, const char *end, const char *want)
{
    size_t n = strlen(want);

    REQUIRE(end == out + n && memcmp(out, want, n) == 0, "%.*s, not %s",
            (int)(end - out), out, want);
}

/* ------------------------------------------------------------------ dates */

static uint32_t
days_of(uint32_t year, uint32_t month)
{
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    if (month == 2)
        return leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Each day from 0001-01-01, which is 719162 days before 1970. */
START_TEST(every_date)
{
    char *out = exact_new(JSD_ISOFORMAT_DATE_ROOM);
    int32_t count = -719162;
    uint32_t year, month, day;
    char want[40];

    for (year = 1; year <= 9999; year++)
        for (month = 1; month <= 12; month++)
            for (day = 1; day <= days_of(year, month); day++, count++) {
                REQUIRE(jsd_days_from_civil(year, month, day) == count,
                        "days of %u-%u-%u", year, month, day);
                snprintf(want, sizeof want, "%04u-%02u-%02u", year, month,
                         day);
                compare(out, jsd_isoformat_put_date(out, year, month, day),
                        want);
            }
    ck_assert_int_eq(count, 2932897);
    free(out);
}
END_TEST

START_TEST(moments)
{
    const int32_t first = jsd_days_from_civil(1, 1, 1);
    const int32_t last = jsd_days_from_civil(9999, 12, 31);

    ck_assert_int_eq(jsd_days_from_civil(1970, 1, 1), 0);
    ck_assert_int_eq(jsd_days_to_microseconds(0, 0, 0, 0, 0), 0);
    ck_assert_int_eq(jsd_days_to_microseconds(0, 1, 2, 3, 4),
                     INT64_C(3723000004));
    ck_assert_int_eq(jsd_days_to_microseconds(-1, 23, 59, 59, 999999), -1);
    ck_assert_int_eq(jsd_days_to_microseconds(first, 0, 0, 0, 0),
                     INT64_C(-62135596800000000));
    ck_assert_int_eq(jsd_days_to_microseconds(last, 23, 59, 59, 999999),
                     INT64_C(253402300799999999));
    ck_assert_int_eq(jsd_days_floor(999999, 1000000), 0);
    ck_assert_int_eq(jsd_days_floor(1000000, 1000000), 1);
    ck_assert_int_eq(jsd_days_floor(-1, 1000000), -1);
    ck_assert_int_eq(jsd_days_floor(-1000000, 1000000), -1);
    ck_assert_int_eq(jsd_days_floor(-1000001, 1000000), -2);
}
END_TEST

/* ------------------------------------------------------------------ times */

static void
compare_time(uint32_t second_of_day, uint32_t microsecond)
{
    uint32_t h = second_of_day / 3600, m = second_of_day / 60 % 60;
    uint32_t s = second_of_day % 60;
    char *out = exact_new(JSD_ISOFORMAT_TIME_ROOM);
    char want[40];

    snprintf(want, sizeof want, "%02u:%02u:%02u.%06u", h, m, s, microsecond);
    if (microsecond == 0)
        want[8] = '\0';
    compare(out,
            jsd_isoformat_put_time(out, h, m, s, microsecond,
                                   JSD_ISOFORMAT_MICROSECONDS),
            want);
    snprintf(want, sizeof want, "%02u:%02u:%02u.%03u", h, m, s,
             microsecond / 1000);
    compare(out,
            jsd_isoformat_put_time(out, h, m, s, microsecond,
                                   JSD_ISOFORMAT_MILLISECONDS),
            want);
    want[8] = '\0';
    compare(out,
            jsd_isoformat_put_time(out, h, m, s, microsecond,
                                   JSD_ISOFORMAT_SECONDS),
            want);
    free(out);
}

START_TEST(every_time)
{
    uint32_t i;

    for (i = 0; i < 86400; i++) {
        compare_time(i, 0);
        compare_time(i, i * 11 % 1000000);
    }
    for (i = 0; i < 1000000; i++)
        compare_time(i % 86400, i);
}
END_TEST

/* ---------------------------------------------------------------- offsets */

/* Texts that orjson 3.13.0 wrote, except for the sign of zero. */
START_TEST(offsets)
{
    static const struct {
        int32_t seconds;
        const char *text;
    } table[] = {
        {0, "+00:00"},      {29, "+00:00"},     {30, "+00:01"},
        {89, "+00:01"},     {90, "+00:02"},     {1172, "+00:20"},
        {3599, "+01:00"},   {3600, "+01:00"},   {3629, "+01:00"},
        {3630, "+01:01"},   {5400, "+01:30"},   {86369, "+23:59"},
        {86370, "+23:59"},  {86399, "+23:59"},  {-1, "+00:00"},
        {-29, "+00:00"},    {-30, "-00:01"},    {-89, "-00:01"},
        {-90, "-00:02"},    {-3599, "-01:00"},  {-3600, "-01:00"},
        {-5400, "-01:30"},  {-86341, "-23:59"}, {-86370, "-23:59"},
        {-86399, "-23:59"},
    };
    char out[JSD_ISOFORMAT_OFFSET_ROOM];
    size_t i;

    for (i = 0; i < JSD_COUNTOF(table); i++)
        compare(out, jsd_isoformat_put_offset(out, table[i].seconds, false),
                table[i].text);
}
END_TEST

START_TEST(every_offset)
{
    char *out = exact_new(JSD_ISOFORMAT_OFFSET_ROOM);
    char want[40];
    int32_t s;

    for (s = -86399; s < 86400; s++) {
        int minutes = (abs(s) + 30) / 60;

        if (minutes == 24 * 60)
            minutes--;
        snprintf(want, sizeof want, "%c%02d:%02d",
                 s < 0 && minutes > 0 ? '-' : '+', minutes / 60, minutes % 60);
        compare(out, jsd_isoformat_put_offset(out, s, false), want);
        compare(out, jsd_isoformat_put_offset(out, s, true),
                minutes == 0 ? "Z" : want);
    }
    free(out);
}
END_TEST

Suite *
isoformat_suite(void)
{
    const TTest *const tests[] = {every_date, moments, every_time, offsets,
                                  every_offset};

    return suite_of("isoformat", tests, JSD_COUNTOF(tests));
}

/* SPDX-License-Identifier: MIT
 *
 * jsd_datetime64: dtype names, and values compared with a reference. The
 * reference counts microseconds and walks through the calendar year by year.
 */
#include "text_suites.h"

#include "text/datetime64.h"
#include "text_helpers.h"

enum { UNITS = JSD_DATETIME64_ATTOSECONDS + 1 };

static bool
is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t
days_of_year(int64_t year)
{
    return is_leap(year) ? 366 : 365;
}

static int64_t
days_of_month(int64_t year, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Returns a / b, rounded down. */
static int64_t
floor_of(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Stores the date of a day since 1970-01-01; false outside of the years 0 to
 * 9999. */
static bool
naive_date(int64_t day, jsd_datetime64 *m)
{
    int64_t year = 1970, month = 1;

    if (day < -1000000 || day > 4000000)
        return false;
    m->days = (int32_t)day;
    for (; day < 0; day += days_of_year(year))
        year--;
    for (; day >= days_of_year(year); year++)
        day -= days_of_year(year);
    for (; day >= days_of_month(year, month); month++)
        day -= days_of_month(year, month);
    if (year < 0 || year > 9999)
        return false;
    m->year = (uint32_t)year;
    m->month = (uint32_t)month;
    m->day = (uint32_t)day + 1;
    return true;
}

/* Stores the date of the first day of a month, counted from January 1970. */
static bool
naive_month(int64_t months, jsd_datetime64 *m)
{
    int64_t years = floor_of(months, 12), month = months - 12 * years, day = 0;

    if (years < -2000 || years > 9000)
        return false;
    for (int64_t year = 1970; year < 1970 + years; year++)
        day += days_of_year(year);
    for (int64_t year = 1970; year > 1970 + years; year--)
        day -= days_of_year(year - 1);
    for (int64_t i = 1; i <= month; i++)
        day += days_of_month(years + 1970, i);
    return naive_date(day, m);
}

/* Stores the microseconds since 1970 in total units; false for more than
 * 30,000 years. */
static bool
naive_micros(jsd_datetime64_unit unit, int64_t total, int64_t *micros)
{
    static const int64_t in_unit[UNITS] = {
        [JSD_DATETIME64_WEEKS] = 7 * INT64_C(86400000000),
        [JSD_DATETIME64_DAYS] = INT64_C(86400000000),
        [JSD_DATETIME64_HOURS] = INT64_C(3600000000),
        [JSD_DATETIME64_MINUTES] = 60000000,
        [JSD_DATETIME64_SECONDS] = 1000000,
        [JSD_DATETIME64_MILLISECONDS] = 1000,
        [JSD_DATETIME64_MICROSECONDS] = 1,
    };
    const int64_t most = INT64_C(1000000000000000000);
    int64_t in_micro = 1;

    for (int i = JSD_DATETIME64_MICROSECONDS; i < (int)unit; i++)
        in_micro *= 1000;
    *micros = floor_of(total, in_micro);
    if (in_unit[unit] > 0 &&
        (total > most / in_unit[unit] || total < -most / in_unit[unit]))
        return false;
    if (in_unit[unit] > 0)
        *micros = total * in_unit[unit];
    return true;
}

/* Stores what value units since 1970 mean. The product fits in 64 bits. */
static bool
naive_read(jsd_datetime64_unit unit, uint32_t count, int64_t value,
           jsd_datetime64 *m)
{
    const int64_t day = INT64_C(86400000000);
    int64_t micros, time, total;

    memset(m, 0, sizeof *m);
    if (value == JSD_DATETIME64_NAT)
        return false;
    total = value * count;
    if (unit == JSD_DATETIME64_MONTHS)
        return naive_month(total, m);
    if (unit == JSD_DATETIME64_YEARS)
        return total < 10000 && total > -10000 && naive_month(12 * total, m);
    if (!naive_micros(unit, total, &micros))
        return false;
    time = micros - floor_of(micros, day) * day;
    m->hour = (uint32_t)(time / 3600000000);
    m->minute = (uint32_t)(time / 60000000 % 60);
    m->second = (uint32_t)(time / 1000000 % 60);
    m->microsecond = (uint32_t)(time % 1000000);
    return naive_date(floor_of(micros, day), m);
}

static void
compare(jsd_datetime64_unit unit, uint32_t count, int64_t value)
{
    const jsd_datetime64_scale scale = {unit, count, '<', false};
    jsd_datetime64 got, want;
    bool valid = naive_read(unit, count, value, &want);

    memset(&got, 0, sizeof got);
    REQUIRE(jsd_datetime64_read(&scale, value, &got) == valid,
            "unit %d, count %u, value %lld", (int)unit, count,
            (long long)value);
    REQUIRE(!valid || memcmp(&got, &want, sizeof got) == 0,
            "unit %d, count %u, value %lld: %u-%u-%u", (int)unit, count,
            (long long)value, got.year, got.month, got.day);
}

/* Values of every magnitude in each unit, both signs, and a few counts. */
START_TEST(values)
{
    uint64_t state = 1;

    for (int unit = JSD_DATETIME64_YEARS; unit < UNITS; unit++)
        for (int i = 0; i < 3000; i++) {
            int64_t value = (int64_t)(random_u64(&state) >> i % 64);
            uint32_t count = i % 4 == 0 ? 1 + random_below(&state, 100) : 1;

            if (count > 1)
                value /= 128; /* a product of more than 64 bits is invalid */
            compare((jsd_datetime64_unit)unit, count, value);
            compare((jsd_datetime64_unit)unit, count, -value);
        }
}
END_TEST

START_TEST(every_day)
{
    for (int64_t day = -719528 - 400; day <= 2932896 + 400; day += 97)
        compare(JSD_DATETIME64_DAYS, 1, day);
    for (int64_t month = -12 * 1971; month <= 12 * 8031; month++)
        compare(JSD_DATETIME64_MONTHS, 1, month);
}
END_TEST

START_TEST(edges)
{
    jsd_datetime64_scale scale = {JSD_DATETIME64_DAYS, UINT32_MAX, '<', false};
    jsd_datetime64 m;

    compare(JSD_DATETIME64_DAYS, 1, -719528);
    compare(JSD_DATETIME64_DAYS, 1, -719529);
    compare(JSD_DATETIME64_DAYS, 1, 2932896);
    compare(JSD_DATETIME64_DAYS, 1, 2932897);
    compare(JSD_DATETIME64_NANOSECONDS, 1, -1);
    compare(JSD_DATETIME64_ATTOSECONDS, 1, INT64_MIN + 1);
    compare(JSD_DATETIME64_ATTOSECONDS, 1, INT64_MAX);
    for (int unit = JSD_DATETIME64_YEARS; unit < UNITS; unit++)
        compare((jsd_datetime64_unit)unit, 1, JSD_DATETIME64_NAT);
    /* The product does not fit in 64 bits. */
    ck_assert(!jsd_datetime64_read(&scale, INT64_MAX, &m));
    scale.unit = JSD_DATETIME64_GENERIC;
    ck_assert(!jsd_datetime64_read(&scale, 1, &m));
}
END_TEST

START_TEST(dtypes)
{
    static const struct {
        const char *dtype;
        jsd_datetime64_unit unit;
        uint32_t count;
    } rows[] = {
        {"<M8[Y]", JSD_DATETIME64_YEARS, 1},
        {"<M8[M]", JSD_DATETIME64_MONTHS, 1},
        {"<M8[W]", JSD_DATETIME64_WEEKS, 1},
        {">M8[D]", JSD_DATETIME64_DAYS, 1},
        {"<M8[h]", JSD_DATETIME64_HOURS, 1},
        {"<M8[m]", JSD_DATETIME64_MINUTES, 1},
        {">M8[25s]", JSD_DATETIME64_SECONDS, 25},
        {"<M8[ms]", JSD_DATETIME64_MILLISECONDS, 1},
        {"<M8[10us]", JSD_DATETIME64_MICROSECONDS, 10},
        {"<M8[ns]", JSD_DATETIME64_NANOSECONDS, 1},
        {"<M8[ps]", JSD_DATETIME64_PICOSECONDS, 1},
        {"<M8[fs]", JSD_DATETIME64_FEMTOSECONDS, 1},
        {">M8[1234567as]", JSD_DATETIME64_ATTOSECONDS, 1234567},
        {"<M8", JSD_DATETIME64_GENERIC, 1},
    };

    for (size_t i = 0; i < JSD_COUNTOF(rows); i++) {
        const char *dtype = rows[i].dtype;
        jsd_datetime64_scale scale;

        ck_assert_msg(jsd_datetime64_parse(dtype, &scale), "%s", dtype);
        ck_assert_int_eq((int)scale.unit, (int)rows[i].unit);
        ck_assert_uint_eq(scale.count, rows[i].count);
        ck_assert_int_eq(scale.order, *dtype);
        ck_assert_int_eq(scale.swapped, (*dtype == '<') != JSD_LITTLE_ENDIAN);
    }
}
END_TEST

START_TEST(other_dtypes)
{
    static const char *const others[] = {
        "",        "<",        "<f8",     "|M8[ns]", "<m8[ns]",
        "<M4[ns]", "M8[ns]",   "<M8[",    "<M8[]",   "<M8[ns",
        "<M8ns]",  "<M8[ns]]", "<M8[xs]", "<M8[n]",  "<M8[nss]",
        "<M8[7]",  "<M8[-1s]", "<M8[ s]", "<M8 ",    "<M8[ns] "};

    for (size_t i = 0; i < JSD_COUNTOF(others); i++) {
        char *dtype = exact_copy(others[i], strlen(others[i]) + 1);
        jsd_datetime64_scale scale;

        ck_assert_msg(!jsd_datetime64_parse(dtype, &scale), "%s", dtype);
        free(dtype);
    }
}
END_TEST

Suite *
datetime64_suite(void)
{
    const TTest *const tests[] = {values, every_day, edges, dtypes,
                                  other_dtypes};

    return suite_of("datetime64", tests, JSD_COUNTOF(tests));
}

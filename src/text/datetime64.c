/* SPDX-License-Identifier: MIT */
#include "text/datetime64.h"

#include "text/days.h"

enum { DAY = 86400, FIRST_YEAR = 0, LAST_YEAR = 9999 };

/* The first and the last day, counted from 1970. */
enum { FIRST_DAY = -719528, LAST_DAY = 2932896 };

/* Returns a unit by its name. The names are in the order of the enumeration.
 */
static jsd_datetime64_unit
unit_by_name(const char *name, size_t n)
{
    static const char *const names[] = {"Y",  "M",  "W",  "D",  "h",  "m", "s",
                                        "ms", "us", "ns", "ps", "fs", "as"};

    for (size_t i = 0; i < JSD_COUNTOF(names); i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return (jsd_datetime64_unit)(i + 1);
    return JSD_DATETIME64_GENERIC;
}

bool
jsd_datetime64_parse(const char *dtype, jsd_datetime64_scale *scale)
{
    const char *end;

    if ((*dtype != '<' && *dtype != '>') || strncmp(dtype + 1, "M8", 2) != 0)
        return false;
    *scale = (jsd_datetime64_scale){JSD_DATETIME64_GENERIC, 1, *dtype,
                                    (*dtype == '<') != JSD_LITTLE_ENDIAN};
    dtype += 3;
    if (*dtype == '\0')
        return true;
    end = strchr(dtype, ']');
    if (*dtype++ != '[' || end == NULL || end[1] != '\0')
        return false;
    if (*dtype >= '0' && *dtype <= '9')
        scale->count = 0;
    for (; *dtype >= '0' && *dtype <= '9'; dtype++)
        scale->count = 10 * scale->count + (uint32_t)(*dtype - '0');
    scale->unit = unit_by_name(dtype, (size_t)(end - dtype));
    return scale->unit != JSD_DATETIME64_GENERIC;
}

/* Divides a by b > 0 and rounds down. *rest is not negative. */
static int64_t
floor_divide(int64_t a, int64_t b, int64_t *rest)
{
    /* The quotient times b may be below the smallest int64_t. */
    const int64_t remainder = a % b;

    *rest = remainder < 0 ? remainder + b : remainder;
    return a / b - (remainder < 0);
}

/* Converts months since 1970. */
static bool
read_months(int64_t months, jsd_datetime64 *m)
{
    int64_t month, year = floor_divide(months, 12, &month);

    if (year < FIRST_YEAR - 1970 || year > LAST_YEAR - 1970)
        return false;
    memset(m, 0, sizeof *m);
    m->year = (uint32_t)(year + 1970);
    m->month = (uint32_t)month + 1;
    m->day = 1;
    m->days = jsd_days_from_civil(m->year, m->month, 1);
    return true;
}

/* Converts days, and microseconds of the last day. */
static bool
read_days(int64_t days, int64_t microseconds, jsd_datetime64 *m)
{
    uint32_t seconds = (uint32_t)(microseconds / 1000000);

    if (days < FIRST_DAY || days > LAST_DAY)
        return false;
    m->days = (int32_t)days;
    jsd_days_to_civil(m->days, &m->year, &m->month, &m->day);
    m->hour = seconds / 3600;
    m->minute = seconds / 60 % 60;
    m->second = seconds % 60;
    m->microsecond = (uint32_t)(microseconds % 1000000);
    return true;
}

/* Converts seconds and a fraction of part / parts. */
static bool
read_seconds(int64_t seconds, int64_t part, int64_t parts, jsd_datetime64 *m)
{
    int64_t rest, days = floor_divide(seconds, DAY, &rest);
    int64_t micros =
        parts < 1000000 ? part * (1000000 / parts) : part / (parts / 1000000);

    return read_days(days, rest * 1000000 + micros, m);
}

bool
jsd_datetime64_read(const jsd_datetime64_scale *scale, int64_t value,
                    jsd_datetime64 *m)
{
    /* The length of a unit: in months, days, seconds, or fractions of a
     * second. */
    static const int64_t worth[] = {0,
                                    12,
                                    1,
                                    7,
                                    1,
                                    3600,
                                    60,
                                    1,
                                    1000,
                                    1000000,
                                    1000000000,
                                    INT64_C(1000000000000),
                                    INT64_C(1000000000000000),
                                    INT64_C(1000000000000000000)};
    const int64_t one = worth[scale->unit];
    int64_t part;

    if (value == JSD_DATETIME64_NAT || scale->unit == JSD_DATETIME64_GENERIC ||
        __builtin_mul_overflow(value, (int64_t)scale->count, &value))
        return false;
    if (scale->unit > JSD_DATETIME64_SECONDS) {
        value = floor_divide(value, one, &part);
        return read_seconds(value, part, one, m);
    }
    if (__builtin_mul_overflow(value, one, &value))
        return false;
    if (scale->unit <= JSD_DATETIME64_MONTHS)
        return read_months(value, m);
    return scale->unit <= JSD_DATETIME64_DAYS ? read_days(value, 0, m)
                                              : read_seconds(value, 0, 1, m);
}

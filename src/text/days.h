/* SPDX-License-Identifier: MIT
 *
 * The Gregorian calendar: converts dates to days since 1970 and back, and to
 * microseconds. Checks no range and knows no leap seconds, like Python.
 */
#ifndef JSONDE_TEXT_DAYS_H
#define JSONDE_TEXT_DAYS_H

#include "base/base.h"

/* Returns the days since 1970-01-01, negative before it. The year is 0 to
 * 9999; months and days start at 1. */
int32_t jsd_days_from_civil(uint32_t year, uint32_t month, uint32_t day);

/* Converts days since 1970-01-01 to a date of the years 0 to 9999. */
void jsd_days_to_civil(int32_t days, uint32_t *year, uint32_t *month,
                       uint32_t *day);

/* Returns the microseconds since 1970-01-01T00:00:00 of a time of a day. */
JSD_INLINE int64_t
jsd_days_to_microseconds(int32_t days, uint32_t hour, uint32_t minute,
                         uint32_t second, uint32_t microsecond)
{
    return ((int64_t)days * 86400 + hour * 3600 + minute * 60 + second) *
               1000000 +
           microsecond;
}

/* Divides microseconds by the microseconds of a unit, and rounds down. */
JSD_INLINE int64_t
jsd_days_floor(int64_t microseconds, int64_t unit)
{
    return microseconds / unit - (microseconds % unit < 0);
}

#endif

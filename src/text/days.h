/* SPDX-License-Identifier: MIT
 *
 * The days of the Gregorian calendar, counted, and moments since 1970.
 * Used by enc/. It never allocates, checks no range and knows no leap
 * seconds, as Python does not.
 */
#ifndef JSONDE_TEXT_DAYS_H
#define JSONDE_TEXT_DAYS_H

#include "base/base.h"

/* Days since 1970-01-01, negative before it; years 0 to 9999, months and days
 * from 1 on. */
int32_t jsd_days_from_civil(uint32_t year, uint32_t month, uint32_t day);

/* And back: a day of the years 0 to 9999. */
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

/* Returns how many units of so many microseconds have passed at a moment; what
 * is less than one is cut off towards the past. */
JSD_INLINE int64_t
jsd_days_floor(int64_t microseconds, int64_t unit)
{
    return microseconds / unit - (microseconds % unit < 0);
}

#endif

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

/* Seconds since 1970-01-01T00:00:00 of a time, whose offset from UTC is
 * `offset` seconds. */
JSD_INLINE int64_t
jsd_days_to_seconds(int32_t days, uint32_t hour, uint32_t minute,
                    uint32_t second, int32_t offset)
{
    return (int64_t)days * 86400 + hour * 3600 + minute * 60 + second - offset;
}

/* The same with a fraction, in milliseconds; what is less than one is cut off
 * towards the past. */
JSD_INLINE int64_t
jsd_days_to_milliseconds(int64_t seconds, uint32_t microsecond)
{
    return seconds * 1000 + microsecond / 1000;
}

#endif

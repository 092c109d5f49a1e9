/* SPDX-License-Identifier: MIT
 *
 * Dates, times of day and offsets from UTC (RFC 3339, section 5.6), in the
 * notation of orjson.
 * Used by enc/. It never allocates and checks no range: the values are those
 * of Python's datetime objects.
 */
#ifndef JSONDE_TEXT_ISOFORMAT_H
#define JSONDE_TEXT_ISOFORMAT_H

#include "base/base.h"
#include "base/pair_table.h"

/* Bytes that must be free at out; none behind these is written. */
enum {
    JSD_ISOFORMAT_DATE_ROOM = 10,
    JSD_ISOFORMAT_TIME_ROOM = 15,
    JSD_ISOFORMAT_OFFSET_ROOM = 6
};

typedef enum jsd_isoformat_fraction {
    JSD_ISOFORMAT_MICROSECONDS, /* six digits, unless all are 0 */
    JSD_ISOFORMAT_MILLISECONDS, /* always three digits, cut off */
    JSD_ISOFORMAT_SECONDS       /* none */
} jsd_isoformat_fraction;

/* All return the end of the text; no terminating NUL. */

/* YYYY-MM-DD; a year of 1 to 9999. */
JSD_INLINE char *
jsd_isoformat_put_date(char *out, uint32_t year, uint32_t month, uint32_t day)
{
    out = jsd_pair_put(out, year / 100);
    out = jsd_pair_put(out, year % 100);
    *out++ = '-';
    out = jsd_pair_put(out, month);
    *out++ = '-';
    return jsd_pair_put(out, day);
}

/* HH:MM:SS, HH:MM:SS.ffffff or HH:MM:SS.fff */
JSD_INLINE char *
jsd_isoformat_put_time(char *out, uint32_t hour, uint32_t minute,
                       uint32_t second, uint32_t microsecond,
                       jsd_isoformat_fraction fraction)
{
    out = jsd_pair_put(out, hour);
    *out++ = ':';
    out = jsd_pair_put(out, minute);
    *out++ = ':';
    out = jsd_pair_put(out, second);
    if (fraction == JSD_ISOFORMAT_MILLISECONDS) {
        *out++ = '.';
        out = jsd_pair_put(out, microsecond / 10000);
        *out++ = (char)('0' + microsecond / 1000 % 10);
    } else if (fraction == JSD_ISOFORMAT_MICROSECONDS && microsecond != 0) {
        *out++ = '.';
        out = jsd_pair_put(out, microsecond / 10000);
        out = jsd_pair_put(out, microsecond / 100 % 100);
        out = jsd_pair_put(out, microsecond % 100);
    }
    return out;
}

/* +HH:MM or -HH:MM, of less than a day. Half a minute or more counts as one,
 * up to 23:59. What becomes zero is +00:00, or Z with zulu: -00:00 means that
 * the offset is not known (RFC 3339, section 4.3). */
char *jsd_isoformat_put_offset(char *out, int32_t seconds, bool zulu);

#endif

/* SPDX-License-Identifier: MIT
 *
 * Writes dates, times of day and UTC offsets (RFC 3339, section 5.6) in
 * orjson's notation. Checks no range: the values are those of Python's
 * datetime objects. Never allocates.
 */
#ifndef JSONDE_TEXT_ISOFORMAT_H
#define JSONDE_TEXT_ISOFORMAT_H

#include "base/base.h"
#include "base/pair_table.h"

/* Bytes that may be written at out. */
enum {
    JSD_ISOFORMAT_DATE_ROOM = 10,
    JSD_ISOFORMAT_TIME_ROOM = 15,
    JSD_ISOFORMAT_OFFSET_ROOM = 6
};

typedef enum jsd_isoformat_fraction {
    JSD_ISOFORMAT_MICROSECONDS, /* six digits, or none if all are 0 */
    JSD_ISOFORMAT_MILLISECONDS, /* three digits, rounded down */
    JSD_ISOFORMAT_SECONDS       /* none */
} jsd_isoformat_fraction;

/* All functions return the end of the text, without a terminating NUL. */

/* Writes YYYY-MM-DD. The year is 1 to 9999. */
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

/* Writes HH:MM:SS, HH:MM:SS.ffffff or HH:MM:SS.fff. */
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

/* Writes an offset of less than a day as +HH:MM or -HH:MM, rounded to minutes,
 * at most 23:59. Zero is +00:00, or Z with zulu. -00:00 would mean an unknown
 * offset (RFC 3339, section 4.3). */
char *jsd_isoformat_put_offset(char *out, int32_t seconds, bool zulu);

#endif

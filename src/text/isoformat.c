/* SPDX-License-Identifier: MIT */
#include "text/isoformat.h"

#include "base/pair_table.h"

char *
jsd_isoformat_put_date(char *out, uint32_t year, uint32_t month, uint32_t day)
{
    out = jsd_pair_put(out, year / 100);
    out = jsd_pair_put(out, year % 100);
    *out++ = '-';
    out = jsd_pair_put(out, month);
    *out++ = '-';
    return jsd_pair_put(out, day);
}

char *
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

/* 23:59: RFC 3339 has no 24:00. */
enum { MOST_MINUTES = 24 * 60 - 1 };

char *
jsd_isoformat_put_offset(char *out, int32_t seconds, bool zulu)
{
    const uint32_t away = (uint32_t)(seconds < 0 ? -seconds : seconds);
    uint32_t minutes = (away + 30) / 60;

    if (minutes > MOST_MINUTES)
        minutes = MOST_MINUTES;
    if (zulu && seconds == 0) {
        *out = 'Z';
        return out + 1;
    }
    *out++ = seconds < 0 ? '-' : '+';
    out = jsd_pair_put(out, minutes / 60);
    *out++ = ':';
    return jsd_pair_put(out, minutes % 60);
}

/* SPDX-License-Identifier: MIT */
#include "text/isoformat.h"

#include "base/pair_table.h"

/* 23:59, because RFC 3339 has no 24:00. */
enum { MOST_MINUTES = 24 * 60 - 1 };

char *
jsd_isoformat_put_offset(char *out, int32_t seconds, bool zulu)
{
    const uint32_t away = (uint32_t)(seconds < 0 ? -seconds : seconds);
    uint32_t minutes = (away + 30) / 60;

    if (minutes > MOST_MINUTES)
        minutes = MOST_MINUTES;
    if (zulu && minutes == 0) {
        *out = 'Z';
        return out + 1;
    }
    *out++ = seconds < 0 && minutes != 0 ? '-' : '+';
    out = jsd_pair_put(out, minutes / 60);
    *out++ = ':';
    return jsd_pair_put(out, minutes % 60);
}

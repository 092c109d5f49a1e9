/* SPDX-License-Identifier: MIT */
#include "text/duration.h"

#include "base/pair_table.h"

enum { SECOND = 1000000, DAY = 86400 };

/* Writes x without leading zeros. */
static char *
put_number(char *out, uint32_t x)
{
    char digits[10]; /* in pairs, from the end */
    char *p = digits + sizeof digits;

    do {
        p -= 2;
        (void)jsd_pair_put(p, x % 100);
        x /= 100;
    } while (x != 0);
    p += *p == '0';
    memcpy(out, p, (size_t)(digits + sizeof digits - p));
    return out + (digits + sizeof digits - p);
}

/* Writes x and its unit. Writes nothing if x is 0. */
static char *
put_part(char *out, uint32_t x, char unit)
{
    if (x == 0)
        return out;
    out = put_number(out, x);
    *out = unit;
    return out + 1;
}

/* Writes seconds with a fraction of microseconds, which is not 0. */
static char *
put_fraction(char *out, uint32_t seconds, uint32_t microseconds)
{
    out = put_number(out, seconds);
    *out++ = '.';
    out = jsd_pair_put(out, microseconds / 10000);
    out = jsd_pair_put(out, microseconds / 100 % 100);
    out = jsd_pair_put(out, microseconds % 100);
    while (out[-1] == '0')
        out--;
    *out = 'S';
    return out + 1;
}

char *
jsd_duration_put(char *out, int32_t days, int32_t seconds,
                 int32_t microseconds)
{
    uint32_t left;

    if (days < 0) {
        *out++ = '-';
        /* Counts up what is missing to a full day and second. */
        seconds += microseconds > 0;
        microseconds = microseconds > 0 ? SECOND - microseconds : 0;
        days = -days - (seconds > 0);
        seconds = seconds > 0 ? DAY - seconds : 0;
    }
    *out++ = 'P';
    out = put_part(out, (uint32_t)days, 'D');
    left = (uint32_t)seconds;
    if (left == 0 && microseconds == 0 && days != 0)
        return out;
    *out++ = 'T';
    out = put_part(out, left / 3600, 'H');
    out = put_part(out, left / 60 % 60, 'M');
    if (microseconds != 0)
        return put_fraction(out, left % 60, (uint32_t)microseconds);
    if (out[-1] != 'T')
        return put_part(out, left % 60, 'S');
    out = put_number(out, left % 60);
    *out = 'S';
    return out + 1;
}

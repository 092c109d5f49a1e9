/* SPDX-License-Identifier: MIT
 *
 * What numpy's datetime64 counts, as dates and times of day.
 * Used by py/ and enc/. It never allocates and knows no numpy: a dtype is the
 * text that its str attribute has.
 */
#ifndef JSONDE_TEXT_DATETIME64_H
#define JSONDE_TEXT_DATETIME64_H

#include "base/base.h"

typedef enum jsd_datetime64_unit {
    JSD_DATETIME64_GENERIC, /* no unit: only NaT has a meaning */
    JSD_DATETIME64_YEARS,
    JSD_DATETIME64_MONTHS,
    JSD_DATETIME64_WEEKS,
    JSD_DATETIME64_DAYS,
    JSD_DATETIME64_HOURS,
    JSD_DATETIME64_MINUTES,
    JSD_DATETIME64_SECONDS,
    JSD_DATETIME64_MILLISECONDS,
    JSD_DATETIME64_MICROSECONDS,
    JSD_DATETIME64_NANOSECONDS,
    JSD_DATETIME64_PICOSECONDS,
    JSD_DATETIME64_FEMTOSECONDS,
    JSD_DATETIME64_ATTOSECONDS
} jsd_datetime64_unit;

/* What one is worth: so many units. */
typedef struct jsd_datetime64_scale {
    jsd_datetime64_unit unit;
    uint32_t count;
    char order;   /* of its bytes, '<' or '>' */
    bool swapped; /* the bytes have the other order than this machine's */
} jsd_datetime64_scale;

/* Not a time: null. */
#define JSD_DATETIME64_NAT INT64_MIN

typedef struct jsd_datetime64 {
    uint32_t year, month, day;
    uint32_t hour, minute, second, microsecond;
    int32_t days; /* since 1970-01-01 */
} jsd_datetime64;

/* False where the dtype ("<M8[ns]", ">M8[25s]", "<M8") is another one. */
bool jsd_datetime64_parse(const char *dtype, jsd_datetime64_scale *scale);

/* What value stands for; less than a microsecond is cut off, towards the past.
 * False for NaT, without a unit, and beyond the years 0 to 9999. */
bool jsd_datetime64_read(const jsd_datetime64_scale *scale, int64_t value,
                         jsd_datetime64 *moment);

#endif
